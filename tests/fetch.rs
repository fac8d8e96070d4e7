//! Feeds fetched from a server on loopback that is slow, huge, lying or hostile: real sockets, and
//! each case ends with the right message.

#[path = "fetch/server.rs"]
mod server;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use chrono::TimeDelta;
use flate2::Compression;
use flate2::write::GzEncoder;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use server::{Asked, Map, Server, Wire, say, wait_for_the_end};
use trafficdash::fetch::{
    Answer, Cancel, Client, Ended, Failure, Job, Limits, Names, Network, Request, Step, Validators,
    round,
};

const FEED: &[u8] = b"<rss version=\"2.0\"><channel><title>Feed</title></channel></rss>";

/// Small, but with all the time that a busy computer may take.
fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(30),
        begin: Duration::from_mins(1),
        total: Duration::from_mins(1),
        sent: 64 << 10,
        unpacked: 64 << 10,
        apart: Duration::ZERO,
        pause: Duration::from_millis(1),
        ..Limits::default()
    }
}

/// Limits for servers that never come to an end.
fn short() -> Limits {
    Limits {
        total: Duration::from_millis(250),
        ..limits()
    }
}

fn client(names: impl Names, limits: Limits) -> Client {
    Client::within(Network::direct(names, &[]), limits)
}

fn request(address: &str) -> Request {
    Request {
        address: address.to_owned(),
        validators: Validators::default(),
    }
}

/// Asks as the user who gave an address in figures would.
fn get(limits: Limits, address: &str) -> Result<Answer, Failure> {
    client(Map::default(), limits).get(&request(address), &Cancel::default())
}

fn message(outcome: Result<Answer, Failure>) -> String {
    outcome.expect_err("a failure").to_string()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("in memory");
    packer.finish().expect("in memory")
}

fn redirect(wire: &mut dyn Wire, status: &str, to: &str) -> io::Result<()> {
    say(wire, status, &format!("Location: {to}\r\n"), b"")
}

#[test]
fn a_good_feed_comes_whole_with_what_the_server_says_of_it() {
    let server = Server::start(|_, wire| {
        let headers = "Content-Type: text/xml; charset=utf-16\r\nETag: W/\"a b\"\r\n\
            Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\nCache-Control: public, max-age=7200\r\n\
            Date: Mon, 01 Jan 2024 00:01:00 GMT\r\n";
        say(wire, "200 OK", headers, FEED)
    });
    let answer = get(limits(), &server.address("/feed#top")).expect("an answer");
    // The wrong character set is for whoever reads the feed to see through.
    let content_type = Some("text/xml; charset=utf-16".to_owned());
    let validators = Validators {
        etag: Some("W/\"a b\"".into()),
        last_modified: Some("Mon, 01 Jan 2024 00:00:00 GMT".into()),
    };
    let expected = Answer {
        body: Some(FEED.to_vec()),
        content_type,
        validators,
        max_age: Some(TimeDelta::hours(2)),
        moved_to: None,
        date: Some(trafficdash::news::Moment(1_704_067_260)),
        address: server.address("/feed"),
    };
    assert_eq!(answer, expected);
    let [asked] = &server.asked()[..] else {
        panic!("asked more than once");
    };
    assert_eq!(asked.path(), "/feed");
    let agent = asked.header("User-Agent").expect("a name");
    assert!(agent.starts_with("trafficdash/"), "{agent}");
    assert_eq!(asked.header("Accept-Encoding"), Some("gzip"));
    assert_eq!(asked.header("If-None-Match"), None);
    assert_eq!(asked.header("If-Modified-Since"), None);
}

