//! The page on a loopback port, for people and for the page tests.

use std::fs::File;
use std::io;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, StatusCode};

/// Where people look first.
pub(crate) const DEFAULT_PORT: u16 = 8000;

/// How many ports are tried before giving up.
const PORTS_TRIED: u16 = 100;

/// Enough for a page that fetches its modules side by side.
const THREADS: usize = 4;

/// A running server; it stops when dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    threads: Vec<JoinHandle<()>>,
    port: u16,
}

impl Server {
    /// Serves a folder on the first free port from `port` on; 0 is any free port.
    pub(crate) fn start(folder: PathBuf, port: u16) -> Result<Self> {
        let (http, port) = listen(port)?;
        let http = Arc::new(http);
        let folder: Arc<Path> = folder.into();
        let threads = (0..THREADS)
            .map(|_| {
                let (http, folder) = (Arc::clone(&http), Arc::clone(&folder));
                thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        // The browser may be gone before the answer; that is its right.
                        let _ = answer(&folder, request);
                    }
                })
            })
            .collect();
        Ok(Self { http, threads, port })
    }

    /// The page's address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}:{}/", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Serves until the program is stopped.
    pub(crate) fn wait(mut self) {
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.http.unblock();
        }
    }
}

fn listen(first: u16) -> Result<(tiny_http::Server, u16)> {
    let mut failure = anyhow!("no port to try");
    for port in first..=first.saturating_add(PORTS_TRIED) {
        match tiny_http::Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => {
                let port = server.server_addr().to_ip().map_or(port, |address| address.port());
                return Ok((server, port));
            }
            Err(error) => failure = anyhow!("cannot listen on port {port}: {error}"),
        }
    }
    Err(failure)
}

fn answer(folder: &Path, request: Request) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(plain(405, "Only GET and HEAD"));
    }
    let Some((path, file)) = open(folder, request.url()) else {
        return request.respond(plain(404, "Not found"));
    };
    let response = Response::from_file(file)
        .with_header(header("Content-Type", content_type(&path)))
        // Always what was built last.
        .with_header(header("Cache-Control", "no-store"));
    request.respond(response)
}

fn open(folder: &Path, url: &str) -> Option<(PathBuf, File)> {
    let path = folder.join(relative_path(url)?);
    let path = if path.is_dir() { path.join("index.html") } else { path };
    path.is_file().then(|| File::open(&path).ok().map(|file| (path, file)))?
}

/// The file that an address names. Every segment must be a plain name, so no
/// address leads out of the folder or to a hidden file; the page's own files
/// need no percent signs.
fn relative_path(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(|segment| is_plain_name(segment).then_some(segment)).collect()
}

fn is_plain_name(segment: &str) -> bool {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    !segment.starts_with('.') && segment.chars().all(is_plain)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map" | "webmanifest") => "application/json; charset=utf-8",
        Some("txt" | "md" | "ts") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    Response::from_string(text)
        .with_status_code(StatusCode(status))
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
}

fn header(name: &'static str, value: &'static str) -> Header {
    Header::from_bytes(name, value).expect("names and values here are ASCII")
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::{env, fs, process};

    use super::*;

    #[test]
    fn addresses_name_files_inside_the_folder_only() {
        assert_eq!(relative_path("/"), Some(PathBuf::new()));
        assert_eq!(relative_path("/pkg/whosaid.js?v=1#x"), Some(PathBuf::from("pkg/whosaid.js")));
        for outside in
            ["/../Cargo.toml", "/pkg/../../x", "/%2e%2e/x", "/.git/config", "/C:/x", "/a\\..\\b", "x"]
        {
            assert_eq!(relative_path(outside), None, "{outside}");
        }
    }

    #[test]
    fn serves_files_with_their_type_and_404_for_the_rest() {
        let folder = env::temp_dir().join(format!("whosaid-serve-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>page</p>").unwrap();
        fs::write(folder.join("a.wasm"), "\0asm").unwrap();
        let server = Server::start(folder.clone(), 0).unwrap();

        let page = get(&server, "GET", "/");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("text/html; charset=utf-8") && page.contains("no-store"), "{page}");
        assert!(page.ends_with("<p>page</p>"), "{page}");
        assert!(get(&server, "GET", "/a.wasm").contains("application/wasm"));
        assert!(get(&server, "GET", "/b.wasm").starts_with("HTTP/1.1 404"));
        assert!(get(&server, "GET", "/../Cargo.toml").starts_with("HTTP/1.1 404"));
        assert!(get(&server, "POST", "/").starts_with("HTTP/1.1 405"));

        let second = Server::start(folder.clone(), server.port).unwrap();
        assert_ne!(second.port, server.port, "a taken port is skipped");
        fs::remove_dir_all(folder).unwrap();
    }

    fn get(server: &Server, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}
