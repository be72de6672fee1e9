//! The page's side of one worker: waits until it is ready, sends requests, hands answers to who asked.

use super::messages::{parcel_of, send_to_worker};
use super::parcel::Parcel;
use super::protocol::{Answer, Envelope, Refusal, Reply, Request, Signal, WorkerError};
use crate::browser::page::meta_content;
use engine::sampler::Progress;
use futures_channel::oneshot;
use js_sys::Reflect;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, File, MessageEvent, Worker};

/// Where the build writes the name of the worker's script.
const SCRIPT_META: &str = "sextant-worker";
/// The script's name in a build that does not rename it.
const PLAIN_SCRIPT: &str = "worker.js";

/// An answer with its buffers, or why there is none.
pub type Reception = Result<(Answer, Vec<Vec<u8>>), WorkerError>;

/// Told how far a chain has come.
pub type OnProgress = Box<dyn Fn(Progress)>;

/// What is asked, with what goes along.
pub struct Question {
    /// What is asked.
    pub request: Request,
    /// File bytes, tables, draws.
    pub buffers: Vec<Vec<u8>>,
    /// Files of a person, to be read where they lie.
    pub files: Vec<File>,
}

impl Question {
    /// A question without files.
    pub fn new(request: Request, buffers: Vec<Vec<u8>>) -> Self {
        Self { request, buffers, files: vec![] }
    }
}

/// A question on its way.
struct Outgoing {
    parcel: Parcel,
    files: Vec<File>,
}

impl Outgoing {
    fn send(self, worker: &Worker) -> Result<(), String> {
        send_to_worker(worker, self.parcel, &self.files)
    }
}

/// One worker.
pub struct Connection {
    worker: Worker,
    desk: Rc<RefCell<Desk>>,
    // Dropped with the connection: the worker has then been stopped.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

/// Who waits for what.
#[derive(Default)]
struct Desk {
    stage: Stage,
    /// Requests that came before the worker was ready.
    early: Vec<Outgoing>,
    waiting: BTreeMap<u32, Waiting>,
    last_number: u32,
}

#[derive(Default)]
enum Stage {
    #[default]
    Starting,
    Ready,
    Dead(WorkerError),
}

struct Waiting {
    answer: oneshot::Sender<Reception>,
    progress: Option<OnProgress>,
}

impl Connection {
    /// Starts a worker.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub fn start() -> Result<Self, WorkerError> {
        let script = meta_content(SCRIPT_META).unwrap_or_else(|| PLAIN_SCRIPT.to_owned());
        let worker = Worker::new(&script).map_err(|error| WorkerError::NotStarted(format!("{error:?}")))?;
        let desk = Rc::new(RefCell::new(Desk::default()));
        let (to_desk, to_worker) = (desk.clone(), worker.clone());
        let on_message = Closure::new(move |event: MessageEvent| receive(&to_desk, &to_worker, &event));
        let to_desk = desk.clone();
        let on_error = Closure::new(move |event: Event| {
            let starting = matches!(to_desk.borrow().stage, Stage::Starting);
            let why = text_of(&event);
            die(&to_desk, if starting { WorkerError::NotStarted(why) } else { WorkerError::Crashed(why) });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, desk, _on_message: on_message, _on_error: on_error })
    }

    /// Whether it can still be asked.
    pub fn is_alive(&self) -> bool {
        !matches!(self.desk.borrow().stage, Stage::Dead(_))
    }

    /// Asks; the answer comes through the receiver.
    pub fn ask(&self, question: Question, progress: Option<OnProgress>) -> oneshot::Receiver<Reception> {
        let Question { request, buffers, files } = question;
        let (answer, receiver) = oneshot::channel();
        let mut desk = self.desk.borrow_mut();
        desk.last_number = desk.last_number.wrapping_add(1);
        let number = desk.last_number;
        let packed = Parcel::pack(&Envelope { number, request }, buffers).map(|parcel| Outgoing { parcel, files });
        match (&desk.stage, packed) {
            // Nobody waits any more where sending fails.
            (Stage::Dead(error), _) => drop(answer.send(Err(error.clone()))),
            (_, Err(why)) => drop(answer.send(Err(Refusal::NotUnderstood(why).into()))),
            (Stage::Starting, Ok(outgoing)) => {
                desk.early.push(outgoing);
                desk.waiting.insert(number, Waiting { answer, progress });
            }
            (Stage::Ready, Ok(outgoing)) => match outgoing.send(&self.worker) {
                Ok(()) => drop(desk.waiting.insert(number, Waiting { answer, progress })),
                Err(why) => drop(answer.send(Err(WorkerError::Crashed(why)))),
            },
        }
        receiver
    }
}

impl Connection {
    /// Stops the worker at once; whoever waits is told.
    pub fn stop(&self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        die(&self.desk, WorkerError::Stopped);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What an error event says; a script that cannot be loaded comes as a plain event, which says nothing.
fn text_of(event: &Event) -> String {
    let message = Reflect::get(event, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| "its script could not be loaded".to_owned())
}

fn receive(desk: &Rc<RefCell<Desk>>, worker: &Worker, event: &MessageEvent) {
    let data = event.data();
    if let Some(text) = data.as_string() {
        match Signal::of_text(&text) {
            Some(Signal::Ready) => open(desk, worker),
            Some(Signal::OtherBuild) => die(desk, WorkerError::OtherBuild),
            Some(Signal::Crashed(why)) => die(desk, WorkerError::Crashed(why)),
            None => {}
        }
    } else if let Some(parcel) = parcel_of(&data) {
        deliver(desk, parcel);
    }
}

/// Sends what came before the worker was ready.
fn open(desk: &Rc<RefCell<Desk>>, worker: &Worker) {
    let early = {
        let mut desk = desk.borrow_mut();
        desk.stage = Stage::Ready;
        std::mem::take(&mut desk.early)
    };
    for outgoing in early {
        if let Err(why) = outgoing.send(worker) {
            return die(desk, WorkerError::Crashed(why));
        }
    }
}

fn deliver(desk: &Rc<RefCell<Desk>>, parcel: Parcel) {
    match parcel.message() {
        Ok(Reply::Progress { number, progress }) => tell_progress(desk, number, progress),
        Ok(Reply::Answer { number, answer }) => {
            // Released before the answer is handed on: whoever gets it may ask again at once.
            let waiting = desk.borrow_mut().waiting.remove(&number);
            if let Some(waiting) = waiting {
                let answer = answer.map(|answer| (answer, parcel.buffers)).map_err(WorkerError::Refused);
                // Nobody waits any more where sending fails.
                drop(waiting.answer.send(answer));
            }
        }
        Err(why) => die(desk, WorkerError::Crashed(why)),
    }
}

/// Progress callbacks may ask or stop the worker, so that the desk must not be held while they run.
fn tell_progress(desk: &Rc<RefCell<Desk>>, number: u32, progress: Progress) {
    let callback = desk.borrow_mut().waiting.get_mut(&number).and_then(|w| w.progress.take());
    let Some(callback) = callback else { return };
    callback(progress);
    if let Some(waiting) = desk.borrow_mut().waiting.get_mut(&number) {
        waiting.progress = Some(callback);
    }
}

/// Tells everyone who waits that there will be no answer.
fn die(desk: &Rc<RefCell<Desk>>, error: WorkerError) {
    let waiting = {
        let mut desk = desk.borrow_mut();
        desk.stage = Stage::Dead(error.clone());
        desk.early.clear();
        std::mem::take(&mut desk.waiting)
    };
    for (_, waiting) in waiting {
        drop(waiting.answer.send(Err(error.clone())));
    }
}
