//! The workers of a page: one analyst that lives long and answers everything, and chain workers that live for a fit.
//!
//! Loading and compiling the worker takes longer than many a fit. So chain workers start ahead: once the analyst has
//! been asked for a preview of the model, a fit is what comes next, and its workers are started and wait for it.

use super::connection::{Connection, OnProgress, Question, Reception};
use super::protocol::{Answer, ChainDraws, Refusal, Request, WorkerError};
use crate::browser::page::hardware_threads;
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::FitSettings;
use engine::sampler::{Progress, WarmStart};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The long-lived worker; started when it is first asked, and anew after it died.
#[derive(Default)]
pub struct Analyst {
    connection: RefCell<Option<Connection>>,
    /// The fits that the worker that lives now has at hand.
    loaded: RefCell<BTreeSet<u32>>,
    spare: Spare,
}

/// Chain workers that were started ahead and wait for a fit.
#[derive(Clone, Default)]
struct Spare(Rc<RefCell<Vec<Connection>>>);

impl Spare {
    /// Starts workers until there are as many as a usual fit runs at a time.
    fn fill(&self) {
        let mut waiting = self.0.borrow_mut();
        waiting.retain(Connection::is_alive);
        while waiting.len() < workers_for(FitSettings::default().chains, hardware_threads()) {
            // A fit that finds none tries again, and says so where that fails.
            let Ok(worker) = Connection::start() else { return };
            waiting.push(worker);
        }
    }

    /// One that waits, or else a new one.
    fn take(&self) -> Result<Connection, WorkerError> {
        let waiting = std::iter::from_fn(|| self.0.borrow_mut().pop()).find(Connection::is_alive);
        waiting.map_or_else(Connection::start, Ok)
    }
}

impl Analyst {
    /// Asks.
    ///
    /// # Errors
    /// [`WorkerError`] says why there is no answer. After a crash the next question starts another worker.
    pub async fn ask(&self, request: Request, buffers: Vec<Vec<u8>>) -> Reception {
        let leads_to_a_fit = matches!(request, Request::Preview { .. });
        let receiver = {
            let mut connection = self.connection.borrow_mut();
            if !connection.as_ref().is_some_and(Connection::is_alive) {
                self.loaded.borrow_mut().clear();
                // The dead one is dropped first, which stops it for good.
                *connection = None;
                *connection = Some(Connection::start()?);
            }
            let Some(connection) = connection.as_ref() else { return Err(WorkerError::Stopped) };
            connection.ask(Question::new(request, buffers), None)
        };
        let reception = receiver.await.unwrap_or(Err(WorkerError::Stopped));
        // Not before: their start would hold up the answer.
        if leads_to_a_fit && reception.is_ok() {
            self.spare.fill();
        }
        reception
    }

    /// The workers for a fit, none of them running yet.
    pub fn chains(&self) -> Chains {
        Chains { spare: self.spare.clone(), ..Chains::default() }
    }

    /// Whether the worker has the fit at hand, as far as the page knows.
    pub fn has(&self, fit: u32) -> bool {
        let alive = self.connection.borrow().as_ref().is_some_and(Connection::is_alive);
        alive && self.loaded.borrow().contains(&fit)
    }

    /// Remembers that the worker has the fit at hand.
    pub fn note_loaded(&self, fit: u32) {
        self.loaded.borrow_mut().insert(fit);
    }

    /// Remembers that the worker no longer has the fit at hand.
    pub fn note_gone(&self, fit: u32) {
        self.loaded.borrow_mut().remove(&fit);
    }

    /// Forgets all fits: another workspace uses the same numbers for others.
    pub fn forget(&self) {
        self.loaded.borrow_mut().clear();
    }
}

/// A fit to be run, one chain a worker.
pub struct ChainJob {
    /// The model.
    pub spec: ModelSpec,
    /// The data.
    pub panel: Panel,
    /// How to sample.
    pub settings: FitSettings,
    /// What each chain starts with; empty where they learn everything anew.
    pub warm: Vec<WarmStart>,
    /// Told which chain has come how far.
    pub on_progress: Rc<dyn Fn(usize, Progress)>,
}

