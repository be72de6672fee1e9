//! Opening: which kind of file it is, by its first bytes and never by its name, and which tables are in it.

use super::archive::{self, Entry, MAX_FILES};
use super::bytes::{Bytes, Slice};
use super::error::{Foreign, Problem, ReadError};
use super::sheet::{About, Container, Sheet};
use super::stream::{MAX_IN_MEMORY, Stream};
use super::{parquet, text, xls, xlsx};
use std::rc::Rc;

/// How many containers may stand within one another: a gzipped text within a zip within a zip.
const MAX_DEPTH: usize = 3;
/// How many bytes tell what a file is.
const PROBED_BYTES: usize = 4096;

/// The tables of a file. Of an archive's files those that cannot be read are sheets too, whose rows say why.
///
/// # Errors
/// [`ReadError`] where the file holds nothing that can be read.
pub fn open(name: &str, bytes: Box<dyn Bytes>) -> Result<Vec<Sheet>, ReadError> {
    let stream = Stream::Stored(Slice::whole(Rc::from(bytes)));
    let mut left = Left { files: MAX_FILES, memory: MAX_IN_MEMORY };
    left.open(&Place { name: name.to_owned(), containers: vec![] }, &stream)
}

/// Where in a file we are.
#[derive(Clone)]
pub(super) struct Place {
    /// The name so far.
    pub(super) name: String,
    containers: Vec<Container>,
}

impl Place {
    /// How a table in a container at this place is read.
    pub(super) fn about(&self, container: Container) -> About {
        About { containers: [&self.containers[..], &[container]].concat(), ..About::default() }
    }

    /// The name of a part.
    pub(super) fn part(&self, name: &str) -> String {
        format!("{} › {name}", self.name)
    }

    fn within(&self, name: String, container: Container) -> Self {
        Self { name, containers: self.about(container).containers }
    }

    fn problem(&self, problem: Problem) -> ReadError {
        problem.of(&self.name)
    }
}

/// What opening a file may still cost, all that is within it included.
struct Left {
    files: u64,
    memory: u64,
}

impl Left {
    fn open(&mut self, place: &Place, stream: &Stream) -> Result<Vec<Sheet>, ReadError> {
        let head = stream.head(PROBED_BYTES).map_err(|p| place.problem(p))?;
        let starts = |magic: &[u8]| head.starts_with(magic);
        let found = match () {
            () if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => return self.open_zip(place, stream),
            () if starts(b"\x1F\x8B") => return self.open_gzip(place, stream),
            () if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => {
                self.by_place(stream).and_then(|file| xls::open(place, &file))
            }
            () if starts(b"PAR1") => self.by_place(stream).and_then(|file| parquet::open(place, &file)),
            () if starts(b"%PDF") => Err(Problem::Foreign(Foreign::Pdf)),
            () => text::open(place, stream).map(|sheet| vec![sheet]),
        };
        found.map_err(|p| place.problem(p))
    }

    /// The bytes by place; what has to be unpacked for it counts.
    fn by_place(&mut self, stream: &Stream) -> Result<Slice, Problem> {
        let file = stream.by_place(self.memory)?;
        if !matches!(stream, Stream::Stored(_)) {
            self.memory -= file.len().min(self.memory);
        }
        Ok(file)
    }

    fn open_gzip(&mut self, place: &Place, stream: &Stream) -> Result<Vec<Sheet>, ReadError> {
        if place.containers.len() >= MAX_DEPTH {
            return Err(place.problem(Problem::Nested));
        }
        let within = place.within(place.name.clone(), Container::Gzip);
        self.open(&within, &Stream::Gzip(Rc::new(stream.clone())))
    }

    fn open_zip(&mut self, place: &Place, stream: &Stream) -> Result<Vec<Sheet>, ReadError> {
        let listed = self.by_place(stream).and_then(|file| Ok((archive::entries(&file)?, file)));
        let (entries, file) = listed.map_err(|p| place.problem(p))?;
        let has = |name: &str| entries.iter().any(|e| e.name.eq_ignore_ascii_case(name));
        match () {
            () if has("[Content_Types].xml") && has("xl/workbook.bin") => {
                Err(place.problem(Problem::Foreign(Foreign::BinaryWorkbook)))
            }
            () if has("xl/workbook.xml") => xlsx::open(place, &file, entries).map_err(|p| place.problem(p)),
            () if has("META-INF/manifest.xml") && has("content.xml") => {
                Err(place.problem(Problem::Foreign(Foreign::OpenDocument)))
            }
            () => self.open_entries(place, &file, &entries),
        }
    }

    fn open_entries(&mut self, place: &Place, file: &Slice, entries: &[Entry]) -> Result<Vec<Sheet>, ReadError> {
        if place.containers.len() >= MAX_DEPTH {
            return Err(place.problem(Problem::Nested));
        }
        let (mut sheets, mut first_error, mut readable) = (vec![], None, false);
        for entry in entries.iter().filter(|e| !e.is_litter()) {
            self.files = self.files.checked_sub(1).ok_or_else(|| place.problem(Problem::Nested))?;
            let within = place.within(place.part(&entry.name), Container::Zip);
            let stream = entry.stream(file).map_err(|p| within.problem(p));
            match stream.and_then(|stream| self.open(&within, &stream)) {
                Ok(found) => {
                    readable = true;
                    sheets.extend(found);
                }
                Err(error) => {
                    first_error.get_or_insert_with(|| error.clone());
                    sheets.push(Sheet::broken(error, About { containers: within.containers, ..About::default() }));
                }
            }
        }
        if readable { Ok(sheets) } else { Err(first_error.unwrap_or_else(|| place.problem(Problem::NoFiles))) }
    }
}
