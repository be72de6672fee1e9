//! The content security policy: the page may load from its own origin, and nothing else.
//!
//! It makes the browser itself refuse every request of the page to another origin. A static host
//! may not set headers, so the policy stands in the page; hosts that do read a `_headers` file get
//! it as a header too, and then it governs the worker as well (docs/decisions/bundle.md).
//! `frame-ancestors` is left out on purpose: being embedded in documentation is a feature.

/// Inline scripts, inline styles and `eval` stay forbidden; `'wasm-unsafe-eval'` permits compiling
/// WebAssembly and nothing more. `blob:` images are charts being exported.
const DIRECTIVES: &[&str] = &[
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
];

/// The policy as the value of a header.
#[must_use]
pub fn policy() -> String {
    DIRECTIVES.join("; ")
}

/// The policy as the first element of the page's head.
#[must_use]
pub fn meta_element() -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy())
}

/// The `_headers` file that several static hosts read. Its paths count from the host's root, so
/// the lines on caching only take effect where the bundle lies at the root; elsewhere the host's
/// default applies, which is slower but never wrong.
#[must_use]
pub fn headers_file(hashed_files: &[String]) -> String {
    let mut text = format!(
        "/*\n  Content-Security-Policy: {}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: no-referrer\n/\n  Cache-Control: no-cache\n/index.html\n  \
         Cache-Control: no-cache\n/sw.js\n  Cache-Control: no-cache\n",
        policy()
    );
    for file in hashed_files {
        text.push_str(&format!("/{file}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_and_no_other_origin_is_allowed() {
        let policy = policy();
        assert!(policy.starts_with("default-src 'none'"));
        for forbidden in ["'unsafe-inline'", "'unsafe-eval'", "http", "*"] {
            assert!(!policy.contains(forbidden), "{forbidden} in {policy}");
        }
    }

    #[test]
    fn the_headers_file_lists_hashed_files_as_immutable() {
        let text = headers_file(&["a-0123456789abcdef.js".to_owned()]);
        assert!(text.contains("/a-0123456789abcdef.js\n  Cache-Control: public, max-age=31536000"));
        assert!(text.contains("/sw.js\n  Cache-Control: no-cache"));
    }
}