#[test]
fn a_feed_is_sent_again_only_when_it_has_changed() {
    let version = Arc::new(AtomicUsize::new(1));
    let current = Arc::clone(&version);
    let server = Server::start(move |asked, wire| {
        let version = current.load(Ordering::Relaxed);
        let etag = format!("\"v{version}\"");
        if asked.header("If-None-Match") == Some(&etag) {
            let date = asked.header("If-Modified-Since");
            assert_eq!(date, Some("Mon, 01 Jan 2024 00:00:00 GMT"));
            return say(
                wire,
                "304 Not Modified",
                "Cache-Control: max-age=60\r\n",
                b"",
            );
        }
        let date = match version {
            1 => "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n",
            _ => "",
        };
        let body = format!("<rss>{version}</rss>");
        say(
            wire,
            "200 OK",
            &format!("ETag: {etag}\r\n{date}"),
            body.as_bytes(),
        )
    });
    let client = client(Map::default(), limits());
    let mut asking = request(&server.address("/"));
    let mut bodies = Vec::new();
    for current in [1, 1, 2] {
        version.store(current, Ordering::Relaxed);
        let answer = client.get(&asking, &Cancel::default()).expect("an answer");
        let sent = std::mem::replace(&mut asking.validators, answer.validators);
        if answer.body.is_none() {
            assert_eq!(
                asking.validators, sent,
                "what was not sent again still holds"
            );
        }
        bodies.push(answer.body);
    }
    let first = Some(b"<rss>1</rss>".to_vec());
    assert_eq!(bodies, [first, None, Some(b"<rss>2</rss>".to_vec())]);
    let last = Validators {
        etag: Some("\"v2\"".into()),
        last_modified: None,
    };
    assert_eq!(
        asking.validators, last,
        "the old date is not kept beside the new tag"
    );
}

#[test]
fn a_server_that_says_unchanged_unasked_has_not_sent_a_feed() {
    let server = Server::start(|_, wire| say(wire, "304 Not Modified", "", b""));
    let said = message(get(limits(), &server.address("/")));
    assert_eq!(
        said,
        "127.0.0.1 answers 304 Not Modified; check the address"
    );
}

#[test]
fn a_packed_feed_is_unpacked_also_if_it_is_not_called_packed() {
    let server = Server::start(|asked, wire| {
        let header = match asked.path() {
            "/called" => "Content-Encoding: gzip\r\n",
            _ => "Content-Type: application/gzip\r\n",
        };
        say(wire, "200 OK", header, &packed(FEED))
    });
    for path in ["/called", "/not-called"] {
        let answer = get(limits(), &server.address(path)).expect(path);
        assert_eq!(answer.body.as_deref(), Some(FEED), "{path}");
    }
    let server = Server::start(|_, wire| say(wire, "200 OK", "Content-Encoding: gzip\r\n", FEED));
    let answer = get(limits(), &server.address("/")).expect("an answer");
    assert_eq!(
        answer.body.as_deref(),
        Some(FEED),
        "called packed, and is not"
    );
}

#[test]
fn whoever_sends_too_much_is_stopped_at_the_limit() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/endless" => {
            wire.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            loop {
                wire.write_all(&[b'x'; 4096])?;
            }
        }
        "/announced" => {
            wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")?;
            wait_for_the_end(wire)
        }
        "/packed" => {
            let bomb = packed(&vec![0; 20 << 20]);
            say(wire, "200 OK", "Content-Encoding: gzip\r\n", &bomb)
        }
        _ => {
            wire.write_all(b"HTTP/1.1 200 OK\r\n")?;
            loop {
                wire.write_all(b"X-Flood: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n")?;
            }
        }
    });
    let large = "127.0.0.1 sends more than 64 KiB, which is no feed; look for a smaller one";
    for (path, words) in [
        ("/endless", large),
        ("/announced", large),
        (
            "/packed",
            "127.0.0.1 sends what unpacks to more than 64 KiB, which is no feed; look for a \
             smaller one",
        ),
        (
            "/headers",
            "127.0.0.1 does not answer as a web server should; check the address",
        ),
    ] {
        assert_eq!(
            message(get(limits(), &server.address(path))),
            words,
            "{path}"
        );
    }
}

