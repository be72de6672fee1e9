//! The names of a row: what its amounts belong to, on one line and without email addresses.

use super::{RowReader, is_dashes};
use crate::exports::fact::Subject;
use crate::exports::personal;
use crate::exports::reading::Field;
use crate::exports::report::{Fault, Report};
use crate::tabular::Row;

/// The longest name that is kept, in bytes.
const NAME_BYTES: usize = 300;

impl RowReader {
    pub(super) fn read_names(&mut self, row: &Row, report: &mut Report) {
        let Self { names, fact, reading, .. } = self;
        for &(at, field) in names.iter() {
            let Some(slot) = slot(&mut fact.subject, field) else { continue };
            slot.clear();
            let text = row.cell(at).text.trim();
            if is_dashes(text) {
                continue;
            }
            let usual = text.len() <= NAME_BYTES && !text.bytes().any(|b| b == b'@' || b < b' ');
            if usual {
                slot.push_str(text);
                continue;
            }
            let column = reading.columns.get(at).map_or("", |c| c.name.as_str());
            slot.push_str(&cleaned(text, column, row.number(), report));
        }
    }
}

fn slot(subject: &mut Subject, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Account => &mut subject.account,
        Field::Campaign => &mut subject.campaign,
        Field::Group => &mut subject.group,
        Field::Kind => &mut subject.kind,
        Field::Market => &mut subject.market,
        Field::Product => &mut subject.product,
        _ => return None,
    })
}

/// A name on one line, without email addresses, at most so long.
fn cleaned(text: &str, column: &str, row: u32, report: &mut Report) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let mut name = words.join(" ");
    if personal::has_email(&name) {
        name = personal::without_email(&name);
        report.fault(Fault::AddressInName, column, row, &name);
    }
    if name.len() > NAME_BYTES {
        let end = (0..=NAME_BYTES).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        name.truncate(end);
        report.fault(Fault::NameTooLong, column, row, &name);
    }
    name
}
