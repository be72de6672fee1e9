//! The engine as it runs in the browser: requests to the bundle's worker, without the page's interface.

use crate::browser::{Person, Result};
use app::worker::{Answer, ChainHeader, Envelope, FitToLoad, Parcel, Reply, Request, numbers_of};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use engine::model::ModelSpec;
use engine::panel::Panel;
use engine::posterior::{FitSettings, Summary};
use engine::sampler::Chain;
use serde_json::Value;

/// Starts the worker named in the page, sends it parcels one after another and keeps the answers. Progress reports
/// come without buffers and are told from answers by the reader, so all messages are kept.
const CONVERSATION: &str = r"
const [requests, done] = [arguments[0], arguments[arguments.length - 1]];
const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer;
const text = buffer => {
  const b = new Uint8Array(buffer); let s = '';
  for (let i = 0; i < b.length; i += 32768) s += String.fromCharCode(...b.subarray(i, i + 32768));
  return btoa(s);
};
const begin = performance.now();
const name = document.querySelector('meta[name=sextant-worker]').content;
const lane = queue => new Promise((resolve, reject) => {
  const worker = new Worker(name), answers = [], times = [];
  let next = 0, asked = 0, ready = false;
  const send = () => {
    if (next === queue.length) { worker.terminate(); resolve({ answers, times }); return; }
    const parts = queue[next++].map(bytes); asked = performance.now(); worker.postMessage(parts, parts);
  };
  worker.onerror = e => reject(e.message);
  worker.onmessage = e => {
    if (typeof e.data === 'string') {
      if (ready || !e.data.includes('ready')) { reject(e.data); return; }
      ready = true; send(); return;
    }
    const head = new Uint8Array(e.data[0]);
    if (head[0] === 0) return; // progress
    times.push((performance.now() - asked) / 1000); answers.push(e.data.map(text)); send();
  };
});
Promise.all(requests.map(lane)).then(
  lanes => done({
    answers: lanes.map(l => l.answers), times: lanes.map(l => l.times), seconds: (performance.now() - begin) / 1000,
  }),
  error => done({ error: String(error) }));
";

/// A chain that was drawn in the browser, and how long the whole conversation took.
pub struct InBrowser<T> {
    /// What came back.
    pub result: T,
    /// Seconds from the first worker's start to the last answer.
    pub seconds: f64,
    /// Seconds from each request to its answer, lane after lane.
    pub times: Vec<f64>,
}

/// Runs the chains of a fit in the browser, over `workers` workers.
///
/// # Errors
/// Where a worker fails or refuses.
pub async fn run_chains(
    person: &Person,
    spec: &ModelSpec,
    panel: &Panel,
    settings: FitSettings,
    workers: usize,
) -> Result<InBrowser<Vec<Chain>>> {
    let request = |chain| Request::RunChain { spec: spec.clone(), panel: panel.clone(), settings, chain, warm: None };
    let lanes = (0..workers).map(|w| (w..settings.chains).step_by(workers).map(request).map(|r| (r, vec![])).collect());
    let talk = converse(person, lanes.collect()).await?;
    let mut chains: Vec<(usize, Chain)> = Vec::new();
    for (w, lane) in talk.result.into_iter().enumerate() {
        for (i, (answer, buffers)) in lane.into_iter().enumerate() {
            let Answer::Chain(header) = answer else { return Err("the worker sent something else".into()) };
            chains.push((w + i * workers, chain(header, &buffers)?));
        }
    }
    chains.sort_by_key(|(number, _)| *number);
    Ok(InBrowser { result: chains.into_iter().map(|(_, c)| c).collect(), seconds: talk.seconds, times: talk.times })
}

/// Loads a fit into a worker and has it summarised.
///
/// # Errors
/// Where the worker fails or refuses.
pub async fn summarise(
    person: &Person,
    spec: &ModelSpec,
    panel: &Panel,
    settings: FitSettings,
    chains: &[Chain],
) -> Result<InBrowser<Summary>> {
    let lane = vec![loading(spec, panel, settings, chains), (Request::Summarise { fit: 1 }, vec![])];
    let talk = converse(person, vec![lane]).await?;
    match talk.result.into_iter().flatten().last() {
        Some((Answer::Summary(summary), _)) => {
            Ok(InBrowser { result: *summary, seconds: talk.seconds, times: talk.times })
        }
        _ => Err("the worker sent something else".into()),
    }
}