#[test]
fn an_answer_that_is_not_whole_or_not_right_says_so() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/truncated" => wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>"),
        "/chunk" => wire.write_all(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n5\r\n<c",
        ),
        "/packed" => {
            let all = packed(&FEED.repeat(9));
            let headers = "Content-Encoding: gzip\r\n";
            say(wire, "200 OK", headers, &all[..all.len() / 2])
        }
        "/nothing" => Ok(()),
        "/broken-chunk" => wire.write_all(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n0\r\n\r\n",
        ),
        "/not-http" => wire.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n\r\n\r\n"),
        "/brotli" => say(wire, "200 OK", "Content-Encoding: br\r\n", b"\x0b\x02\x80"),
        "/empty" => say(wire, "200 OK", "", b""),
        _ => wire.write_all(b"HTTP/1.1 204 No Content\r\n\r\n"),
    });
    let short = "the feed of 127.0.0.1 was cut short; what came before is kept: try again later";
    let garbled = "127.0.0.1 does not answer as a web server should; check the address";
    let nothing = "127.0.0.1 answers with nothing; check the address";
    for (path, words) in [
        ("/truncated", short),
        ("/chunk", short),
        ("/packed", short),
        ("/nothing", short),
        ("/broken-chunk", garbled),
        ("/not-http", garbled),
        (
            "/brotli",
            "127.0.0.1 packs its feed as “br”, unasked; look for another feed of the site",
        ),
        ("/empty", nothing),
        ("/no-content", nothing),
    ] {
        assert_eq!(
            message(get(limits(), &server.address(path))),
            words,
            "{path}"
        );
    }
}

#[test]
fn a_length_that_is_too_small_does_no_harm() {
    let server = Server::start(|_, wire| {
        wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<rss>and what comes after")
    });
    let answer = get(limits(), &server.address("/")).expect("an answer");
    assert_eq!(answer.body.as_deref(), Some(&b"<rss>"[..]));
}

/// Sends a byte now and then until the client goes away.
fn drip(wire: &mut dyn Wire) -> io::Result<()> {
    loop {
        wire.write_all(b"x")?;
        wire.flush()?;
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A server that is slow in one of three ways.
fn slow(asked: &Asked, wire: &mut dyn Wire) -> io::Result<()> {
    match asked.path() {
        "/headers" => {
            wire.write_all(b"HTTP/1.1 200 OK\r\nX-Slow: ")?;
            drip(wire)
        }
        "/body" => {
            wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")?;
            drip(wire)
        }
        _ => wait_for_the_end(wire),
    }
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let server = Server::start(slow);
    for path in ["/headers", "/body", "/silent"] {
        let said = message(get(short(), &server.address(path)));
        let words = "127.0.0.1 did not send its feed within 0.25 seconds; try again later";
        assert_eq!(said, words, "{path}");
    }
}

#[test]
fn a_server_that_does_not_begin_to_answer_is_left_before_one_that_answers_slowly() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/living" => {
            wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<r")?;
            std::thread::sleep(Duration::from_secs(3));
            wire.write_all(b"ss>")
        }
        _ => slow(asked, wire),
    });
    let limits = Limits {
        begin: Duration::from_secs(2),
        retries: 5,
        ..limits()
    };
    let client = client(Map::default(), limits);
    let paths = ["/living", "/headers", "/silent"];
    let (told, _) = outcomes(&client, jobs(paths.map(|path| server.address(path))));
    assert_eq!(
        told[0].as_ref().map(|answer| answer.body.is_some()),
        Ok(true)
    );
    let words = "127.0.0.1 let in and did not begin to answer within 2 seconds; try again later";
    for outcome in &told[1..] {
        assert_eq!(message(outcome.clone()), words);
    }
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_host_that_says_nothing_twice_is_not_asked_for_its_other_feeds() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/living" => say(wire, "200 OK", "", FEED),
        _ => slow(asked, wire),
    });
    let limits = Limits {
        begin: Duration::from_secs(1),
        ..limits()
    };
    let client = client(Map::default(), limits);
    let paths = ["/1", "/living", "/3", "/4", "/living", "/6"];
    let (told, _) = outcomes(&client, jobs(paths.map(|path| server.address(path))));
    let silent = |outcome: &Result<_, _>| matches!(outcome, Err(Failure::Mute { .. }));
    let silent: Vec<bool> = told.iter().map(silent).collect();
    assert_eq!(silent, [true, false, true, true, true, true]);
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn redirects_share_one_time_limit() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/1" => {
            std::thread::sleep(Duration::from_millis(300));
            redirect(wire, "302 Found", "/2")
        }
        _ => say(wire, "200 OK", "", FEED),
    });
    let outcome = get(short(), &server.address("/1"));
    assert!(matches!(outcome, Err(Failure::Slow { .. })), "{outcome:?}");
}

