#![no_main]
//! Parquet files: the marks at their start and end stand around the input.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read([b"PAR1", bytes, b"PAR1"].concat()));
