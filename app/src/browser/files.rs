//! Reading the files that a person chose.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The file's bytes.
///
/// # Errors
/// What the browser says where it cannot read the file, for example because it has been moved since it was chosen.
pub async fn bytes_of(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| described(&error))?;
    let buffer = buffer.dyn_into::<ArrayBuffer>().map_err(|_| "no bytes".to_owned())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn described(error: &wasm_bindgen::JsValue) -> String {
    error.dyn_ref::<web_sys::DomException>().map_or_else(|| format!("{error:?}"), web_sys::DomException::message)
}