/// Names that nobody answers for.
#[derive(Debug)]
struct Deaf;

impl Names for Deaf {
    fn look_up(&self, _: &str) -> io::Result<Vec<SocketAddr>> {
        std::thread::sleep(Duration::from_secs(5));
        Err(io::ErrorKind::TimedOut.into())
    }
}

#[test]
fn a_host_that_is_not_found_or_lets_nobody_in_says_so() {
    let connect = Duration::from_millis(100);
    let limits = Limits {
        connect,
        ..limits()
    };
    let deaf = client(Deaf, limits.clone());
    let outcome = deaf.get(&request("http://deaf.test/"), &Cancel::default());
    let words = "deaf.test did not answer within 0.1 seconds; try again later";
    assert_eq!(message(outcome), words);

    let unknown = get(limits.clone(), "http://nobody.test/");
    let words = "nobody.test was not found; check the address, and whether this computer is online";
    assert_eq!(message(unknown), words);

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let free = listener.local_addr().expect("bound");
    drop(listener);
    let refused = message(get(limits, &format!("http://{free}/")));
    let words = "127.0.0.1 cannot be reached (connection refused); check the address, or try \
        again later";
    assert_eq!(refused, words);
}

#[test]
fn a_status_that_is_no_feed_says_what_to_do() {
    let server = Server::start(|asked, wire| {
        let status = asked.path().trim_start_matches('/');
        let headers = "Retry-After: 120\r\n";
        say(
            wire,
            &format!("{status} <b>as you like</b>"),
            headers,
            b"<html>no</html>",
        )
    });
    for (status, words) in [
        (
            401,
            "401 Unauthorized; it wants a name and a password: look for an open feed on the site",
        ),
        (
            404,
            "404 Not Found; the feed may have moved: look for a new address on the site",
        ),
        (
            410,
            "410 Gone; the feed has gone for good: look for a new address, or remove it from the \
             list",
        ),
        (
            429,
            "429 Too Many Requests; it was asked too often: it is asked less often from now on",
        ),
        (
            500,
            "500 Internal Server Error; the fault is its own: try again later",
        ),
    ] {
        let failure = get(limits(), &server.address(&format!("/{status}"))).expect_err("a failure");
        assert_eq!(failure.to_string(), format!("127.0.0.1 answers {words}"));
        assert_eq!(failure.retry_after(), Some(TimeDelta::minutes(2)));
    }
}

/// Redirects `/5` to `/4` and so on down to `/0`, the feed; `/round` to itself by a detour.
fn chain(asked: &Asked, wire: &mut dyn Wire) -> io::Result<()> {
    match asked.path() {
        "/0" => say(wire, "200 OK", "", FEED),
        "/round" => redirect(wire, "302 Found", "/about"),
        "/about" => redirect(wire, "302 Found", "round"),
        path => {
            let left: u32 = path[1..].parse().expect("a number");
            let status = if left > 3 { "301 Moved" } else { "307 Here" };
            redirect(wire, status, &format!("/{}", left - 1))
        }
    }
}