/// The workers of one fit. Dropped or stopped, all chains end at once.
#[derive(Clone, Default)]
pub struct Chains {
    spare: Spare,
    workers: Rc<RefCell<Vec<Rc<Connection>>>>,
    stopped: Rc<Cell<bool>>,
}

impl Chains {
    /// Runs all chains, as many at a time as there are threads to spare.
    ///
    /// # Errors
    /// The first chain's that fails; the others are then stopped.
    pub async fn run(&self, job: ChainJob) -> Result<Vec<ChainDraws>, WorkerError> {
        let count = job.settings.chains;
        let job = Rc::new(job);
        let next = Rc::new(Cell::new(0));
        let (sender, mut finished) = futures_channel::mpsc::unbounded();
        for _ in 0..workers_for(count, hardware_threads()) {
            let worker = match self.spare.take() {
                Ok(worker) => Rc::new(worker),
                Err(error) => {
                    self.end();
                    return Err(error);
                }
            };
            self.workers.borrow_mut().push(worker.clone());
            let (job, next, sender) = (job.clone(), next.clone(), sender.clone());
            spawn_local(async move {
                while let Some(chain) = take_next(&next, count) {
                    let result = run_one(&worker, &job, chain).await;
                    let failed = result.is_err();
                    // Nobody waits any more where sending fails.
                    if sender.unbounded_send((chain, result)).is_err() || failed {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let result = self.collect(count, &mut finished).await;
        self.end();
        result
    }

    /// Ends all chains at once.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.end();
    }

    fn end(&self) {
        // The chains' own tasks hold them too, so that dropping them here would stop nothing.
        let workers = std::mem::take(&mut *self.workers.borrow_mut());
        workers.iter().for_each(|worker| worker.stop());
    }

    async fn collect(
        &self,
        count: usize,
        finished: &mut futures_channel::mpsc::UnboundedReceiver<(usize, Result<ChainDraws, WorkerError>)>,
    ) -> Result<Vec<ChainDraws>, WorkerError> {
        let mut chains: Vec<Option<ChainDraws>> = vec![None; count];
        let mut missing = count;
        while missing > 0 {
            let Ok((chain, result)) = finished.recv().await else { return Err(WorkerError::Stopped) };
            if self.stopped.get() {
                return Err(WorkerError::Stopped);
            }
            chains[chain] = Some(result?);
            missing -= 1;
        }
        Ok(chains.into_iter().flatten().collect())
    }
}

/// How many chains run at a time: one thread is left to the page, unless there are only two, where the page is idle.
fn workers_for(chains: usize, threads: usize) -> usize {
    let spare = if threads <= 2 { threads } else { threads - 1 };
    chains.min(spare.max(1))
}

fn take_next(next: &Cell<usize>, count: usize) -> Option<usize> {
    let chain = next.get();
    next.set(chain + 1);
    (chain < count).then_some(chain)
}

async fn run_one(worker: &Connection, job: &Rc<ChainJob>, chain: usize) -> Result<ChainDraws, WorkerError> {
    let warm = job.warm.get(chain).cloned();
    let request =
        Request::RunChain { spec: job.spec.clone(), panel: job.panel.clone(), settings: job.settings, chain, warm };
    let told = job.on_progress.clone();
    let on_progress: OnProgress = Box::new(move |progress| told(chain, progress));
    let answer =
        worker.ask(Question::new(request, vec![]), Some(on_progress)).await.unwrap_or(Err(WorkerError::Stopped))?;
    let (Answer::Chain(header), buffers) = answer else { return Err(unexpected()) };
    let Ok([positions, energies]) = <[Vec<u8>; 2]>::try_from(buffers) else { return Err(unexpected()) };
    Ok(ChainDraws { header, positions, energies })
}

fn unexpected() -> WorkerError {
    Refusal::NotUnderstood("the answer is to another question".into()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(chains: usize, threads: usize, expected: usize) {
        assert_eq!(workers_for(chains, threads), expected, "{chains} chains, {threads} threads");
    }

    #[test]
    fn the_page_keeps_a_thread() {
        check(4, 8, 4);
        check(4, 4, 3);
        check(4, 2, 2);
        check(4, 1, 1);
        check(1, 16, 1);
        check(4, 0, 1);
    }
}
