//! The goal in words: how likely it is by its day, and how that moved as the weeks came in.

use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::home::count_of;
use crate::present::line_band::{Along, Line, LineBand, Marker};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::plan::{Answer, goal_text};
use crate::state::{GoalCourse, weeks_until};
use engine::calendar::week_end;
use engine::forecast::{Forecast, GoalOutlook};
use jiff::ToSpan;
use jiff::civil::Date;

/// A goal as it is stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// How much.
    pub amount: f64,
    /// The last day that counts; none: that of the plan.
    pub by: Option<Date>,
    /// Who answers for it; may be empty.
    pub owner: String,
}

/// How likely the goal is by its day; what is missing where it cannot be said.
#[must_use]
pub fn goal_answer(
    forecast: &Forecast,
    goal: &Stated,
    outlook: Option<&GoalOutlook>,
    outcome: &Outcome,
    locale: &Locale,
) -> Answer {
    let weeks = weeks_until(&forecast.weeks, goal.by);
    let amount = outcome.amount(&goal_text(locale, goal.amount));
    let Some((last, outlook)) = weeks.checked_sub(1).and_then(|last| forecast.weeks.get(last)).zip(outlook) else {
        return Answer {
            sentence: "No week of the plan ends by the goal's day".to_owned(),
            range: "Choose a later day for the goal below.".to_owned(),
        };
    };
    let owner = if goal.owner.is_empty() { String::new() } else { format!(" {} answers for it.", goal.owner) };
    Answer {
        sentence: format!(
            "{amount} by {} is {} likely",
            locale.date(week_end(*last)),
            chance(locale, outlook.probability)
        ),
        range: format!(
            "{} of {}: eight times in ten between {}.{owner}",
            outcome.title(),
            count_of(weeks, "week"),
            format::range(locale, Unit::Number, outlook.downside, outlook.upside).replace(" to ", " and ")
        ),
    }
}

/// What to do where no goal is set.
#[must_use]
pub fn no_goal_answer() -> Answer {
    Answer {
        sentence: "No goal is set yet".to_owned(),
        range: "Say what is to be reached, by when and by whom; its probability follows the weeks as they come in."
            .to_owned(),
    }
}

/// The days that a goal can be for: the last day of each week, with its text; the last is that of the plan.
#[must_use]
pub fn by_choices(weeks: &[Date], locale: &Locale) -> Vec<(Date, String)> {
    let last = weeks.len().saturating_sub(1);
    let choice = |(place, week): (usize, &Date)| {
        let end = week_end(*week);
        let text = locale.date(end);
        (end, if place == last { format!("{text}, the plan's end") } else { text })
    };
    weeks.iter().enumerate().map(choice).collect()
}

/// The probability at the start and after each week.
#[must_use]
pub fn course_chart(course: &GoalCourse) -> LineBand {
    let day = |after: Option<Date>| {
        let next = course.moments.iter().find_map(|moment| moment.after);
        let before_first = || next.or(Some(course.goal.by)).and_then(|first| first.checked_sub(7.days()).ok());
        after.or_else(before_first).unwrap_or(course.goal.by)
    };
    let weeks = course.moments.iter().map(|moment| day(moment.after)).collect();
    let mut chart = LineBand::new("Probability of the goal", Unit::Percent, Along::Weeks(weeks));
    let values: Vec<f64> = course.moments.iter().map(|moment| moment.outlook.probability).collect();
    let observed = values.len();
    chart.lines.push(Line { name: "Probability".to_owned(), ink: Ink::Accent, values, observed });
    chart.levels.push(Marker { at: 1.0, label: String::new(), ink: Ink::Grid });
    chart.height = 200.0;
    chart
}

/// How the probability moved since the plan was committed; none where nothing can be said.
#[must_use]
pub fn course_sentence(course: &GoalCourse, locale: &Locale) -> Option<String> {
    let (first, last) = (course.moments.first()?, course.moments.last()?);
    let goal = goal_text(locale, course.goal.amount);
    let before = chance(locale, first.outlook.probability);
    let Some(after) = last.after else {
        return Some(format!("{goal} was {before} likely when the plan was committed; none of its weeks is known yet"));
    };
    let now = chance(locale, last.outlook.probability);
    let moved = match last.outlook.probability - first.outlook.probability {
        change if change > 0.005 => format!("from {before} to {now}"),
        change if change < -0.005 => format!("from {before} down to {now}"),
        _ => format!("little, at {now}"),
    };
    let (reached, expected) = (last.reached, last.expected);
    Some(format!(
        "The chance of {goal} moved {moved} in the {} to {}: {} came in, {} are expected in all",
        count_of(course.moments.len() - 1, "week"),
        locale.date(week_end(after)),
        format::compact(locale, reached),
        format::compact(locale, expected)
    ))
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use crate::state::{CommitId, outlook_on};
    use engine::forecast::{Goal, GoalMoment, GoalUnit, goal_outlook};
    use engine::panel::OutcomeKind;
    use jiff::civil::date;

    fn revenue() -> Outcome {
        Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }
    }

    #[test]
    fn the_goal_has_a_day_and_an_owner() {
        let forecast = forecast();
        let goal = Stated { amount: 2.79e6, by: None, owner: "Ada".to_owned() };
        let outlook = outlook_on(&forecast, goal.amount, goal.by);
        let found = goal_answer(&forecast, &goal, outlook.as_ref(), &revenue(), &Locale::default());
        assert_eq!(found.sentence, "2.79M by 27 Sep 2026 is 71\u{a0}% likely");
        assert_eq!(found.range, "Revenue of 13 weeks: eight times in ten between 2.60M and 3.40M. Ada answers for it.");
        let early = Stated { by: Some(date(2026, 6, 1)), ..goal };
        let found = goal_answer(&forecast, &early, None, &revenue(), &Locale::default());
        assert_eq!(found.sentence, "No week of the plan ends by the goal's day");
    }

    #[test]
    fn the_last_day_is_that_of_the_plan() {
        let choices = by_choices(&forecast().weeks, &Locale::default());
        assert_eq!((choices.len(), choices[12].1.as_str()), (13, "27 Sep 2026, the plan's end"));
    }

    #[test]
    fn the_course_is_told_from_the_commitment_on() {
        let outlook = |goal: f64| goal_outlook(&forecast().sorted_totals, goal);
        let moment = |after, goal| GoalMoment { after, reached: 460e3, expected: 3e6, outlook: outlook(goal) };
        let goal = Goal {
            unit: GoalUnit { name: "Revenue".to_owned(), kind: OutcomeKind::Money },
            amount: 2.79e6,
            by: date(2026, 9, 27),
            owner: String::new(),
        };
        let start = GoalMoment { after: None, reached: 0.0, expected: 3e6, outlook: outlook(2.79e6) };
        let mut course = GoalCourse { commit: CommitId(1), goal, known: 0, moments: vec![start] };
        assert_eq!(
            course_sentence(&course, &Locale::default()).unwrap(),
            "2.79M was 71\u{a0}% likely when the plan was committed; none of its weeks is known yet"
        );
        course.moments.push(moment(Some(date(2026, 6, 29)), 2.7e6));
        course.moments.push(moment(Some(date(2026, 7, 6)), 2.6e6));
        assert_eq!(
            course_sentence(&course, &Locale::default()).unwrap(),
            "The chance of 2.79M moved from 71\u{a0}% to 90\u{a0}% in the 2 weeks to 12 Jul 2026: 460k came in, 3.00M \
             are expected in all"
        );
        let chart = course_chart(&course);
        assert_eq!((chart.along.len(), chart.lines[0].observed), (3, 3));
    }
}
