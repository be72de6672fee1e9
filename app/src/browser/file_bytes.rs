//! A chosen file, read by place. In a worker only: pages may not wait for a file.

use engine::tabular::{Bytes, Unreadable};
use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

/// A file that is read where it lies.
pub struct FileBytes {
    file: File,
    reader: FileReaderSync,
}

impl FileBytes {
    /// A reader of `file`; none outside of a worker.
    pub fn new(file: File) -> Option<Self> {
        Some(Self { file, reader: FileReaderSync::new().ok()? })
    }
}

impl Bytes for FileBytes {
    fn len(&self) -> u64 {
        self.file.size() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<usize, Unreadable> {
        let end = (offset as f64 + into.len() as f64).min(self.file.size());
        let part = self.file.slice_with_f64_and_f64(offset as f64, end).map_err(|_| Unreadable)?;
        let read = Uint8Array::new(&self.reader.read_as_array_buffer(&part).map_err(|_| Unreadable)?.into());
        let count = (read.length() as usize).min(into.len());
        read.subarray(0, count as u32).copy_to(into.get_mut(..count).ok_or(Unreadable)?);
        Ok(count)
    }
}
