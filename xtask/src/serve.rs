//! A plain static server: what the cheapest host does, and nothing more.
//!
//! No rewrite rules, no special headers, no compression: if the bundle runs here, it runs
//! anywhere. An optional prefix stands for a sub-path of a host. Every answer closes its
//! connection, so that once a [`Server`] is dropped the host is really gone, as the tests of
//! offline use need it. Written on the standard library: a hundred lines against a dependency.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::bundle;
use crate::content_hash::is_hashed;
use crate::project::Project;

const DEFAULT_PORT: u16 = 8080;
const LONGEST_REQUEST_HEAD: u64 = 64 * 1024;
/// A browser may open a connection in advance and never use it.
const IDLE_LIMIT: Duration = Duration::from_secs(30);

/// What `cargo xtask serve` was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeOptions {
    /// The port on this machine; 0 lets the system choose.
    pub port: u16,
    /// The path under which the bundle appears; begins and ends with `/`.
    pub prefix: String,
    /// Serve `dist/` as it is.
    pub without_build: bool,
}

impl ServeOptions {
    /// Reads the command line.
    ///
    /// # Errors
    /// When an option is unknown or lacks its value.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: DEFAULT_PORT, prefix: "/".to_owned(), without_build: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().with_context(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--port" => options.port = value()?.parse().context("--port needs a number")?,
                "--prefix" => options.prefix = normalised_prefix(value()?),
                "--no-build" => options.without_build = true,
                other => bail!("`serve` has no option {other}; see `cargo xtask help`"),
            }
        }
        Ok(options)
    }
}

/// Builds the bundle unless told otherwise, and serves it until the program is stopped.
///
/// # Errors
/// When the build fails, there is no bundle, or the port is taken.
pub fn run(project: &Project, options: &ServeOptions) -> Result<()> {
    if !options.without_build {
        bundle::build(project)?;
    }
    let dist = project.dist();
    if !dist.join("index.html").is_file() {
        bail!("there is no bundle in dist/; run `cargo xtask build` first");
    }
    let server = spawn_on(options.port, &dist, &options.prefix)
        .with_context(|| format!("port {} cannot be used; choose another with --port", options.port))?;
    println!("\n    {}   (stop with Ctrl-C)", server.url());
    loop {
        std::thread::park();
    }
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    /// The port on this machine.
    pub port: u16,
    prefix: String,
    stop: Arc<AtomicBool>,
    acceptor: Option<JoinHandle<()>>,
}

impl Server {
    /// The address of the page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the acceptor, which then sees that it has to stop and closes the port.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(acceptor) = self.acceptor.take() {
            drop(acceptor.join());
        }
    }
}

/// Serves the folder `dist` under `prefix` (such as `/demo/`) on a free port of this machine.
///
/// # Errors
/// When no port can be opened or the folder does not exist.
pub fn spawn(dist: &Path, prefix: &str) -> io::Result<Server> {
    spawn_on(0, dist, prefix)
}

/// As [`spawn`], on a chosen port: to bring a host back where a page expects it.
///
/// # Errors
/// When the port is taken or the folder does not exist.
pub fn spawn_on(port: u16, dist: &Path, prefix: &str) -> io::Result<Server> {
    let prefix = normalised_prefix(prefix);
    let site = Arc::new(Site { folder: dist.canonicalize()?, prefix: prefix.clone() });
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = listener.local_addr()?.port();
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let acceptor = std::thread::spawn(move || accept(&listener, &site, &stopped));
    Ok(Server { port, prefix, stop, acceptor: Some(acceptor) })
}

fn accept(listener: &TcpListener, site: &Arc<Site>, stopped: &AtomicBool) {
    for connection in listener.incoming() {
        if stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(connection) = connection else { continue };
        let site = Arc::clone(site);
        // A broken connection is the client's affair; there is nobody to tell.
        std::thread::spawn(move || drop(site.answer(&connection)));
    }
}

/// A folder and the path under which it appears.
struct Site {
    folder: PathBuf,
    prefix: String,
}

impl Site {
    fn answer(&self, mut connection: &TcpStream) -> io::Result<()> {
        connection.set_read_timeout(Some(IDLE_LIMIT))?;
        let Some((method, path)) = read_request(connection)? else {
            return Ok(());
        };
        let response = match method.as_str() {
            "GET" | "HEAD" => self.respond(&path),
            _ => Response::text(405, "only GET and HEAD"),
        };
        connection.write_all(response.head().as_bytes())?;
        if method != "HEAD" {
            connection.write_all(&response.body)?;
        }
        connection.flush()
    }

    fn respond(&self, target: &str) -> Response {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.prefix {
            return Response::redirect(&self.prefix);
        }
        match self.resolve(path) {
            Some(file) if file.is_dir() && path.ends_with('/') => Response::file(&file.join("index.html")),
            Some(file) if file.is_dir() => Response::redirect(&format!("{path}/")),
            Some(file) => Response::file(&file),
            None => Response::text(404, "not found"),
        }
    }

