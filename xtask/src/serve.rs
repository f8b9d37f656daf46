//! Serves a folder on a loopback port, for people and for the page's tests. It
//! is sent as a good host sends it: compressed, and cached by the browser only
//! where a file is named after its content.

use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use crate::project::Project;
use crate::setup::Machine;
use crate::{dist, shell};

/// Serves a folder on a free port, and runs Node, which is told the address and
/// the browser to open it with.
pub(crate) fn visit<S: AsRef<OsStr>>(
    project: &Project,
    machine: &Machine,
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Result<()> {
    let browser = machine.browser.as_ref().context("no browser was set up")?;
    let server = Server::start(folder.to_owned(), 0)?;
    shell::run(
        project
            .command("node")
            .env("WHOSAID_URL", server.url())
            .env("WHOSAID_DIST", folder)
            .env("WHOSAID_CHROMIUM", &browser.program)
            .env("WHOSAID_CHROMIUM_FLAGS", browser.flags.join(" "))
            .args(arguments),
    )
}

/// The port at which people look first.
pub(crate) const DEFAULT_PORT: u16 = 8000;

/// How many ports are tried before giving up.
const PORTS_TRIED: u16 = 100;

/// A running server; it stops when dropped.
pub(crate) struct Server {
    runtime: Runtime,
    serving: JoinHandle<std::io::Result<()>>,
    port: u16,
}

impl Server {
    /// Serves a folder on the first free port from `port` on; 0 is any free port.
    pub(crate) fn start(folder: PathBuf, port: u16) -> Result<Self> {
        let runtime = Runtime::new().context("cannot start a server")?;
        let listener = runtime.block_on(listen(port))?;
        let port = listener.local_addr()?.port();
        let page = Router::new()
            .fallback_service(ServeDir::new(folder))
            .layer(CompressionLayer::new())
            .layer(middleware::from_fn(say_what_may_be_kept));
        let serving = runtime.spawn(async move { axum::serve(listener, page).await });
        Ok(Self { runtime, serving, port })
    }

    /// The page's address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}:{}/", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Serves until the program is stopped.
    pub(crate) fn wait(self) -> Result<()> {
        self.runtime.block_on(self.serving)?.context("the server stopped")
    }
}

/// Browsers may cache what is named after its content; everything else is sent
/// anew each time, as it was last built.
async fn say_what_may_be_kept(request: Request, next: Next) -> Response {
    let is_hashed = dist::is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    let keeping = if is_hashed && response.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(keeping));
    response
}

async fn listen(first: u16) -> Result<TcpListener> {
    let mut last = first;
    loop {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, last)).await {
            Err(_) if last < first.saturating_add(PORTS_TRIED) => last += 1,
            bound => {
                return bound
                    .with_context(|| format!("no port from {first} to {last} is free on this machine"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::{env, fs, process};

    use super::*;

    #[test]
    fn serves_files_with_their_type_and_404_for_the_rest() {
        let folder = env::temp_dir().join(format!("whosaid-serve-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>page</p>").unwrap();
        fs::write(folder.join("a.wasm"), "\0asm").unwrap();
        fs::write(folder.join("a-0123456789abcdef.js"), "a").unwrap();
        let server = Server::start(folder.clone(), 0).unwrap();

        let page = get(&server, "GET", "/");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("text/html") && page.contains("no-store"), "{page}");
        assert!(page.ends_with("<p>page</p>"), "{page}");
        assert!(get(&server, "GET", "/a.wasm").contains("application/wasm"));
        assert!(get(&server, "GET", "/a-0123456789abcdef.js").contains("immutable"));
        assert!(get(&server, "GET", "/b-0123456789abcdef.js").contains("no-store"));
        assert!(get(&server, "GET", "/b.wasm").starts_with("HTTP/1.1 404"));
        for outside in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml"] {
            assert!(get(&server, "GET", outside).starts_with("HTTP/1.1 404"), "{outside}");
        }
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