#[test]
fn five_redirects_are_followed_and_not_one_more() {
    let server = Server::start(chain);
    let answer = get(limits(), &server.address("/5")).expect("an answer");
    assert_eq!(answer.body.as_deref(), Some(FEED));
    assert_eq!(answer.address, server.address("/0"));
    assert_eq!(
        answer.moved_to,
        Some(server.address("/3")),
        "two were for good"
    );
    assert_eq!(server.asked().len(), 6);

    let said = message(get(limits(), &server.address("/6")));
    let words = "127.0.0.1 redirects more than 5 times; look for the feed's address on the site";
    assert_eq!(said, words);
    assert_eq!(server.asked().len(), 12, "the seventh was not asked");

    let said = message(get(limits(), &server.address("/round")));
    let words = "127.0.0.1 redirects in a circle; look for the feed's address on the site";
    assert_eq!(said, words);
    assert_eq!(server.asked().len(), 14);
}

#[test]
fn no_redirect_leads_to_a_file_or_from_the_public_internet_to_this_computer() {
    let server = Server::start(|asked, wire| {
        let to = asked.path().trim_start_matches("/to/");
        redirect(wire, "302 Found", to)
    });
    let names = Map::default()
        .public("public.test", &server)
        .private("hidden.test");
    let client = client(names, limits());
    let secret = Server::start(|_, wire| say(wire, "200 OK", "", b"secret"));
    let port = secret.port;
    let private = "redirects to a private address, which was refused";
    let no_web = "redirects to what is no http or https address, which was refused";
    for (to, words) in [
        ("file:///etc/passwd".to_owned(), no_web),
        (format!("gopher://127.0.0.1:{port}/"), no_web),
        (format!("http://127.0.0.1:{port}/"), private),
        (format!("http://2130706433:{port}/"), private),
        (format!("http://[::ffff:127.0.0.1]:{port}/"), private),
        (format!("http://localhost:{port}/"), private),
        (format!("http://hidden.test:{port}/"), private),
        (format!("http://0.0.0.0:{port}/"), private),
    ] {
        let asking = request(&format!("http://public.test/to/{to}"));
        let said = message(client.get(&asking, &Cancel::default()));
        assert!(
            said.starts_with(&format!("public.test {words}: ")),
            "{to}: {said}"
        );
    }
    assert_eq!(secret.asked().len(), 0);
}

#[test]
fn a_feed_of_a_private_network_may_redirect_within_it_but_not_by_way_of_the_public_internet() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/own" => redirect(wire, "302 Found", "/feed"),
        "/out" => redirect(wire, "302 Found", "http://public.test/back"),
        "/back" => redirect(wire, "302 Found", "http://10.0.0.1:1/feed"),
        _ => say(wire, "200 OK", "", FEED),
    });
    let client = client(Map::default().public("public.test", &server), limits());
    let get = |path| client.get(&request(&server.address(path)), &Cancel::default());
    assert_eq!(get("/own").expect("an answer").body.as_deref(), Some(FEED));
    let said = message(get("/out"));
    let words = "public.test redirects to a private address, which was refused: \
        http://10.0.0.1:1/feed; if you trust it, add that address itself";
    assert_eq!(said, words);
}

#[test]
fn what_was_checked_is_what_is_connected_to() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/feed" => say(wire, "200 OK", "", FEED),
        _ => redirect(wire, "301 Moved", "http://public.test/feed"),
    });
    let names = Map::default().public("public.test", &server);
    let client = client(names.clone(), limits());
    let answer = client.get(&request("http://public.test/"), &Cancel::default());
    assert_eq!(answer.expect("an answer").body.as_deref(), Some(FEED));
    assert_eq!(
        names.looked_up(),
        2,
        "once for each request, never again for the connection"
    );
}

#[test]
fn an_address_that_is_none_is_not_asked() {
    for (address, words) in [
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("exec:rm\u{1b}[2J", "exec:rm·[2J"),
    ] {
        let said = message(get(limits(), address));
        let rest = "is no http or https address; correct it in the list of feeds";
        assert_eq!(said, format!("“{words}” {rest}"));
    }
}

fn jobs(addresses: impl IntoIterator<Item = String>) -> Vec<Job> {
    let numbered = (0..).zip(addresses);
    let job = |(id, address): (i64, String)| {
        let request = request(&address);
        Job { id, request }
    };
    numbered.map(job).collect()
}

