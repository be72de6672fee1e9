#![no_main]
//! Archives: the first byte of the input says whether zip or gzip, whose mark stands in front of the rest.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((0..=127, rest)) => fuzz::read_as(b"PK\x03\x04", rest),
        Some((_, rest)) => fuzz::read_as(b"\x1F\x8B\x08", rest),
        None => {}
    }
});
