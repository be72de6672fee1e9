//! Text with delimiters: comma, semicolon, tab or pipe, in any of the usual encodings, read in pieces.

mod cut;
mod decode;

use super::error::{Foreign, Problem};
use super::open::Place;
use super::row::Row;
use super::sheet::{Container, Sheet, Source};
use super::stream::Stream;
use crate::ingest::Delimiter;
use crate::ingest::{delimiter, encoding};
use cut::Cut;
use decode::Decoded;

/// The most text of one row; a quotation mark that is never closed makes one row of the whole file.
const MAX_ROW: usize = 4 << 20;

/// The one sheet of a text.
pub(super) fn open(place: &Place, stream: &Stream) -> Result<Sheet, Problem> {
    let mut text = Decoded::new(stream.begin());
    text.more()?;
    check_is_text(&text)?;
    let declared = delimiter::declared(text.rest()).map(|(delimiter, _)| delimiter);
    let delimiter = declared.or_else(|| delimiter::detect(whole_lines(&text))).unwrap_or(Delimiter::Comma);
    let mut about = place.about(Container::Text);
    about.encoding = Some(text.encoding());
    about.delimiter = Some(delimiter);
    let stream = stream.clone();
    let begin = move || -> Result<Box<dyn Source>, Problem> { Ok(Box::new(TextRows::new(&stream, delimiter)?)) };
    Ok(Sheet::new(place.name.clone(), about, Box::new(begin)))
}

fn check_is_text(text: &Decoded) -> Result<(), Problem> {
    match encoding::first_character(text.rest()) {
        None if text.ended() => Err(Problem::Empty),
        _ if encoding::looks_binary(text.rest()) => Err(Problem::Foreign(Foreign::Binary)),
        Some('<') if encoding::is_web_page(text.rest()) => Err(Problem::Foreign(Foreign::WebPage)),
        Some('{' | '[') if encoding::is_json(text.rest()) => Err(Problem::Foreign(Foreign::Json)),
        _ => Ok(()),
    }
}

/// The first piece of the text without the row that it cuts in two.
fn whole_lines(text: &Decoded) -> &str {
    let rest = text.rest();
    if text.ended() { rest } else { rest.rfind(['\n', '\r']).and_then(|end| rest.get(..=end)).unwrap_or(rest) }
}

/// The rows of a text.
struct TextRows {
    text: Decoded,
    delimiter: u8,
    number: u32,
    scratch: String,
}

impl TextRows {
    fn new(stream: &Stream, delimiter: Delimiter) -> Result<Self, Problem> {
        let mut text = Decoded::new(stream.begin());
        text.more()?;
        let mut number = 0;
        if let Some((_, below)) = delimiter::declared(text.rest()) {
            text.consume(text.rest().len() - below.len());
            number = 1;
        }
        Ok(Self { text, delimiter: delimiter.byte(), number, scratch: String::new() })
    }
}

impl Source for TextRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Problem> {
        let number = self.number.saturating_add(1);
        loop {
            row.start(number);
            let rest = self.text.rest();
            match cut::next_row(rest, self.delimiter, self.text.ended(), row, &mut self.scratch) {
                Cut::Row { len } => {
                    self.text.consume(len);
                    self.number = number;
                    return Ok(true);
                }
                Cut::End => return Ok(false),
                Cut::OpenQuote { column } => return Err(Problem::OpenQuote { row: number, column }),
                Cut::More { quoted: Some(column) } if rest.len() > MAX_ROW => {
                    return Err(Problem::OpenQuote { row: number, column });
                }
                Cut::More { .. } if rest.len() > MAX_ROW => return Err(Problem::LongRow { row: number }),
                Cut::More { .. } => self.text.more()?,
            }
        }
    }
}