/// What came of each feed, by its number, and the lines of progress.
fn outcomes(client: &Client, jobs: Vec<Job>) -> (Vec<Result<Answer, Failure>>, Vec<String>) {
    let (mut found, mut lines) = (Vec::new(), Vec::new());
    let ended = round(client, jobs, &Cancel::default(), |step| match step {
        Step::Asking(progress) => lines.push(progress.to_string()),
        Step::Done { id, outcome } => found.push((id, outcome)),
    });
    assert_eq!(ended, Ended::Whole);
    found.sort_by_key(|(id, _)| *id);
    (
        found.into_iter().map(|(_, outcome)| outcome).collect(),
        lines,
    )
}

#[test]
fn one_feed_that_fails_keeps_none_of_the_others_waiting() {
    let server = Server::start(|asked, wire| match asked.path() {
        "/silent" => wait_for_the_end(wire),
        "/404" => say(wire, "404 Not Found", "", b"no"),
        _ => say(wire, "200 OK", "", FEED),
    });
    let hosts = ["a.test", "b.test", "c.test", "d.test"];
    let names = hosts
        .iter()
        .fold(Map::default(), |map, host| map.public(host, &server));
    let limits = Limits {
        total: Duration::from_secs(2),
        ..limits()
    };
    let addresses = [
        "http://a.test/silent",
        "http://b.test/404",
        "http://c.test/feed",
        "http://nobody.test/feed",
        "no address",
        "http://d.test/feed",
        "http://d.test/other",
    ];
    let jobs = jobs(addresses.map(str::to_owned));
    let (outcomes, lines) = outcomes(&client(names, limits), jobs);
    let good: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(good, [false, false, true, false, false, true, true]);
    let texts = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    let texts: Vec<String> = texts.map(ToString::to_string).collect();
    let words = [
        "within 2 seconds",
        "404 Not Found",
        "was not found",
        "“no address” is no",
    ];
    for (text, words) in texts.iter().zip(words) {
        assert!(text.contains(words), "{text}");
    }
    assert_eq!(lines.len(), 7);
    assert!(
        lines[0].starts_with("fetched 0 of 7 feeds; now "),
        "{}",
        lines[0]
    );
    assert!(lines.iter().any(|line| line.ends_with("now d.test")));
}

#[test]
fn a_host_is_never_asked_by_two_at_once() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let peak = Arc::clone(&most);
    let server = Server::start(move |_, wire| {
        let count = now.fetch_add(1, Ordering::SeqCst) + 1;
        peak.fetch_max(count, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(5));
        now.fetch_sub(1, Ordering::SeqCst);
        say(wire, "200 OK", "", FEED)
    });
    let names = Map::default().public("one.test", &server);
    let addresses = (0..12).map(|number| format!("http://one.test/{number}"));
    let (outcomes, _) = outcomes(&client(names, limits()), jobs(addresses));
    assert!(outcomes.iter().all(Result::is_ok) && outcomes.len() == 12);
    assert_eq!(most.load(Ordering::SeqCst), 1);
}

#[test]
fn a_round_asks_again_only_where_that_may_help() {
    let good_the_third_time = Server::start(|asked, wire| match asked.before {
        0 => say(wire, "503 Service Unavailable", "", b"busy"),
        1 => wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<rss>"),
        _ => say(wire, "200 OK", "", FEED),
    });
    let client = client(Map::default(), limits());
    let ask = |server: &Server| {
        let (mut outcomes, _) = outcomes(&client, jobs([server.address("/")]));
        (outcomes.remove(0), server.asked().len())
    };
    let (outcome, asked) = ask(&good_the_third_time);
    assert_eq!((outcome.is_ok(), asked), (true, 3));
    for (status, headers, expected) in [
        ("500 Fault", "", 3),
        ("503 Busy", "Retry-After: 1\r\n", 1),
        ("429 Slow", "", 1),
        ("404 None", "", 1),
        ("410 Gone", "", 1),
    ] {
        let server = Server::start(move |_, wire| say(wire, status, headers, b"no"));
        let (outcome, asked) = ask(&server);
        assert_eq!((outcome.is_err(), asked), (true, expected), "{status}");
    }
}

