//! A scenario as a file for another Sextant: JSON with a version, names beside every row, limits, aim and flighting.
//!
//! Reading holds it against the fit by the names of channels and drivers: what is missing here or there is said, a
//! channel that the file does not have goes on as today and is held there, and weeks that are over are cut off. Limits
//! move along with the spend that they are about, so that they leave the room that they left.

use super::LARGEST;
use super::document::PlanDocument;
use super::error::{PlanFileError, Problem};
use super::notice::Notice;
use crate::calendar::days_between;
use crate::panel::{Channel, Driver, Panel};
use crate::plan::{
    Aim, Bounds, ChannelLimits, Flighting, GroupLimits, Limits, MAX_LEAD_WEEKS, Scenario, Total, WeekRule,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the file calls itself.
const KIND: &str = "sextant-plan";
/// The newest version that is written and read.
const VERSION: u32 = 1;
/// From here on a most is none: JSON has no infinity.
const OPEN: f64 = 1e300;
/// The longest horizon that is read: ten years.
const MAX_WEEKS: usize = 520;

/// The first thing to know of a file.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    file: String,
    #[serde(default)]
    version: u32,
}

/// The file, version 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct File {
    file: String,
    version: u32,
    made_by: String,
    day: Date,
    name: String,
    currency: String,
    channels: Vec<String>,
    drivers: Vec<String>,
    scenario: Scenario,
    limits: Limits,
    aim: Aim,
    flighting: Flighting,
}

/// A scenario that was shared, in the order of this fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedPlan {
    /// What it is called.
    pub name: String,
    /// The version of the program that wrote it.
    pub made_by: String,
    /// The currency of its amounts.
    pub currency: String,
    /// Spend and assumptions for the weeks to come.
    pub scenario: Scenario,
    /// What it must keep.
    pub limits: Limits,
    /// What it is for.
    pub aim: Aim,
    /// Whether money may move between weeks.
    pub flighting: Flighting,
    /// What is worth knowing.
    pub notices: Vec<Notice>,
}

/// The file of a plan.
pub(super) fn json(document: &PlanDocument) -> Vec<u8> {
    let file = File {
        file: KIND.to_owned(),
        version: VERSION,
        made_by: document.made.version.clone(),
        day: document.made.day,
        name: document.name.clone(),
        currency: document.made.currency.clone(),
        channels: document.names.channels.clone(),
        drivers: document.names.drivers.clone(),
        scenario: document.scenario.clone(),
        limits: with_most(&document.request.limits, |most| most.min(f64::MAX)),
        aim: document.request.aim,
        flighting: document.request.flighting,
    };
    // Fails for maps with keys that are no texts only; there are none.
    serde_json::to_vec_pretty(&file).unwrap_or_default()
}

/// Reads a scenario file for the fit of `panel`.
///
/// # Errors
/// [`PlanFileError`] where it is foreign, damaged, of a newer version or for other weeks.
pub fn read_shared(name: &str, bytes: &[u8], panel: &Panel) -> Result<SharedPlan, PlanFileError> {
    parse(bytes).and_then(|file| taken_over(file, panel)).map_err(|problem| problem.of(name))
}

fn parse(bytes: &[u8]) -> Result<File, Problem> {
    let head: Head = serde_json::from_slice(bytes).map_err(|error| {
        let names_itself = bytes.windows(KIND.len()).take(400).any(|w| w == KIND.as_bytes());
        if names_itself { Problem::Damaged { why: error.to_string() } } else { Problem::Foreign }
    })?;
    if head.file != KIND {
        return Err(Problem::Foreign);
    }
    if head.version > VERSION {
        return Err(Problem::Newer { version: head.version });
    }
    let file: File = serde_json::from_slice(bytes).map_err(|error| Problem::Damaged { why: error.to_string() })?;
    match wrong(&file) {
        Some(why) => Err(Problem::Damaged { why: why.to_owned() }),
        None => Ok(file),
    }
}

