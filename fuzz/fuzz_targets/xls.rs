#![no_main]
//! Compound files: the eight bytes that mark one stand in front of the input.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", bytes));
