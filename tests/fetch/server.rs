//! A web server on loopback that does what a test tells it, well or badly, and remembers what it
//! was asked; and names that lead there from wherever a test wants.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use trafficdash::fetch::Names;

/// A connection, plain or encrypted.
pub trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its first line and its headers.
    pub head: String,
    /// How many came before it.
    pub before: usize,
}

impl Asked {
    /// The path that is asked for.
    pub fn path(&self) -> &str {
        self.head.split(' ').nth(1).expect("a path")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = fields.find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }
}

/// What a test has the server do with a request.
pub trait Answers: Fn(&Asked, &mut dyn Wire) -> io::Result<()> + Send + Sync + 'static {}

impl<T: Fn(&Asked, &mut dyn Wire) -> io::Result<()> + Send + Sync + 'static> Answers for T {}

/// The server; it ends when it is dropped.
pub struct Server {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    ended: Arc<AtomicBool>,
}

impl Server {
    /// A server of http.
    pub fn start(answers: impl Answers) -> Self {
        Self::listen(answers, |stream| Ok(Box::new(stream)))
    }

    /// A server of https.
    pub fn start_tls(config: Arc<ServerConfig>, answers: impl Answers) -> Self {
        Self::listen(answers, move |stream| {
            let tls = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
            Ok(Box::new(StreamOwned::new(tls, stream)))
        })
    }

    fn listen(
        answers: impl Answers,
        wrap: impl Fn(TcpStream) -> io::Result<Box<dyn Wire>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let server = Self {
            port: listener.local_addr().expect("bound").port(),
            asked: Arc::default(),
            ended: Arc::default(),
        };
        let (asked, ended) = (Arc::clone(&server.asked), Arc::clone(&server.ended));
        let tools = Arc::new((answers, wrap));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (asked, tools) = (Arc::clone(&asked), Arc::clone(&tools));
                // A client that goes away is what many tests are about.
                thread::spawn(move || serve(stream, &asked, &tools.0, &tools.1));
            }
        });
        server
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test failed").clone()
    }

    /// An address of this server, in figures.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn serve(
    stream: TcpStream,
    asked: &Mutex<Vec<Asked>>,
    answers: &impl Answers,
    wrap: &impl Fn(TcpStream) -> io::Result<Box<dyn Wire>>,
) -> io::Result<()> {
    let mut wire = wrap(stream)?;
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if wire.read(&mut byte)? == 0 {
            return Ok(());
        }
        head.push(byte[0]);
    }
    let request = {
        let mut list = asked.lock().expect("no test failed");
        let head = String::from_utf8(head).expect("text");
        let before = list.len();
        list.push(Asked { head, before });
        list[before].clone()
    };
    answers(&request, &mut *wire)?;
    wire.flush()
}

/// Sends a whole answer, with its length and these headers.
pub fn say(wire: &mut dyn Wire, status: &str, headers: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    wire.write_all(head.as_bytes())?;
    wire.write_all(body)
}

/// Holds a connection open, and says nothing more, until the client goes away.
pub fn wait_for_the_end(wire: &mut dyn Wire) -> io::Result<()> {
    while wire.read(&mut [0; 64])? > 0 {}
    Ok(())
}

/// Names that lead to public addresses, which are then reached on loopback.
#[derive(Clone, Debug, Default)]
pub struct Map {
    hosts: BTreeMap<String, Vec<SocketAddr>>,
    ports: BTreeMap<Ipv4Addr, u16>,
    looked_up: Arc<AtomicUsize>,
}

impl Map {
    /// A host on the public internet, which a server of the test plays.
    pub fn public(mut self, host: &str, server: &Server) -> Self {
        let next = u32::try_from(self.ports.len()).expect("a few");
        let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(93, 184, 0, 1)) + next);
        self.ports.insert(address, server.port);
        self.hosts.insert(host.into(), vec![(address, 0).into()]);
        self
    }

    /// A name that leads to this computer, where nothing plays along: it listens as itself.
    pub fn private(mut self, host: &str) -> Self {
        let address = Ipv4Addr::LOCALHOST;
        self.hosts.insert(host.into(), vec![(address, 0).into()]);
        self
    }

    /// How often a name was looked up.
    pub fn looked_up(&self) -> usize {
        self.looked_up.load(Ordering::Relaxed)
    }
}

impl Names for Map {
    fn look_up(&self, place: &str) -> io::Result<Vec<SocketAddr>> {
        self.looked_up.fetch_add(1, Ordering::Relaxed);
        if let Ok(literal) = place.parse() {
            return Ok(vec![literal]);
        }
        let (host, port) = place.rsplit_once(':').expect("a port");
        let port = port.parse().expect("a number");
        let found = self.hosts.get(host).ok_or(io::ErrorKind::NotFound)?;
        Ok(found.iter().map(|one| (one.ip(), port).into()).collect())
    }

    fn route(&self, checked: SocketAddr) -> SocketAddr {
        let SocketAddr::V4(four) = checked else {
            return checked;
        };
        match self.ports.get(four.ip()) {
            Some(port) => (Ipv4Addr::LOCALHOST, *port).into(),
            None => checked,
        }
    }
}