/// What in the file contradicts itself.
fn wrong(file: &File) -> Option<&'static str> {
    let File { scenario, limits, .. } = file;
    let (weeks, channels) = (scenario.weeks.len(), file.channels.len());
    let is_amount = |x: &f64| (0.0..=LARGEST).contains(x);
    let whole = |row: &Vec<f64>| row.len() == weeks;
    let follow = |pair: &[Date]| matches!(pair, [a, b] if days_between(*a, *b) == 7);
    let organic = &scenario.organic;
    match () {
        () if weeks == 0 || weeks > MAX_WEEKS => Some("its number of weeks is none that can be planned"),
        () if !scenario.weeks.windows(2).all(follow) => Some("its weeks do not follow one another"),
        () if scenario.spend.len() != channels || !scenario.spend.iter().all(whole) => {
            Some("spend of a channel or a week is missing")
        }
        () if !scenario.spend.iter().chain(organic).flatten().all(is_amount) => {
            Some("an amount is below zero or beyond all amounts")
        }
        () if !amounts(limits).iter().all(is_amount) => Some("a limit is below zero or beyond all amounts"),
        () if !scenario.drivers.iter().flatten().all(|x| x.abs() <= LARGEST) => {
            Some("what is assumed is beyond all amounts")
        }
        () if scenario.drivers.len() != file.drivers.len() || !scenario.drivers.iter().all(whole) => {
            Some("an assumption or a week of it is missing")
        }
        () if !organic.is_empty() && organic.len() != channels => Some("the activity of a channel is missing"),
        () if organic.iter().any(|row| !row.is_empty() && !whole(row)) => Some("a week of activity is missing"),
        () if limits.channels.len() != channels => Some("the limits of a channel are missing"),
        () if limits.groups.iter().flat_map(|g| &g.channels).any(|c| *c >= channels) => {
            Some("a group holds a channel that is not there")
        }
        () => None,
    }
}

/// Every amount of the limits, but those that stand for none.
fn amounts(limits: &Limits) -> Vec<f64> {
    let total = match limits.total {
        Total::Fixed(amount) => amount,
        Total::Free { most, .. } => most,
    };
    let of_group = |group: &GroupLimits| [group.total.min, group.total.max];
    let of_channel = |channel: &ChannelLimits| {
        let promised = channel.weeks.iter().filter_map(|rule| match rule {
            WeekRule::Committed(amount) => Some(*amount),
            WeekRule::Free | WeekRule::Blackout => None,
        });
        let fixed = [channel.total.min, channel.total.max, channel.weekly_floor, channel.step_cost];
        fixed.into_iter().chain(channel.weekly_cap).chain(promised).collect::<Vec<_>>()
    };
    let all = limits.groups.iter().flat_map(of_group).chain(limits.channels.iter().flat_map(of_channel));
    all.chain([total]).filter(|amount| *amount < OPEN).collect()
}

/// How many weeks after the data the file's weeks begin , and how many of them are over: one of both is none.
fn weeks_until(weeks: &[Date], panel: &Panel) -> Result<(usize, usize), Problem> {
    let first = crate::calendar::add_weeks(panel.last_week(), 1);
    let (Some(begins), Some(last)) = (weeks.first().copied(), weeks.last().copied()) else {
        return Err(Problem::Damaged { why: "it has no weeks".to_owned() });
    };
    let days = days_between(begins, first);
    let whole = |days: i64| usize::try_from(days / 7).unwrap_or(0);
    match (whole(-days), whole(days)) {
        _ if days % 7 != 0 => Err(Problem::OtherWeekday { begins, first }),
        (_, over) if over >= weeks.len() => Err(Problem::Over { last, first }),
        (lead, _) if lead > MAX_LEAD_WEEKS => Err(Problem::Later { begins, first }),
        found => Ok(found),
    }
}

/// The place of a name, in the same letters or at least in the same word.
fn place(names: &[String], wanted: &str) -> Option<usize> {
    let same = |name: &String| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    names.iter().position(|name| name == wanted).or_else(|| names.iter().position(same))
}

fn names_of<T>(items: &[T], name: impl Fn(&T) -> &String) -> Vec<String> {
    items.iter().map(|item| name(item).clone()).collect()
}