    /// The file or folder of a path; none where there is none or it lies outside the site.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let decoded = percent_decoded(path)?;
        let relative = decoded.strip_prefix(&self.prefix)?;
        let unsafe_part = |part: &str| part == ".." || part.contains(['\\', ':', '\0']);
        if relative.starts_with('/') || relative.split('/').any(unsafe_part) {
            return None;
        }
        // Resolving links too: a link inside the folder must not lead out of it.
        let file = self.folder.join(relative).canonicalize().ok()?;
        file.starts_with(&self.folder).then_some(file)
    }
}

/// The method and the target of a request; none when the client sent nothing.
fn read_request(connection: &TcpStream) -> io::Result<Option<(String, String)>> {
    let mut lines = BufReader::new(connection.take(LONGEST_REQUEST_HEAD)).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(None);
    };
    // The rest of the head is read, since closing with unread bytes resets the connection.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split_whitespace().map(str::to_owned);
    Ok(words.next().zip(words.next()))
}

struct Response {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Response {
    fn file(path: &Path) -> Self {
        let Ok(body) = fs::read(path) else {
            return Self::text(404, "not found");
        };
        let name = path.to_string_lossy().replace('\\', "/");
        Self {
            status: 200,
            headers: vec![
                ("Content-Type", mime_type(&name).to_owned()),
                ("Cache-Control", cache_rule(&name).to_owned()),
            ],
            body,
        }
    }

    fn redirect(location: &str) -> Self {
        let mut response = Self::text(301, "moved");
        response.headers.push(("Location", location.to_owned()));
        response
    }

    fn text(status: u16, text: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())],
            body: text.as_bytes().to_vec(),
        }
    }

    fn head(&self) -> String {
        let reason = match self.status {
            200 => "OK",
            301 => "Moved Permanently",
            404 => "Not Found",
            _ => "Method Not Allowed",
        };
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!(
            "HTTP/1.1 {} {reason}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.status,
            self.body.len()
        )
    }
}

fn cache_rule(name: &str) -> &'static str {
    if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn mime_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn normalised_prefix(prefix: &str) -> String {
    match prefix.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with `inside.txt`, a hashed script and a page, and a secret beside its folder.
    fn site(name: &str) -> (PathBuf, PathBuf) {
        let root = std::env::temp_dir().join(format!("sextant-{name}-{}", std::process::id()));
        let dist = root.join("dist");
        fs::create_dir_all(dist.join("folder")).expect("folder");
        fs::write(root.join("secret.txt"), "secret").expect("file");
        fs::write(dist.join("index.html"), "<p>page</p>").expect("file");
        fs::write(dist.join("a-0123456789abcdef.js"), "go()").expect("file");
        (root, dist)
    }

    fn get(server: &Server, target: &str) -> String {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).expect("a connection");
        write!(connection, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("an answer");
        answer
    }

    #[test]
    fn serves_under_a_prefix_and_stops_when_dropped() {
        let (root, dist) = site("prefix");
        let server = spawn(&dist, "/demo/sextant").expect("a server");
        assert_eq!(server.url(), format!("http://127.0.0.1:{}/demo/sextant/", server.port));
        let page = get(&server, "/demo/sextant/?from=mail");
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("Cache-Control: no-cache") && page.ends_with("<p>page</p>"));
        assert!(get(&server, "/demo/sextant").contains("Location: /demo/sextant/"));
        assert!(get(&server, "/").starts_with("HTTP/1.1 404"));
        let script = get(&server, "/demo/sextant/a-0123456789abcdef.js");
        assert!(script.contains("immutable") && script.contains("text/javascript"));
        let port = server.port;
        drop(server);
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        fs::remove_dir_all(root).expect("temporary folder");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (root, dist) = site("outside");
        let server = spawn(&dist, "/").expect("a server");
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/folder/..%2f../secret.txt",
            "//etc/passwd",
            "/..%5csecret.txt",
            "/%00",
            "/%zz",
        ] {
            let answer = get(&server, target);
            assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
        }
        fs::remove_dir_all(root).expect("temporary folder");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out() {
        let (root, dist) = site("link");
        std::os::unix::fs::symlink(root.join("secret.txt"), dist.join("link.txt")).expect("link");
        let server = spawn(&dist, "/").expect("a server");
        assert!(get(&server, "/link.txt").starts_with("HTTP/1.1 404"));
        fs::remove_dir_all(root).expect("temporary folder");
    }

    #[test]
    fn a_missing_file_is_not_replaced_by_the_page() {
        let (root, dist) = site("missing");
        let server = spawn(&dist, "/").expect("a server");
        assert!(get(&server, "/plan").starts_with("HTTP/1.1 404"));
        fs::remove_dir_all(root).expect("temporary folder");
    }

    #[test]
    fn webassembly_has_the_type_that_streaming_needs() {
        assert_eq!(mime_type("x_bg-00.wasm"), "application/wasm");
        assert_eq!(mime_type("sextant.webmanifest"), "application/manifest+json");
        assert_eq!(mime_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn reads_the_options() {
        let arguments = ["--port", "9000", "--prefix", "demo", "--no-build"].map(str::to_owned);
        let options = ServeOptions::parse(&arguments).expect("valid options");
        assert_eq!((options.port, options.without_build), (9000, true));
        assert_eq!(options.prefix, "/demo/");
        assert!(ServeOptions::parse(&["--prot".to_owned()]).is_err());
    }
}
