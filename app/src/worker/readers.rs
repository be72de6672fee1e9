//! Workers that read files and nothing else: a file that ends one does no harm to what is at hand elsewhere.

use super::connection::{Connection, Question};
use super::library::{ExportRead, ExportToRead, SheetRefused};
use super::protocol::{Answer, Request, WorkerError};
use std::cell::RefCell;
use web_sys::File;

/// A worker that reads files, started when it is first needed and anew after it died.
#[derive(Default)]
pub struct Readers {
    connection: RefCell<Option<Connection>>,
}

impl Readers {
    /// Reads a file; with the tallies of its sheets. A file that cannot be read says so in the answer.
    pub async fn read(&self, file: File, wanted: ExportToRead) -> (ExportRead, Vec<Vec<u8>>) {
        let name = wanted.name.clone();
        match self.ask(file, wanted).await {
            Ok((Answer::ExportRead(read), tallies)) => (read, tallies),
            Ok(_) => (refused(name, "the answer is to another question".to_owned()), vec![]),
            Err(error) => (refused(name, error.to_string()), vec![]),
        }
    }

    async fn ask(&self, file: File, wanted: ExportToRead) -> Result<(Answer, Vec<Vec<u8>>), WorkerError> {
        let receiver = {
            let mut connection = self.connection.borrow_mut();
            if !connection.as_ref().is_some_and(Connection::is_alive) {
                // The dead one is dropped first, which stops it for good.
                *connection = None;
                *connection = Some(Connection::start()?);
            }
            let Some(connection) = connection.as_ref() else { return Err(WorkerError::Stopped) };
            let question = Question { request: Request::ReadExport(wanted), buffers: vec![], files: vec![file] };
            connection.ask(question, None)
        };
        receiver.await.unwrap_or(Err(WorkerError::Stopped))
    }

    /// Stops reading at once.
    pub fn stop(&self) {
        self.connection.take();
    }
}

fn refused(name: String, why: String) -> ExportRead {
    let advice = "Export the report again, as CSV if there is a choice.".to_owned();
    ExportRead { sheets: vec![], refused: vec![SheetRefused { name, why, advice }] }
}