fn taken_over(file: File, panel: &Panel) -> Result<SharedPlan, Problem> {
    let (lead, over) = weeks_until(&file.scenario.weeks, panel)?;
    let ours = names_of(panel.channels(), |c: &Channel| &c.name);
    let our_drivers = names_of(panel.drivers(), |d: &Driver| &d.name);
    let is_theirs_paid = |c: usize| file.scenario.organic.get(c).is_none_or(Vec::is_empty);
    let is_match = |(c, channel): (usize, &Channel)| {
        place(&file.channels, &channel.name)
            .filter(|theirs| is_theirs_paid(*theirs) == channel.is_paid())
            .map(|t| (c, t))
    };
    let pairs: Vec<(usize, usize)> = panel.channels().iter().enumerate().filter_map(is_match).collect();
    if pairs.is_empty() && !ours.is_empty() {
        return Err(Problem::NoChannelInCommon { theirs: file.channels, ours });
    }
    let matched = |c: usize| pairs.iter().find(|pair| pair.0 == c).map(|pair| pair.1);
    let scenario = scenario(&file, panel, (lead, over), &matched);
    let limits = Moved { file: &file, ours: &scenario, over, pairs: &pairs }.limits();
    let here: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    let mut not_here: Vec<String> = left_over(&file.channels, |t, _| here.contains(&t));
    not_here.extend(left_over(&file.drivers, |_, name| place(&our_drivers, name).is_some()));
    let mut silent = left_over(&ours, |c, _| matched(c).is_some());
    silent.extend(left_over(&our_drivers, |_, name| place(&file.drivers, name).is_some()));
    let mut notices = vec![];
    if over > 0 {
        notices.extend(scenario.weeks.first().map(|first| Notice::WeeksOver { weeks: over, first: *first }));
    }
    notices.extend((!silent.is_empty()).then_some(Notice::NotInFile(silent)));
    notices.extend((!not_here.is_empty()).then_some(Notice::NotHere(not_here)));
    let File { made_by, name, currency, aim, flighting, .. } = file;
    Ok(SharedPlan { name, made_by, currency, scenario, limits, aim, flighting, notices })
}

fn left_over(names: &[String], is_known: impl Fn(usize, &str) -> bool) -> Vec<String> {
    names.iter().enumerate().filter(|(i, name)| !is_known(*i, name)).map(|(_, name)| name.clone()).collect()
}

/// The file's rows in our order; what the file does not have goes on as before.
fn scenario(
    file: &File,
    panel: &Panel,
    (lead, over): (usize, usize),
    matched: &impl Fn(usize) -> Option<usize>,
) -> Scenario {
    let theirs = &file.scenario;
    let mut ours = Scenario::starting(panel, lead, theirs.weeks.len() - over);
    let take = |row: Option<&Vec<f64>>, into: &mut Vec<f64>| {
        let rest = row.and_then(|row| row.get(over..)).filter(|rest| rest.len() == into.len());
        rest.inspect(|rest| into.copy_from_slice(rest));
    };
    for (c, into) in ours.spend.iter_mut().enumerate() {
        take(matched(c).and_then(|t| theirs.spend.get(t)), into);
    }
    for (c, into) in ours.organic.iter_mut().enumerate() {
        take(matched(c).and_then(|t| theirs.organic.get(t)), into);
    }
    for (driver, into) in panel.drivers().iter().zip(&mut ours.drivers) {
        take(place(&file.drivers, &driver.name).and_then(|t| theirs.drivers.get(t)), into);
    }
    ours
}

/// The file's limits, moved to our channels and weeks.
struct Moved<'a> {
    file: &'a File,
    ours: &'a Scenario,
    over: usize,
    /// Our channels and theirs.
    pairs: &'a [(usize, usize)],
}

