//! Archives made here.

use flate2::Compression;
use flate2::Crc;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::io::{Read, Write};

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(vec![], level);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A zip archive; files of even places are deflated, the others stored.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_at(files, Compression::best())
}

/// A zip archive whose deflated files are packed at this level; all are stored where it is none.
pub(super) fn zip_at(files: &[(&str, &[u8])], level: Compression) -> Vec<u8> {
    let (mut archive, mut directory) = (vec![], vec![]);
    for (i, (name, bytes)) in files.iter().enumerate() {
        let mut crc = Crc::new();
        crc.update(bytes);
        let deflated = i % 2 == 0 && level != Compression::none();
        let packed = if deflated { deflate(bytes, level) } else { bytes.to_vec() };
        let mut about = vec![20, 0, 0, 8, if deflated { 8 } else { 0 }, 0, 0, 0, 0, 0];
        about.extend(crc.sum().to_le_bytes());
        about.extend((packed.len() as u32).to_le_bytes());
        about.extend((bytes.len() as u32).to_le_bytes());
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend((archive.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&about);
        archive.extend(name.as_bytes());
        archive.extend(packed);
    }
    let start = archive.len() as u32;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend((files.len() as u16).to_le_bytes());
    archive.extend((files.len() as u16).to_le_bytes());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// The files of a zip archive that nothing is wrong with, found by their own heads.
#[allow(dead_code, reason = "used where samples are changed before they are packed again")]
pub(super) fn unzip(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, len: usize| (0..len).rev().fold(0, |n, i| n << 8 | usize::from(archive[at + i]));
    let (mut files, mut at) = (vec![], 0);
    while archive[at..].starts_with(b"PK\x03\x04") {
        let (packed, name) = (number(at + 18, 4), number(at + 26, 2));
        let start = at + 30 + name + number(at + 28, 2);
        let bytes = &archive[start..start + packed];
        let mut unpacked = vec![];
        match archive[at + 8] {
            0 => unpacked.extend(bytes),
            _ => drop(flate2::bufread::DeflateDecoder::new(bytes).read_to_end(&mut unpacked).unwrap()),
        }
        files.push((String::from_utf8_lossy(&archive[at + 30..at + 30 + name]).into_owned(), unpacked));
        at = start + packed;
    }
    files
}
