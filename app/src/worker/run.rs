//! The worker's side: takes requests from the page, answers them, tells progress, and says so when it dies.

use super::compute::{Inputs, Memory, answer};
use super::messages::{files_of, parcel_of, send_from_worker};
use super::parcel::Parcel;
use super::protocol::{Envelope, Refusal, Reply, Signal};
use super::throttle::Throttle;
use crate::browser::file_bytes::FileBytes;
use crate::browser::time::now_millis;
use engine::sampler::Progress;
use engine::tabular::Bytes;
use std::panic::PanicHookInfo;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens to the page until the worker is stopped.
pub fn run() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    std::panic::set_hook(Box::new(tell_of_panic));
    let mut memory = Memory::default();
    let page = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(parcel) = parcel_of(&event.data()) {
            let files = files_of(&event.data()).into_iter().filter_map(FileBytes::new);
            handle(&page, &mut memory, parcel, files.map(|file| Box::new(file) as Box<dyn Bytes>).collect());
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    listen.forget();
    // A page that is gone needs no answer.
    drop(scope.post_message(&JsValue::from_str(&Signal::ready_text())));
}

fn handle(page: &DedicatedWorkerGlobalScope, memory: &mut Memory, parcel: Parcel, files: Vec<Box<dyn Bytes>>) {
    let Ok(Envelope { number, request }) = parcel.message() else { return };
    let mut throttle = Throttle::default();
    let mut tell = |progress: Progress| {
        if throttle.lets_through(now_millis(), progress.done, progress.total) {
            send(page, &Reply::Progress { number, progress }, vec![]);
        }
    };
    match answer(memory, request, Inputs { buffers: parcel.buffers, files }, &mut tell) {
        Ok((answer, buffers)) => send(page, &Reply::Answer { number, answer: Ok(answer) }, buffers),
        Err(refusal) => send(page, &Reply::Answer { number, answer: Err(refusal) }, vec![]),
    }
}

fn send(page: &DedicatedWorkerGlobalScope, reply: &Reply, buffers: Vec<Vec<u8>>) {
    let number = match reply {
        Reply::Progress { number, .. } | Reply::Answer { number, .. } => *number,
    };
    let unwritable = |why| Reply::Answer { number, answer: Err(Refusal::NotUnderstood(why)) };
    let parcel = Parcel::pack(reply, buffers).or_else(|why| Parcel::pack(&unwritable(why), vec![]));
    // A page that is gone needs no answer.
    drop(parcel.map(|parcel| send_from_worker(page, parcel)));
}

/// A panic ends the instance; its last words go to the page, which starts another.
fn tell_of_panic(info: &PanicHookInfo<'_>) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        drop(scope.post_message(&JsValue::from_str(&Signal::crashed_text(&info.to_string()))));
    }
}