/// Fifty hosts that one slow server plays.
fn fifty(server: &Server) -> (Map, Vec<Job>) {
    let host = |number| format!("slow-{number}.test");
    let names = (0..50).fold(Map::default(), |map, number| {
        map.public(&host(number), server)
    });
    let paths = ["/headers", "/body", "/silent"].into_iter().cycle();
    let addresses = (0..50).zip(paths);
    let addresses = addresses.map(|(number, path)| format!("http://{}{path}", host(number)));
    (names, jobs(addresses))
}

#[test]
fn fifty_slow_servers_all_come_to_an_end() {
    let server = Server::start(slow);
    let (names, jobs) = fifty(&server);
    let limits = Limits {
        total: Duration::from_millis(100),
        ..limits()
    };
    let (outcomes, _) = outcomes(&client(names, limits), jobs);
    assert_eq!(outcomes.len(), 50);
    for outcome in outcomes {
        assert!(matches!(outcome, Err(Failure::Slow { .. })), "{outcome:?}");
    }
}

#[test]
fn sixteen_silent_hosts_are_waited_for_side_by_side() {
    let server = Server::start(slow);
    let (names, mut jobs) = fifty(&server);
    jobs.truncate(32);
    let limits = Limits {
        total: Duration::from_secs(1),
        at_once: Limits::default().at_once,
        ..limits()
    };
    let (mut asked, mut most, mut done) = (0_usize, 0, 0);
    let cancel = Cancel::default();
    round(&client(names, limits), jobs, &cancel, |step| match step {
        Step::Asking(_) => {
            asked += 1;
            most = most.max(asked);
        }
        Step::Done { .. } => {
            asked -= 1;
            done += 1;
        }
    });
    assert_eq!((most, done), (16, 32));
}

#[test]
fn a_round_that_is_cancelled_ends_and_tells_of_nothing_that_was_under_way() {
    let server = Server::start(slow);
    let (names, jobs) = fifty(&server);
    let hour = Duration::from_hours(1);
    let limits = Limits {
        total: hour,
        connect: hour,
        ..limits()
    };
    let cancel = Cancel::default();
    let (sender, all_are_asked) = mpsc::channel();
    let canceller = cancel.clone();
    std::thread::spawn(move || {
        // Where fewer are asked at once it ends, too, and what was counted tells it.
        let _ = all_are_asked.recv_timeout(Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(100));
        canceller.cancel();
    });
    let (mut begun, mut done) = (0, 0);
    let ended = round(&client(names, limits), jobs, &cancel, |step| match step {
        Step::Asking(_) => {
            begun += 1;
            if begun == 16 {
                sender.send(()).expect("somebody waits");
            }
        }
        Step::Done { .. } => done += 1,
    });
    assert_eq!((ended, begun, done), (Ended::Cancelled, 16, 0));
}

#[test]
fn no_feed_is_told_of_as_cancelled_whenever_the_round_is() {
    let server = Server::start(|_, wire| say(wire, "200 OK", "", FEED));
    for stop_at in 0..20 {
        let (names, mut jobs) = fifty(&server);
        jobs.truncate(8);
        let cancel = Cancel::default();
        let (mut steps, mut told) = (0, Vec::new());
        let ended = round(&client(names, limits()), jobs, &cancel, |step| {
            if steps == stop_at {
                cancel.cancel();
            }
            steps += 1;
            if let Step::Done { outcome, .. } = step {
                told.push(outcome);
            }
        });
        let cancelled = |one: &&Result<Answer, Failure>| matches!(one, Err(Failure::Cancelled));
        assert_eq!(told.iter().find(cancelled).map(Result::is_ok), None);
        let is_whole = told.len() == 8;
        assert_eq!(ended == Ended::Whole, is_whole, "{stop_at}: {told:?}");
    }
}

/// What a certificate of the test is like.
struct Paper {
    host: &'static str,
    until: i32,
    signed: Signer,
}