impl Moved<'_> {
    fn limits(&self) -> Limits {
        let (before, now) = (self.file.scenario.totals(), self.ours.totals());
        let by: f64 = now.iter().sum::<f64>() - before.iter().sum::<f64>();
        let total = match self.file.limits.total {
            Total::Fixed(amount) => Total::Fixed((amount + by).max(0.0)),
            Total::Free { most, until } => Total::Free { most: (most.min(LARGEST) + by).max(0.0), until },
        };
        let budget = match total {
            Total::Fixed(amount) => amount,
            Total::Free { most, .. } => most,
        };
        // What has no most may have all.
        let theirs = with_most(&self.file.limits, |most| if most < OPEN { most } else { budget });
        let held = |total: f64| ChannelLimits::of_total(Bounds { min: total, max: total });
        let mut channels: Vec<ChannelLimits> = now.iter().map(|total| held(*total)).collect();
        for (c, t) in self.pairs {
            if let (Some(into), Some(from)) = (channels.get_mut(*c), theirs.channels.get(*t)) {
                let by = sum(&now, &[*c]) - sum(&before, &[*t]);
                let weeks = from.weeks.get(self.over..).unwrap_or(&[]).to_vec();
                *into = ChannelLimits { total: shifted(from.total, by), weeks, ..from.clone() };
            }
        }
        let group = |group: &GroupLimits| {
            let ours: Vec<usize> =
                self.pairs.iter().filter(|pair| group.channels.contains(&pair.1)).map(|pair| pair.0).collect();
            let by = sum(&now, &ours) - sum(&before, &group.channels);
            let total = shifted(group.total, by);
            (!ours.is_empty()).then(|| GroupLimits { channels: ours, total, ..group.clone() })
        };
        Limits { total, channels, groups: theirs.groups.iter().filter_map(group).collect() }
    }
}

fn sum(totals: &[f64], places: &[usize]) -> f64 {
    places.iter().filter_map(|c| totals.get(*c)).sum()
}

/// Bounds that leave the same room around an amount that has moved.
fn shifted(bounds: Bounds, by: f64) -> Bounds {
    Bounds { min: (bounds.min + by).max(0.0), max: (bounds.max + by).max(0.0) }
}

