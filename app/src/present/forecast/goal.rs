//! The goal in words: how likely it is by its day, and how that moved as the weeks came in.

use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::goal::{goal_amount, goal_by_day, owner_sentence};
use crate::present::home::count_of;
use crate::present::line_band::{Along, Line, LineBand, Marker};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::plan::{Answer, metric_name, spend_text};
use crate::state::{GoalCourse, GoalTerms, StatedGoal};
use engine::calendar::week_end;
use engine::forecast::Forecast;
use engine::plan::Metric;
use jiff::ToSpan;
use jiff::civil::Date;

/// How likely the goal is by its day; what is missing where it cannot be said.
#[must_use]
pub fn goal_answer(forecast: &Forecast, goal: &StatedGoal, outcome: &Outcome, locale: &Locale) -> Answer {
    let terms = &goal.terms;
    let said = goal_by_day(goal, &forecast.weeks, outcome, locale);
    let Some((said, outlook)) = said.zip(terms.outlook(forecast)) else {
        return Answer {
            sentence: "No week of the plan ends by the goal's day".to_owned(),
            range: "Choose a later day for the goal below.".to_owned(),
        };
    };
    Answer {
        sentence: format!("{said} is {} likely", chance(locale, outlook.probability)),
        range: format!(
            "{} of {}: eight times in ten between {}.{}{}",
            metric_name(terms.metric, outcome),
            count_of(terms.weeks(&forecast.weeks), "week"),
            format::range(locale, Unit::Number, outlook.downside, outlook.upside).replace(" to ", " and "),
            needed_sentence(terms, outcome, locale),
            owner_sentence(&goal.owner)
        ),
    }
}

/// What a goal in another metric takes of the outcome; nothing where it is one in the outcome itself.
fn needed_sentence(terms: &GoalTerms, outcome: &Outcome, locale: &Locale) -> String {
    let needed = outcome.named(&format::compact(locale, terms.needed()));
    match terms.metric {
        Metric::Outcome => String::new(),
        Metric::Profit => {
            format!(" With {} planned for media it takes {needed}.", spend_text(locale, terms.cost()))
        }
        Metric::Revenue | Metric::Margin => format!(" It takes {needed}."),
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
    let goal = goal_amount(course.terms.metric, course.terms.amount, locale);
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
    let unit = &course.goal.unit;
    let outcome = Outcome { name: unit.name.clone(), kind: unit.kind };
    Some(format!(
        "The chance of {goal} moved {moved} in the {} to {}: {} came in, {} are expected in all",
        count_of(course.moments.len() - 1, "week"),
        locale.date(week_end(after)),
        outcome.named(&format::compact(locale, last.reached)),
        format::compact(locale, last.expected)
    ))
}

#[cfg(test)]
mod tests {
    use super::super::samples::forecast;
    use super::*;
    use crate::present::goal::samples::goal as stated;
    use crate::state::CommitId;
    use engine::forecast::{Goal, GoalMoment, GoalUnit, goal_outlook};
    use engine::panel::OutcomeKind;
    use jiff::civil::date;

    fn revenue() -> Outcome {
        Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }
    }

    #[test]
    fn the_goal_has_a_day_and_an_owner() {
        let forecast = forecast();
        let answer = |goal: &StatedGoal| goal_answer(&forecast, goal, &revenue(), &Locale::default());
        let found = answer(&stated(Metric::Outcome, 2.79e6, &forecast.weeks, None));
        assert_eq!(found.sentence, "2.79M by 27 Sep 2026 is 71\u{a0}% likely");
        assert_eq!(found.range, "Revenue of 13 weeks: eight times in ten between 2.60M and 3.40M. Ada answers for it.");
        let found = answer(&stated(Metric::Outcome, 2.79e6, &forecast.weeks, Some(date(2026, 6, 1))));
        assert_eq!(found.sentence, "No week of the plan ends by the goal's day");
    }

    #[test]
    fn a_goal_in_profit_says_what_it_takes() {
        let forecast = forecast();
        // 0.4 of 2.79M, less 130k.
        let goal = stated(Metric::Profit, 986e3, &forecast.weeks, None);
        let found = goal_answer(&forecast, &goal, &revenue(), &Locale::default());
        assert_eq!(found.sentence, "986k profit after media by 27 Sep 2026 is 71\u{a0}% likely");
        assert_eq!(
            found.range,
            "Profit after media of 13 weeks: eight times in ten between 0.91M and 1.23M. With $130k planned for media it \
             takes 2.79M of revenue. Ada answers for it."
        );
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
        let terms = stated(Metric::Outcome, 2.79e6, &forecast().weeks, None).terms;
        let mut course = GoalCourse { commit: CommitId(1), terms, goal, known: 0, moments: vec![start] };
        assert_eq!(
            course_sentence(&course, &Locale::default()).unwrap(),
            "2.79M was 71\u{a0}% likely when the plan was committed; none of its weeks is known yet"
        );
        course.moments.push(moment(Some(date(2026, 6, 29)), 2.7e6));
        course.moments.push(moment(Some(date(2026, 7, 6)), 2.6e6));
        assert_eq!(
            course_sentence(&course, &Locale::default()).unwrap(),
            "The chance of 2.79M moved from 71\u{a0}% to 90\u{a0}% in the 2 weeks to 12 Jul 2026: 460k of \
             revenue came in, 3.00M are expected in all"
        );
        course.terms = stated(Metric::Profit, 986e3, &forecast().weeks, None).terms;
        let said = course_sentence(&course, &Locale::default()).unwrap();
        assert!(said.starts_with("The chance of 986k profit after media moved from 71\u{a0}% to 90\u{a0}%"), "{said}");
        let chart = course_chart(&course);
        assert_eq!((chart.along.len(), chart.lines[0].observed), (3, 3));
    }
}
