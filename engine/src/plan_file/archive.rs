//! A zip archive whose files are stored as they are (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16): a workbook
//! of a plan is a few kilobytes, and no packing means no packer.

use flate2::Crc;

/// Version 2.0, names in UTF-8, stored.
const FLAGS: [u8; 6] = [20, 0, 0, 8, 0, 0];
/// Midnight of 1 January 1980, the first moment that the format knows: an archive's bytes follow from its files alone.
const MOMENT: [u8; 4] = [0, 0, 0x21, 0];

/// The archive.
pub(super) fn archive(files: &[(String, String)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (vec![], vec![]);
    for (name, text) in files {
        let about = about(name, text);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&about);
        // No further field, no comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(short(bytes.len()));
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(about);
        bytes.extend(name.as_bytes());
        bytes.extend(text.as_bytes());
    }
    let (start, count) = (short(bytes.len()), (files.len() as u16).to_le_bytes());
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend(short(directory.len()));
    bytes.extend(start);
    bytes.extend([0, 0]);
    bytes
}

/// What stands of a file before its bytes and in the directory.
fn about(name: &str, text: &str) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(text.as_bytes());
    let mut about = FLAGS.to_vec();
    about.extend(MOMENT);
    about.extend(crc.sum().to_le_bytes());
    about.extend(short(text.len()));
    about.extend(short(text.len()));
    about.extend((name.len() as u16).to_le_bytes());
    about.extend([0, 0]);
    about
}

/// A length; a plan's files stay far below four gigabytes.
fn short(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}