/// Loads a fit into a worker as number 1 and asks it; `times` of what comes back begin with the loading.
///
/// # Errors
/// Where the worker fails or refuses.
pub async fn ask(
    person: &Person,
    (spec, panel, settings): (&ModelSpec, &Panel, FitSettings),
    chains: &[Chain],
    requests: Vec<Request>,
) -> Result<InBrowser<Vec<Answer>>> {
    let asked = requests.into_iter().map(|request| (request, vec![]));
    let lane = std::iter::once(loading(spec, panel, settings, chains)).chain(asked).collect();
    let InBrowser { result, seconds, times } = converse(person, vec![lane]).await?;
    let answers = result.into_iter().flatten().map(|(answer, _)| answer).collect();
    Ok(InBrowser { result: answers, seconds, times })
}

/// The request that loads a fit as number 1.
fn loading(spec: &ModelSpec, panel: &Panel, settings: FitSettings, chains: &[Chain]) -> Asked {
    let headers = chains.iter().map(|c| ChainHeader {
        dimension: c.dimension,
        divergences: c.divergences,
        gradients: c.gradients,
        step_size: c.step_size,
        metric: c.metric.clone(),
    });
    let fit = FitToLoad { fit: 1, spec: spec.clone(), panel: panel.clone(), settings, chains: headers.collect() };
    let little_endian = |values: &[f64]| values.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
    let buffers = chains.iter().flat_map(|c| [little_endian(&c.positions), little_endian(&c.energies)]).collect();
    (Request::Load(fit), buffers)
}

type Asked = (Request, Vec<Vec<u8>>);
type Answered = (Answer, Vec<Vec<u8>>);

async fn converse(person: &Person, lanes: Vec<Vec<Asked>>) -> Result<InBrowser<Vec<Vec<Answered>>>> {
    let mut sent = Vec::new();
    for lane in lanes {
        let mut parcels = Vec::new();
        for (number, (request, buffers)) in lane.into_iter().enumerate() {
            let parcel = Parcel::pack(&Envelope { number: number as u32, request }, buffers)?;
            let parts = std::iter::once(&parcel.header).chain(&parcel.buffers);
            parcels.push(Value::Array(parts.map(|b| Value::from(BASE64.encode(b))).collect()));
        }
        sent.push(Value::Array(parcels));
    }
    let told = person.run_and_wait(CONVERSATION, vec![Value::Array(sent)]).await?;
    if let Some(error) = told["error"].as_str() {
        return Err(error.into());
    }
    let lanes = told["answers"]
        .as_array()
        .ok_or("no answers")?
        .iter()
        .map(|lane| lane.as_array().into_iter().flatten().map(answer).collect::<Result<Vec<_>>>());
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let times = told["times"].as_array().into_iter().flatten().flat_map(|lane| lane.as_array().into_iter().flatten());
    Ok(InBrowser {
        result: lanes.collect::<Result<_>>()?,
        seconds: number(&told["seconds"]),
        times: times.map(number).collect(),
    })
}

fn answer(parts: &Value) -> Result<Answered> {
    let texts = parts.as_array().into_iter().flatten().map(|p| p.as_str().unwrap_or_default());
    let mut buffers: Vec<Vec<u8>> = texts.map(|t| BASE64.decode(t)).collect::<std::result::Result<_, _>>()?;
    if buffers.is_empty() {
        return Err("an empty answer".into());
    }
    let parcel = Parcel { header: buffers.remove(0), buffers };
    match parcel.message::<Reply>()? {
        Reply::Answer { answer: Ok(answer), .. } => Ok((answer, parcel.buffers)),
        Reply::Answer { answer: Err(refusal), .. } => Err(refusal.to_string().into()),
        Reply::Progress { .. } => Err("progress instead of an answer".into()),
    }
}

fn chain(header: ChainHeader, buffers: &[Vec<u8>]) -> Result<Chain> {
    let [positions, energies] = buffers else { return Err("a chain has two buffers".into()) };
    let numbers = |bytes: &[u8]| numbers_of(bytes).ok_or("half a number");
    Ok(Chain {
        dimension: header.dimension,
        positions: numbers(positions)?,
        energies: numbers(energies)?,
        divergences: header.divergences,
        gradients: header.gradients,
        step_size: header.step_size,
        metric: header.metric,
    })
}
