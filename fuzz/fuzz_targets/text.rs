#![no_main]
//! Text in any encoding.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read(bytes.to_vec()));
