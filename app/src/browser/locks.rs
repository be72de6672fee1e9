//! Locks between the tabs of a site: one tab holds a name, the others know that it does.
//!
//! By reflection, because web-sys counts the Web Locks API as unstable and hides it behind a compiler flag.

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How to ask for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Take it if nobody holds it.
    IfFree,
    /// Take it from whoever holds it.
    Steal,
}

/// What came of asking.
pub enum Outcome {
    /// It is held, until the guard is dropped or someone steals it.
    Held(Guard),
    /// Another tab holds it.
    Taken,
    /// The browser has no locks (an insecure context).
    Unsupported,
}

/// Holds a lock; releases it when dropped.
pub struct Guard {
    release: Function,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // The function settles a promise, which cannot fail.
        drop(self.release.call0(&JsValue::UNDEFINED));
    }
}

/// Asks for the lock of that name; `lost` is called if another tab steals it later.
pub async fn ask(name: &str, how: Ask, lost: impl FnOnce() + 'static) -> Outcome {
    let (told, answer) = oneshot::channel::<Option<Guard>>();
    let granted = grant(told);
    let Some(request) = request(name, how, granted.as_ref()) else { return Outcome::Unsupported };
    spawn_local(async move {
        // The request ends when the lock is released, and fails when it is stolen.
        let ended = JsFuture::from(request).await;
        drop(granted);
        if ended.is_err() {
            lost();
        }
    });
    match answer.await {
        Ok(Some(guard)) => Outcome::Held(guard),
        Ok(None) => Outcome::Taken,
        Err(_) => Outcome::Unsupported,
    }
}

type Granted = Closure<dyn FnMut(JsValue) -> JsValue>;

/// Called by the browser with the lock, or with nothing where another tab holds it. The lock is held until the promise
/// that is given back is settled.
fn grant(told: oneshot::Sender<Option<Guard>>) -> Granted {
    let told = RefCell::new(Some(told));
    Closure::new(move |lock: JsValue| {
        let Some(told) = told.borrow_mut().take() else { return JsValue::UNDEFINED };
        if lock.is_null() || lock.is_undefined() {
            drop(told.send(None));
            return JsValue::UNDEFINED;
        }
        let release = Rc::new(RefCell::new(None));
        let kept = release.clone();
        let held = Promise::new(&mut |resolve, _| *kept.borrow_mut() = Some(resolve.unchecked_into::<Function>()));
        if let Some(release) = release.borrow_mut().take() {
            // Nobody waits any more where sending fails; the guard is then dropped, which releases the lock.
            drop(told.send(Some(Guard { release })));
        }
        held.unchecked_into()
    })
}

/// `navigator.locks.request(name, options, granted)`; `None` where the browser has no locks.
fn request(name: &str, how: Ask, granted: &JsValue) -> Option<Promise> {
    let options = Object::new();
    let option = match how {
        Ask::IfFree => "ifAvailable",
        Ask::Steal => "steal",
    };
    Reflect::set(&options, &option.into(), &JsValue::TRUE).ok()?;
    let navigator = super::page::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call3(&locks, &name.into(), &options, granted).ok()?.dyn_into().ok()
}
