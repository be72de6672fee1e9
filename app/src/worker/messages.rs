//! Parcels as messages between page and worker; their buffers are moved, not copied. A person's files go along as
//! they are: the browser hands over where they lie, not what is in them.

use super::parcel::Parcel;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, File, Worker};

/// Sends a parcel to a worker, and files with it.
///
/// # Errors
/// What the browser says where it refuses.
pub fn send_to_worker(worker: &Worker, parcel: Parcel, files: &[File]) -> Result<(), String> {
    let buffers = buffers_of(parcel);
    let message = buffers.concat(&files.iter().collect::<Array>());
    worker.post_message_with_transfer(&message, &buffers).map_err(|error| format!("{error:?}"))
}

/// Sends a parcel to the page.
///
/// # Errors
/// What the browser says where it refuses.
pub fn send_from_worker(page: &DedicatedWorkerGlobalScope, parcel: Parcel) -> Result<(), String> {
    let buffers = buffers_of(parcel);
    page.post_message_with_transfer(&buffers, &buffers).map_err(|error| format!("{error:?}"))
}

/// The parcel in a message; `None` where the message is something else.
pub fn parcel_of(data: &JsValue) -> Option<Parcel> {
    let parts = data.dyn_ref::<Array>()?.iter().filter(|part| !part.is_instance_of::<File>());
    let mut bytes = parts.map(|b| b.dyn_into::<ArrayBuffer>().ok().map(|b| Uint8Array::new(&b).to_vec()));
    let header = bytes.next()??;
    Some(Parcel { header, buffers: bytes.collect::<Option<_>>()? })
}

/// The files that go along with a parcel.
pub fn files_of(data: &JsValue) -> Vec<File> {
    let parts = data.dyn_ref::<Array>().map(Array::iter).into_iter().flatten();
    parts.filter_map(|part| part.dyn_into().ok()).collect()
}

/// The header and the buffers, copied once out of this side's memory, from which nothing can be moved.
fn buffers_of(parcel: Parcel) -> Array {
    let all = std::iter::once(parcel.header).chain(parcel.buffers);
    all.map(|bytes| JsValue::from(Uint8Array::from(bytes.as_slice()).buffer())).collect()
}
