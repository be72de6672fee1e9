//! A person in a real browser: Chromium through its driver, on a bundle served as the cheapest static host would.
//!
//! Needs a bundle (`cargo xtask build`), Chromium and chromedriver; `cargo xtask test` sets all three up and says so in
//! `SEXTANT_DIST`, `SEXTANT_CHROMIUM` and `SEXTANT_CHROMEDRIVER`.

mod downloads;
mod hands;

use crate::root;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Map, Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use xtask::watched::largest_resident_mb;

/// Anything that went wrong.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A driver process, ended with its browser and the browser's profile when dropped, after a failure too.
struct Driver {
    process: Child,
    port: u16,
    profile: PathBuf,
}

impl Driver {
    fn start(program: &Path) -> Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = Command::new(program)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{} does not start: {e}", program.display()))?;
        let profile = std::env::temp_dir().join(format!("sextant-test-{}-{port}", std::process::id()));
        Ok(Self { process, port, profile })
    }

    /// Asks the driver to close its browsers and to end; a driver that is killed leaves them running.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port))?;
        connection.set_read_timeout(Some(Duration::from_secs(5)))?;
        connection.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        connection.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The processes may have ended by themselves, and what cannot be removed from the temporary folder does no harm.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// A command that the WebDriver standard does not know.
#[derive(Debug)]
struct Extra {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extra {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> std::result::Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// One browser with one page.
pub struct Person {
    client: Client,
    driver: Driver,
}

/// Where the bundle lies; `None`, said aloud, where there is none.
pub fn dist() -> Option<PathBuf> {
    let dist = std::env::var_os("SEXTANT_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
    if dist.join("index.html").exists() {
        return Some(dist);
    }
    assert!(std::env::var_os("SEXTANT_DIST").is_none(), "SEXTANT_DIST holds no bundle");
    eprintln!("did not run: no bundle in dist (cargo xtask test builds one)");
    None
}

fn program(variable: &str, usual: &[&str]) -> Option<PathBuf> {
    let usual = usual.iter().map(PathBuf::from);
    std::env::var_os(variable).map(PathBuf::from).into_iter().chain(usual).find(|p| p.exists())
}

impl Person {
    /// Opens a browser with an empty profile; `None`, said aloud, where there is no browser.
    ///
    /// # Errors
    /// Where browser or driver do not start.
    pub async fn sit_down(width: u32, height: u32) -> Result<Option<Self>> {
        let chromium = program("SEXTANT_CHROMIUM", &["/usr/bin/chromium"]);
        let driver = program("SEXTANT_CHROMEDRIVER", &["/usr/bin/chromedriver"]);
        let (Some(chromium), Some(driver)) = (chromium, driver) else {
            eprintln!("did not run: no Chromium with its driver (cargo xtask test installs them)");
            return Ok(None);
        };
        let driver = Driver::start(&driver)?;
        let client = connect(driver.port, capabilities(&chromium, &driver.profile, (width, height))).await?;
        Ok(Some(Self { client, driver }))
    }

    /// Opens an address.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn open(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// Reloads the page.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// Runs JavaScript in the page and returns its result.
    ///
    /// # Errors
    /// Where the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, vec![]).await?)
    }

    /// Runs JavaScript that ends by calling its last argument, and returns what it called it with.
    ///
    /// # Errors
    /// Where the script throws or takes longer than an hour.
    pub async fn run_and_wait(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let patience = fantoccini::wd::TimeoutConfiguration::new(Some(Duration::from_secs(3600)), None, None);
        self.client.update_timeouts(patience).await?;
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// The text that is on the screen.
    ///
    /// # Errors
    /// Where the page does not answer.
    pub async fn sees(&self) -> Result<String> {
        let text = self.run("return document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until `script` (an expression) is true.
    ///
    /// # Errors
    /// After `seconds`, with what was on the screen then.
    pub async fn wait_until(&self, what: &str, script: &str, seconds: u64) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            let answer = self.run(&format!("return !!({script})")).await;
            if answer.as_ref().is_ok_and(|a| a == &Value::Bool(true)) {
                return Ok(());
            }
            if Instant::now() > end {
                let seen = self.sees().await.unwrap_or_default();
                return Err(format!("waited {seconds} s for {what}; on the screen: {seen}").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until a text is on the screen.
    ///
    /// # Errors
    /// After `seconds`, with what was on the screen then.
    pub async fn wait_for(&self, text: &str, seconds: u64) -> Result<()> {
        let script = format!("document.body.innerText.includes({})", Value::from(text));
        self.wait_until(&format!("\"{text}\""), &script, seconds).await
    }

    /// Presses the first enabled button or link whose text (or label) contains `text`, once there is one.
    ///
    /// # Errors
    /// Where none appears within ten seconds.
    pub async fn press(&self, text: &str) -> Result<()> {
        let find = format!(
            "[...document.querySelectorAll('button, a[href], summary, [role=button], [role=tab]')].find(e => \
             (e.innerText.includes({0}) || (e.getAttribute('aria-label') || '').includes({0})) && !e.disabled && \
             e.getClientRects().length > 0)",
            Value::from(text)
        );
        self.wait_until(&format!("a button \"{text}\""), &find, 20).await?;
        self.run(&format!("{find}.click()")).await?;
        Ok(())
    }

    /// Goes to a screen by its fragment, as a link in the rail does.
    ///
    /// # Errors
    /// Where the page does not answer.
    pub async fn go(&self, fragment: &str) -> Result<()> {
        self.run(&format!("location.hash = {}", Value::from(fragment))).await?;
        Ok(())
    }

    /// Chooses the entry with this key in the list whose label contains `label`.
    ///
    /// # Errors
    /// Where there is no such list.
    pub async fn choose(&self, label: &str, key: &str) -> Result<()> {
        let script = format!(
            "const l = [...document.querySelectorAll('label')].find(l => l.innerText.includes({0})); \
             const e = l && (l.control || l.querySelector('select')); \
             if (!e) throw new Error('no list ' + {0}); e.value = {1}; \
             e.dispatchEvent(new Event('change', {{bubbles: true}}));",
            Value::from(label),
            Value::from(key)
        );
        self.run(&script).await?;
        Ok(())
    }

    /// Types into the field whose label contains `label`, replacing what was there, and leaves the field.
    ///
    /// # Errors
    /// Where there is no such field.
    pub async fn type_into(&self, label: &str, text: &str) -> Result<()> {
        let script = format!(
            "const l = [...document.querySelectorAll('label')].find(l => l.innerText.includes({0})); \
             const e = l ? (l.control || l.querySelector('input')) : \
             document.querySelector('input[aria-label*=' + JSON.stringify({0}) + ']'); \
             if (!e) throw new Error('no field ' + {0}); e.focus(); e.value = {1}; \
             e.dispatchEvent(new Event('input', {{bubbles: true}})); \
             e.dispatchEvent(new Event('change', {{bubbles: true}})); e.blur();",
            Value::from(label),
            Value::from(text)
        );
        self.run(&script).await?;
        Ok(())
    }

    /// Chooses a file in the first file field that is on the page.
    ///
    /// # Errors
    /// Where there is no such field.
    pub async fn choose_file(&self, path: &Path) -> Result<()> {
        self.choose_files(&[path.to_path_buf()]).await
    }

    /// Chooses several files at once in the first file field that is on the page.
    ///
    /// # Errors
    /// Where there is no such field.
    pub async fn choose_files(&self, paths: &[PathBuf]) -> Result<()> {
        let paths = paths.iter().map(|path| path.canonicalize()).collect::<std::io::Result<Vec<_>>>()?;
        let text = paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join("\n");
        let mut failure = None;
        // The field may be drawn anew between being found and being used.
        for _ in 0..50 {
            match self.give_file(&text).await {
                Ok(()) => return Ok(()),
                Err(error) => failure = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err(failure.unwrap_or_else(|| "no file field".into()))
    }

    async fn give_file(&self, paths: &str) -> Result<()> {
        let field = self.client.find(Locator::Css("input[type=file]")).await?;
        Ok(field.send_keys(paths).await?)
    }

    /// Every request that the browser made so far and since the last call.
    ///
    /// # Errors
    /// Where the driver keeps no log.
    pub async fn requests(&self) -> Result<Vec<String>> {
        let log = Extra { path: "se/log", body: json!({ "type": "performance" }) };
        let entries = self.client.issue_cmd(log).await?;
        let addresses = entries.as_array().into_iter().flatten().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            (message["method"] == "Network.requestWillBeSent").then_some(())?;
            message["params"]["request"]["url"].as_str().map(str::to_owned)
        });
        Ok(addresses.collect())
    }

    /// Errors and warnings that the page wrote to the console since the last call.
    ///
    /// # Errors
    /// Where the driver keeps no log.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = Extra { path: "se/log", body: json!({ "type": "browser" }) };
        let entries = self.client.issue_cmd(log).await?;
        let texts = entries.as_array().into_iter().flatten();
        let severe = texts.filter(|e| e["level"] == "SEVERE").filter_map(|e| e["message"].as_str());
        Ok(severe.map(str::to_owned).collect())
    }

    /// Issues a command of the browser's debugging protocol.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn debug(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        Ok(self.client.issue_cmd(Extra { path: "goog/cdp/execute", body }).await?)
    }

    /// A folder that goes when the person leaves.
    pub fn folder(&self) -> &Path {
        &self.driver.profile
    }

    /// The numbers of the browser's page processes.
    pub fn renderers(&self) -> Vec<u32> {
        let profile = self.driver.profile.to_string_lossy().into_owned();
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|e| e.path());
        let pages = processes.filter(|p| {
            let command = std::fs::read_to_string(p.join("cmdline")).unwrap_or_default();
            command.contains("--type=renderer") && command.contains(&profile)
        });
        pages.filter_map(|p| p.file_name()?.to_str()?.parse().ok()).collect()
    }

    /// The largest resident size in MB that any of the browser's page processes has had.
    pub fn renderer_peak_mb(&self) -> Option<f64> {
        self.renderers().iter().filter_map(|id| largest_resident_mb(&id.to_string())).reduce(f64::max)
    }

    /// A picture of the page as PNG.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// Leaves.
    ///
    /// # Errors
    /// Where the browser does not close.
    pub async fn leave(self) -> Result<()> {
        Ok(self.client.close().await?)
    }
}

async fn connect(port: u16, capabilities: Map<String, Value>) -> Result<Client> {
    let address = format!("http://127.0.0.1:{port}");
    let mut last = String::new();
    for _ in 0..100 {
        match ClientBuilder::new(hyper_connector()).capabilities(capabilities.clone()).connect(&address).await {
            Ok(client) => return Ok(client),
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("the browser does not start: {last}").into())
}

fn hyper_connector() -> hyper_util::client::legacy::connect::HttpConnector {
    hyper_util::client::legacy::connect::HttpConnector::new()
}

fn capabilities(chromium: &Path, profile: &Path, (width, height): (u32, u32)) -> Map<String, Value> {
    let arguments = json!([
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        format!("--window-size={width},{height}"),
        format!("--user-data-dir={}", profile.display()),
    ]);
    let mut capabilities = Map::new();
    let preferences = json!({
        "download.default_directory": downloads::folder(profile),
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
    });
    let options = json!({ "binary": chromium, "args": arguments, "prefs": preferences });
    capabilities.insert("goog:chromeOptions".into(), options);
    capabilities.insert("goog:loggingPrefs".into(), json!({ "performance": "ALL", "browser": "ALL" }));
    capabilities
}