#[derive(PartialEq)]
enum Signer {
    Authority,
    Itself,
    /// The certificate itself, which says that it is an authority.
    UpstartAuthority,
}

/// An authority and its own certificate.
fn authority(name: &str) -> (Vec<u8>, Issuer<'static, KeyPair>) {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate().expect("a key");
    let own = params.self_signed(&key).expect("signed");
    (own.der().to_vec(), Issuer::new(params, key))
}

fn certified(paper: &Paper, authority: &Issuer<'static, KeyPair>) -> Arc<ServerConfig> {
    let mut params = CertificateParams::new(vec![paper.host.to_owned()]).expect("a name");
    params.not_after = date_time_ymd(paper.until, 1, 1);
    if paper.signed == Signer::UpstartAuthority {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    }
    let key = KeyPair::generate().expect("a key");
    let certificate = match paper.signed {
        Signer::Authority => params.signed_by(&key, authority),
        Signer::Itself | Signer::UpstartAuthority => params.self_signed(&key),
    };
    let chain = vec![certificate.expect("signed").der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider);
    let config = config
        .with_safe_default_protocol_versions()
        .expect("versions");
    let config = config.with_no_client_auth().with_single_cert(chain, key);
    Arc::new(config.expect("a pair"))
}

#[test]
fn a_certificate_is_always_checked() {
    let (root, trusted) = authority("known");
    let (_, stranger) = authority("unknown");
    let paper = |host, until, signed| Paper {
        host,
        until,
        signed,
    };
    let by = || Signer::Authority;
    for (paper, authority, words) in [
        (paper("safe.test", 2090, by()), &trusted, ""),
        (
            paper("safe.test", 2020, by()),
            &trusted,
            "has expired; check the date of this computer, or wait until the site renews it",
        ),
        (
            paper("other.test", 2090, by()),
            &trusted,
            "belongs to another host; check the address",
        ),
        (
            paper("safe.test", 2090, by()),
            &stranger,
            "is signed by nobody known, perhaps by the site itself; nothing was fetched",
        ),
        (
            paper("safe.test", 2090, Signer::Itself),
            &trusted,
            "is signed by nobody known, perhaps by the site itself; nothing was fetched",
        ),
        (
            paper("safe.test", 2090, Signer::UpstartAuthority),
            &trusted,
            "cannot be trusted, perhaps because the site signed it itself; nothing was fetched",
        ),
    ] {
        let config = certified(&paper, authority);
        let server = Server::start_tls(config, |_, wire| say(wire, "200 OK", "", FEED));
        let names = Map::default().public("safe.test", &server);
        let network = Network::direct(names, std::slice::from_ref(&root));
        let client = Client::within(network, limits());
        let outcome = client.get(&request("https://safe.test/"), &Cancel::default());
        if words.is_empty() {
            assert_eq!(outcome.expect("an answer").body.as_deref(), Some(FEED));
        } else {
            let said = message(outcome);
            assert_eq!(said, format!("the certificate of safe.test {words}"));
            assert_eq!(server.asked().len(), 0, "nothing was asked");
        }
    }
}

#[test]
fn https_is_not_left_and_plain_http_is_not_taken_for_it() {
    let (root, trusted) = authority("known");
    let paper = Paper {
        host: "safe.test",
        until: 2090,
        signed: Signer::Authority,
    };
    let config = certified(&paper, &trusted);
    let server = Server::start_tls(config, |_, wire| {
        redirect(wire, "301 Moved", "http://plain.test/feed")
    });
    let plain = Server::start(|_, wire| say(wire, "200 OK", "", FEED));
    let names = Map::default()
        .public("safe.test", &server)
        .public("plain.test", &plain);
    let client = Client::within(Network::direct(names, &[root]), limits());
    let get = |address| client.get(&request(address), &Cancel::default());
    let words = "safe.test redirects from https to http, which was refused: \
        http://plain.test/feed; look for the feed's address on the site";
    assert_eq!(message(get("https://safe.test/feed")), words);
    assert_eq!(plain.asked().len(), 0);
}
