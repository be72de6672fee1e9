//! Hands a file to the browser's downloads, without a server.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves bytes as a file of this name and media type.
///
/// # Errors
/// Whatever the browser refuses with; there is then no file.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    download_blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

/// Saves a blob as a file of this name.
pub(super) fn download_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the blob after this task; a minute is far more than it needs.
    set_timeout(move || drop(Url::revoke_object_url(&address)), Duration::from_secs(60));
    Ok(())
}

/// A file name from a title: letters and digits, the rest as hyphens.
pub(super) fn file_stem(title: &str) -> String {
    let letters = title.chars().map(|letter| if letter.is_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_file_names() {
        assert_eq!(file_stem("Return on each channel's spend"), "return-on-each-channel-s-spend");
    }
}
