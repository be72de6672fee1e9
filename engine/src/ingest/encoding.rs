//! From bytes to text: which encoding a file is in, and which files are no text at all.

use serde::{Deserialize, Serialize};

/// How a file's bytes were read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-8 with bytes that are not; they were replaced by "�".
    DamagedUtf8,
    /// UTF-16, low byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252: Excel's CSV in Western Europe.
    Windows1252,
}
