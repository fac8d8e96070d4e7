//! One request with its redirects. Every hop is judged before it is made, and asked only what the
//! feed itself would be asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::http::header::{
    ACCEPT, CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION,
};
use ureq::http::{self, Response};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::address::{self, host, is_public, literal, shown};
use super::cause::why;
use super::gate::Gate;
use super::network::{NotPublic, Reach, Side};
use super::{Answer, Cancel, Failure, Limits, Network, Request, Validators, body, headers};
use crate::news::{Moment, link};

const USER_AGENT: &str = concat!("trafficdash/", env!("CARGO_PKG_VERSION"));

const ACCEPTED: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
    application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, \
    */*;q=0.1";

/// As many bytes of headers as are read.
const HEADERS: usize = 64 << 10;

/// The connection in use, held so that another thread can cut it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<Mutex<Option<Agent>>>);

impl Line {
    fn hold(&self, agent: Agent) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(agent);
    }

    /// Ends whatever is being sent or read.
    pub(super) fn cut(&self) {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(agent) = held {
            agent.shutdown();
        }
    }
}

/// One request, with all that it needs, so that a thread of its own can make it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) request: Request,
    pub(super) limits: Limits,
    pub(super) network: Network,
    pub(super) gate: Gate,
    pub(super) cancel: Cancel,
    pub(super) line: Line,
}

/// Where the redirects have led so far.
#[derive(Debug)]
struct Course {
    /// Every address that was asked, the feed's own first.
    asked: Vec<Url>,
    /// How far the next request may go.
    reach: Reach,
    /// How long it all took; waiting for turns does not count.
    spent: Duration,
    /// Where permanent redirects alone have led.
    moved_to: Option<Url>,
}

impl Exchange {
    pub(super) fn run(&self) -> Result<Answer, Failure> {
        let mut address = address::parse(&self.request.address)?;
        address.set_fragment(None);
        let mut course = Course {
            asked: Vec::new(),
            reach: Reach::Anywhere,
            spent: Duration::ZERO,
            moved_to: None,
        };
        loop {
            let host = address.host_str().unwrap_or_default();
            let _turn = self.gate.enter(host, self.limits.apart, &self.cancel)?;
            let response = self.ask(&address, &mut course)?;
            match course.next(&response, &self.limits)? {
                Some(next) => address = next,
                None => return self.answer(response, &address, &course),
            }
        }
    }

    fn ask(&self, address: &Url, course: &mut Course) -> Result<Response<Body>, Failure> {
        let request = self.to_send(address)?;
        let checked = self.network.checked(course.reach);
        let side = checked.side();
        let left = self.limits.total.saturating_sub(course.spent);
        let agent = Agent::with_parts(self.config(left), DefaultConnector::default(), checked);
        self.line.hold(agent.clone());
        self.cancel.check()?;
        let started = Instant::now();
        let response = agent.run(request);
        course.spent += started.elapsed();
        let response = response.map_err(|error| match (error, course.asked.last()) {
            (ureq::Error::Other(inner), Some(from)) if inner.is::<NotPublic>() => {
                Failure::Private {
                    host: host(from),
                    to: shown(address),
                }
            }
            (error, _) => why(error, &host(address), &self.limits),
        })?;
        // A proxy looked the name up itself: then only figures tell.
        let guess = || match literal(address) {
            Some(literal) if !is_public(literal) => Side::Private,
            _ => Side::Public,
        };
        if side.get().copied().unwrap_or_else(guess) == Side::Public {
            course.reach = Reach::PublicAlone;
        }
        course.asked.push(address.clone());
        Ok(response)
    }

    fn config(&self, left: Duration) -> ureq::config::Config {
        Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEADERS)
            .max_idle_connections(0)
            .proxy(self.network.proxy())
            .tls_config(self.network.tls())
            .user_agent(USER_AGENT)
            .accept_encoding("gzip")
            .timeout_resolve(Some(self.limits.connect))
            .timeout_connect(Some(self.limits.connect))
            .timeout_send_request(Some(self.limits.begin))
            .timeout_recv_response(Some(self.limits.begin))
            .timeout_global(Some(left))
            .build()
    }

    fn to_send(&self, address: &Url) -> Result<http::Request<()>, Failure> {
        let Validators {
            etag,
            last_modified,
        } = &self.request.validators;
        let mut request = http::Request::get(address.as_str()).header(ACCEPT, ACCEPTED);
        for (name, value) in [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)] {
            let value = value.as_deref().map(HeaderValue::from_str);
            if let Some(Ok(value)) = value {
                request = request.header(name, value);
            }
        }
        let built = request.body(());
        built.map_err(|_| Failure::Address(shown(address)))
    }

    fn answer(
        &self,
        response: Response<Body>,
        address: &Url,
        course: &Course,
    ) -> Result<Answer, Failure> {
        let found = response.headers();
        let status = response.status();
        let mut answer = Answer {
            body: None,
            content_type: headers::text(found, CONTENT_TYPE),
            validators: headers::validators(found),
            max_age: headers::max_age(found),
            date: headers::date(found),
            moved_to: course.moved_to.as_ref().map(Url::to_string),
            address: address.to_string(),
        };
        let sent = &self.request.validators;
        if status == http::StatusCode::NOT_MODIFIED && *sent != Validators::default() {
            let Validators {
                etag,
                last_modified,
            } = &mut answer.validators;
            *etag = etag.take().or_else(|| sent.etag.clone());
            *last_modified = last_modified.take().or_else(|| sent.last_modified.clone());
        } else if status.is_success() {
            answer.body = Some(body::read(response, &host(address), &self.limits)?);
        } else {
            let now = Moment(chrono::Utc::now().timestamp());
            return Err(Failure::Status {
                host: host(address),
                status: status.as_u16(),
                retry_after: headers::retry_after(found, now),
            });
        }
        Ok(answer)
    }
}

impl Course {
    /// Where an answer leads on to; none if it leads nowhere else.
    fn next<T>(&mut self, response: &Response<T>, limits: &Limits) -> Result<Option<Url>, Failure> {
        let status = response.status().as_u16();
        let Some(from) = self.asked.last().filter(|_| is_redirect(status)) else {
            return Ok(None);
        };
        let location = response.headers().get(LOCATION);
        let location = location.map_or(&b""[..], HeaderValue::as_bytes);
        let next = target(from, &String::from_utf8_lossy(location))?;
        let (host, to) = (host(from), shown(&next));
        if from.scheme() == "https" && next.scheme() == "http" {
            return Err(Failure::Unencrypted { host, to });
        }
        let private = literal(&next).is_some_and(|one| !is_public(one));
        if private && self.reach == Reach::PublicAlone {
            return Err(Failure::Private { host, to });
        }
        if self.asked.contains(&next) {
            return Err(Failure::Circle(host));
        }
        if self.asked.len() > limits.redirects as usize {
            return Err(Failure::Redirects {
                host: address::host(&self.asked[0]),
                most: limits.redirects,
            });
        }
        let settled = self.moved_to.as_ref().unwrap_or(&self.asked[0]);
        if matches!(status, 301 | 308) && settled == from {
            self.moved_to = Some(next.clone());
        }
        Ok(Some(next))
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The web address that a redirect names. A name and a password go no further than their server.
fn target(from: &Url, location: &str) -> Result<Url, Failure> {
    let joined = from.join(location).ok().filter(address::is_web);
    let mut next = joined
        .filter(|_| !location.is_empty())
        .ok_or_else(|| Failure::Misdirected {
            host: host(from),
            to: address::shorten(location),
        })?;
    next.set_fragment(None);
    if next.origin() == from.origin() {
        Ok(next)
    } else {
        Ok(link::bare(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(asked: &[&str], reach: Reach) -> Course {
        let asked = asked.iter().map(|one| address::parse(one).expect(one));
        Course {
            asked: asked.collect(),
            reach,
            spent: Duration::ZERO,
            moved_to: None,
        }
    }

    fn redirect(status: u16, location: &str) -> Response<()> {
        let response = Response::builder().status(status);
        let response = response.header(LOCATION, location);
        response.body(()).expect("a response")
    }

    fn next(course: &mut Course, status: u16, location: &str) -> Result<String, Failure> {
        let next = course.next(&redirect(status, location), &Limits::default());
        next.map(|next| next.expect("a redirect").to_string())
    }

    #[test]
    fn https_is_never_left() {
        let mut course = course(&["https://a.example/feed"], Reach::PublicAlone);
        let refused = next(&mut course, 302, "http://a.example/feed");
        let words = "a.example redirects from https to http, which was refused: \
            http://a.example/feed; look for the feed's address on the site";
        assert_eq!(refused.expect_err("refused").to_string(), words);
        let fine = next(&mut course, 302, "//b.example/feed");
        assert_eq!(fine.as_deref(), Ok("https://b.example/feed"));
    }

    #[test]
    fn a_redirect_leads_to_web_addresses_alone() {
        for location in [
            "file:///etc/passwd",
            "ftp://a.example/",
            "javascript:alert(1)",
            "data:text/xml,x",
            "http://",
            "",
        ] {
            let mut course = course(&["http://a.example/feed"], Reach::Anywhere);
            let refused = next(&mut course, 301, location);
            assert!(
                matches!(refused, Err(Failure::Misdirected { .. })),
                "{location}"
            );
        }
    }

    #[test]
    fn a_redirect_from_the_public_internet_names_no_private_address() {
        for location in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://[::1]/",
            "http://localhost:631/",
            "http://192.168.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://0.0.0.0/",
            "http://[::ffff:10.0.0.1]/",
        ] {
            let mut public = course(&["http://a.example/feed"], Reach::PublicAlone);
            let refused = next(&mut public, 302, location);
            assert!(
                matches!(refused, Err(Failure::Private { .. })),
                "{location}"
            );
            let mut own = course(&["http://10.0.0.7/feed"], Reach::Anywhere);
            assert!(next(&mut own, 302, location).is_ok(), "{location}");
        }
    }

    #[test]
    fn only_permanent_redirects_from_the_first_on_move_a_feed() {
        let mut course = course(&["http://a.example/1"], Reach::PublicAlone);
        let moved = |course: &Course| course.moved_to.as_ref().map(Url::to_string);
        for (status, location, moved_to) in [
            (301, "/2", "http://a.example/2"),
            (308, "/3", "http://a.example/3"),
            (302, "/4", "http://a.example/3"),
            (301, "/5", "http://a.example/3"),
        ] {
            let to = next(&mut course, status, location).expect(location);
            course.asked.push(to.parse().expect("an address"));
            assert_eq!(moved(&course).as_deref(), Some(moved_to));
        }
    }

    #[test]
    fn a_password_goes_no_further_than_its_server() {
        let from = "http://me:secret@a.example/feed"
            .parse()
            .expect("an address");
        let to = |location| target(&from, location).map(|next| next.to_string());
        assert_eq!(to("/new#top"), Ok("http://me:secret@a.example/new".into()));
        assert_eq!(to("//b.example/x"), Ok("http://b.example/x".into()));
        assert_eq!(
            to("https://x:y@b.example/"),
            Ok("https://b.example/".into())
        );
    }
}