/// The limits with every most changed.
fn with_most(limits: &Limits, change: impl Fn(f64) -> f64) -> Limits {
    let mut limits = limits.clone();
    let totals = limits.channels.iter_mut().map(|c| &mut c.total).chain(limits.groups.iter_mut().map(|g| &mut g.total));
    totals.for_each(|total| total.max = change(total.max));
    limits.channels.iter_mut().filter_map(|c| c.weekly_cap.as_mut()).for_each(|cap| *cap = change(*cap));
    if let Total::Free { most, .. } = &mut limits.total {
        *most = change(*most);
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::super::samples::{CMD, document, panel, scenario};
    use super::*;
    use crate::plan::WeekRule;
    use serde_json::{Value, json as value};

    fn file() -> Value {
        serde_json::from_slice(&json(&document())).unwrap()
    }

    fn read(file: &Value) -> Result<SharedPlan, Problem> {
        read_shared("a.json", file.to_string().as_bytes(), &panel()).map_err(|error| {
            assert!(error.to_string().contains("a.json") && !error.advice().is_empty(), "{error}");
            error.problem
        })
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Result<SharedPlan, Problem> {
        let mut file = file();
        change(&mut file);
        read(&file)
    }

    #[test]
    fn a_scenario_survives_being_shared() {
        let shared = read(&file()).unwrap();
        let sent = document();
        assert_eq!(shared.scenario, sent.scenario);
        let mut limits = sent.request.limits.clone();
        // What has no most may have the budget.
        limits.channels[2].total.max = 2e7;
        assert_eq!(shared.limits, limits);
        assert_eq!((shared.aim, shared.flighting), (sent.request.aim, sent.request.flighting));
        assert_eq!((shared.name, shared.notices), (sent.name, vec![]));
    }

    #[test]
    fn foreign_newer_and_damaged_files_are_refused() {
        assert_eq!(read(&value!({"some": "thing"})), Err(Problem::Foreign));
        assert_eq!(changed(|f| f["version"] = value!(2)), Err(Problem::Newer { version: 2 }));
        let damaged = |change: fn(&mut Value), why: &str| match changed(change) {
            Err(Problem::Damaged { why: found }) => assert!(found.contains(why), "{found}"),
            other => panic!("{other:?}"),
        };
        damaged(|f| f["scenario"]["spend"][0] = value!([1.0]), "spend of a channel or a week");
        damaged(|f| f["scenario"]["spend"][0][1] = value!(-1.0), "below zero");
        damaged(|f| f["scenario"]["drivers"][0][0] = value!(1e200), "beyond all amounts");
        damaged(|f| f["limits"]["channels"][0]["step_cost"] = value!(-1.0), "a limit is below zero");
        damaged(|f| f["scenario"]["weeks"][1] = value!("2026-07-07"), "do not follow");
        damaged(|f| f["scenario"]["weeks"] = value!([]), "number of weeks");
        damaged(|f| f["limits"]["groups"][0]["channels"] = value!([7]), "a channel that is not there");
        damaged(|f| f["scenario"]["drivers"] = value!([]), "an assumption");
        damaged(|f| f["aim"] = value!("profit"), "line");
        let bytes = json(&document());
        let cut = read_shared("a", &bytes[..bytes.len() / 2], &panel()).unwrap_err();
        assert!(matches!(cut.problem, Problem::Damaged { .. }), "{cut}");
        assert_eq!(read_shared("a", b"{ no json", &panel()).unwrap_err().problem, Problem::Foreign);
    }

    #[test]
    fn channels_and_drivers_missing_on_either_side_are_said() {
        let shared = changed(|f| {
            f["channels"][0] = value!("Radio");
            f["channels"][2] = value!(CMD.to_uppercase());
            f["drivers"][0] = value!("Weather");
        })
        .unwrap();
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let expected = [Notice::NotInFile(names(&["Search", "Price"])), Notice::NotHere(names(&["Radio", "Weather"]))];
        assert_eq!(shared.notices, expected);
        let usual = Scenario::going_on(&panel(), 3);
        assert_eq!((&shared.scenario.spend[0], &shared.scenario.spend[2]), (&usual.spend[0], &scenario().spend[2]));
        let today = usual.totals()[0];
        assert_eq!(shared.limits.channels[0], ChannelLimits::of_total(Bounds { min: today, max: today }));
        assert_eq!(shared.limits.groups[0].channels, [2]);
        let radio = scenario().totals()[0];
        assert_eq!(
            shared.limits.total,
            Total::Fixed(2e7 + shared.scenario.totals().iter().sum::<f64>() - scenario().totals().iter().sum::<f64>())
        );
        assert!((shared.limits.groups[0].total.max - (2e7 - radio)).abs() < 1e-6);
        assert!(matches!(changed(|f| f["channels"] = value!(["A", "B", "C"])), Err(Problem::NoChannelInCommon { .. })));
    }

    #[test]
    fn weeks_that_are_over_are_cut_off() {
        let moved = |days: i64| {
            changed(|f| {
                let weeks = scenario().weeks;
                let day = |w: &Date| w.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
                f["scenario"]["weeks"] = value!(weeks.iter().map(day).collect::<Vec<_>>());
            })
        };
        let shared = moved(-7).unwrap();
        assert_eq!(shared.scenario.weeks, scenario().weeks[..2]);
        assert_eq!(shared.scenario.spend[0], scenario().spend[0][1..]);
        assert_eq!(shared.limits.channels[0].weeks, [WeekRule::Blackout, WeekRule::Committed(50.0)]);
        assert!((shared.limits.channels[0].total.max - (5e3 - 1000.1)).abs() < 1e-9);
        assert_eq!(shared.notices, [Notice::WeeksOver { weeks: 1, first: scenario().weeks[0] }]);
        assert!(matches!(moved(-21), Err(Problem::Over { .. })));
        let later = moved(21).unwrap().scenario;
        assert_eq!((later.lead.weeks(), &later.spend[0], later.check(&panel())), (3, &scenario().spend[0], Ok(())));
        assert!(matches!(moved(53 * 7), Err(Problem::Later { .. })));
        assert!(
            matches!(moved(1), Err(Problem::OtherWeekday { .. }))
                && matches!(moved(-1), Err(Problem::OtherWeekday { .. }))
        );
    }
}
