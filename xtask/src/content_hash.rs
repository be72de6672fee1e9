//! Names made from content: a file whose bytes change gets another name, so that caches may keep
//! every such file for ever.
//!
//! 64-bit FNV-1a (Fowler, Noll, Vo 1991): ten lines, the same on every machine. It guards against
//! accidents, not against an attacker: whoever can put files on the host can change them anyway.

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
const HASH_DIGITS: usize = 16;

/// The hash of `bytes` as 16 hexadecimal digits.
#[must_use]
pub fn content_hash(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}

/// `name.ext` as `name-<hash of content>.ext`.
#[must_use]
pub fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = content_hash(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Whether some part of `path` carries a content hash, so that what it names never changes.
#[must_use]
pub fn is_hashed(path: &str) -> bool {
    path.split('/').any(|part| {
        let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
        stem.rsplit_once('-')
            .is_some_and(|(_, hash)| hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference values of draft-eastlake-fnv, appendix C.
    #[test]
    fn agrees_with_the_published_values() {
        assert_eq!(content_hash(b""), "cbf29ce484222325");
        assert_eq!(content_hash(b"a"), "af63dc4c8601ec8c");
        assert_eq!(content_hash(b"foobar"), "85944171f73967e8");
    }

    #[test]
    fn a_hashed_name_is_recognised_and_others_are_not() {
        assert_eq!(hashed_name("sextant_bg.wasm", b"a"), "sextant_bg-af63dc4c8601ec8c.wasm");
        assert!(is_hashed(&hashed_name("main.css", b"x")));
        assert!(is_hashed("snippets-af63dc4c8601ec8c/some-crate/inline0.js"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("well-known/sample-data.csv"));
    }
}
