//! The way to a server: names looked up, the addresses checked, and the connection made to those
//! very addresses, so that nothing can change between the check and the use.

use std::fmt::Debug;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::thread;

use ureq::Proxy;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_public;

/// As many addresses of a host as are tried: of the time to connect the first has half, each
/// further one half as much as the one before.
const MOST: usize = 4;

/// How names become addresses.
pub trait Names: Debug + Send + Sync + 'static {
    /// The addresses of `host:port`.
    fn look_up(&self, place: &str) -> io::Result<Vec<SocketAddr>>;

    /// Where a connection to an address that was looked up and checked is really made. Only tests
    /// have cause to lead it elsewhere.
    fn route(&self, checked: SocketAddr) -> SocketAddr {
        checked
    }
}

/// Names as the system looks them up.
#[derive(Debug)]
struct OfSystem;

impl Names for OfSystem {
    fn look_up(&self, place: &str) -> io::Result<Vec<SocketAddr>> {
        place.to_socket_addrs().map(Iterator::collect)
    }
}

/// What lies between this computer and a server.
#[derive(Clone, Debug)]
pub struct Network {
    names: Arc<dyn Names>,
    proxy: Option<Proxy>,
    authorities: RootCerts,
}

impl Network {
    /// The system's names, the proxy that the environment names, the authorities that browsers
    /// trust.
    pub fn of_system() -> Self {
        Self {
            names: Arc::new(OfSystem),
            proxy: Proxy::try_from_env(),
            authorities: RootCerts::WebPki,
        }
    }

    /// Without a proxy, with names of one's own and the certificates (DER) of the only authorities
    /// that are trusted.
    pub fn direct(names: impl Names, authorities: &[Vec<u8>]) -> Self {
        let certificates = authorities
            .iter()
            .map(|der| Certificate::from_der(der).to_owned());
        Self {
            names: Arc::new(names),
            proxy: None,
            authorities: RootCerts::Specific(Arc::new(certificates.collect())),
        }
    }

    pub(super) fn proxy(&self) -> Option<Proxy> {
        self.proxy.clone()
    }

    /// Certificates are always checked; only by whose word is a choice.
    pub(super) fn tls(&self) -> TlsConfig {
        let authorities = self.authorities.clone();
        TlsConfig::builder().root_certs(authorities).build()
    }

    /// The names, with what they lead to checked.
    pub(super) fn checked(&self, reach: Reach) -> Checked {
        Checked {
            names: Arc::clone(&self.names),
            reach,
            side: Arc::default(),
        }
    }
}

/// How far a request may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Anywhere: the user gave the address, or it was all within a private network so far.
    Anywhere,
    /// To the public internet alone: that is where the redirect came from.
    PublicAlone,
}

/// Where a server stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// On the public internet.
    Public,
    /// In a private network or on this computer.
    Private,
}

/// Looks names up and lets only those addresses through that may be reached. Private ones among
/// public ones are always left out.
#[derive(Debug)]
pub(super) struct Checked {
    names: Arc<dyn Names>,
    reach: Reach,
    side: Arc<OnceLock<Side>>,
}

/// All addresses of a host are private, and it may not be reached.
#[derive(Debug, thiserror::Error)]
#[error("a private address")]
pub(super) struct NotPublic;

impl Checked {
    /// Where the server that was looked up stands; empty as long as none was.
    pub(super) fn side(&self) -> Arc<OnceLock<Side>> {
        Arc::clone(&self.side)
    }

    /// Those of a host's addresses that may be reached.
    fn allowed(&self, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, ureq::Error> {
        let (public, private): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|one| is_public(one.ip()));
        let (chosen, side) = if public.is_empty() {
            (private, Side::Private)
        } else {
            (public, Side::Public)
        };
        if chosen.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        if side == Side::Private && self.reach == Reach::PublicAlone {
            return Err(ureq::Error::Other(Box::new(NotPublic)));
        }
        self.side.get_or_init(|| side);
        Ok(chosen)
    }

    /// Looks a name up on a thread of its own, since systems do not let one stop waiting.
    fn look_up(&self, place: String, timeout: NextTimeout) -> Result<Vec<SocketAddr>, ureq::Error> {
        let (sender, receiver) = mpsc::channel();
        let names = Arc::clone(&self.names);
        let ask = move || {
            // Nobody listens any more if it took too long.
            let _ = sender.send(names.look_up(&place));
        };
        thread::Builder::new().name("look-up".into()).spawn(ask)?;
        match receiver.recv_timeout(*timeout.after) {
            Ok(found) => found.map_err(|_| ureq::Error::HostNotFound),
            Err(RecvTimeoutError::Timeout) => Err(ureq::Error::Timeout(timeout.reason)),
            Err(RecvTimeoutError::Disconnected) => Err(ureq::Error::HostNotFound),
        }
    }
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(ureq::Error::HostNotFound);
        };
        let place = DefaultResolver::host_and_port(scheme, authority);
        let found = self.look_up(place.ok_or(ureq::Error::HostNotFound)?, timeout)?;
        let is_proxy = config.proxy().is_some_and(|proxy| proxy.uri() == uri);
        let chosen = if is_proxy {
            found
        } else {
            self.allowed(found)?
        };
        let mut result = self.empty();
        for one in in_turn(chosen).take(MOST) {
            result.push(self.names.route(one));
        }
        Ok(result)
    }
}

/// Addresses in the order in which they are tried: the kind that the system prefers and the other
/// one in turn, since often one kind alone leads nowhere.
fn in_turn(addresses: Vec<SocketAddr>) -> impl Iterator<Item = SocketAddr> {
    let six_first = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|one| one.is_ipv6() == six_first);
    let longest = first.len().max(second.len());
    (0..longest).flat_map(move |at| {
        [first.get(at).copied(), second.get(at).copied()]
            .into_iter()
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_both_kinds_are_tried_in_turn_the_preferred_kind_first() {
        for (found, tried) in [
            (
                "[2606:4700::1]:80 [2606:4700::2]:80 [2606:4700::3]:80 1.1.1.1:80 1.1.1.2:80",
                "[2606:4700::1]:80 1.1.1.1:80 [2606:4700::2]:80 1.1.1.2:80 [2606:4700::3]:80",
            ),
            (
                "1.1.1.1:80 1.1.1.2:80 [2606:4700::1]:80",
                "1.1.1.1:80 [2606:4700::1]:80 1.1.1.2:80",
            ),
            ("1.1.1.1:80 1.1.1.2:80", "1.1.1.1:80 1.1.1.2:80"),
            ("", ""),
        ] {
            let found = found.split_whitespace().map(|one| one.parse().expect(one));
            let order: Vec<String> = in_turn(found.collect())
                .map(|one| one.to_string())
                .collect();
            assert_eq!(order.join(" "), tried);
        }
    }

    fn choice(reach: Reach, addresses: &[&str]) -> (Result<Vec<String>, String>, Option<Side>) {
        let checked = Network::of_system().checked(reach);
        let found = addresses.iter().map(|one| one.parse().expect(one));
        let chosen = checked.allowed(found.collect());
        let chosen = chosen.map(|list| list.iter().map(ToString::to_string).collect());
        let side = checked.side().get().copied();
        (chosen.map_err(|why: ureq::Error| why.to_string()), side)
    }

    #[test]
    fn a_public_name_never_leads_to_a_private_address_among_its_public_ones() {
        let mixed = ["10.0.0.1:80", "8.8.8.8:80", "[::1]:80"];
        for reach in [Reach::Anywhere, Reach::PublicAlone] {
            let (chosen, side) = choice(reach, &mixed);
            assert_eq!(chosen, Ok(vec!["8.8.8.8:80".to_owned()]));
            assert_eq!(side, Some(Side::Public));
        }
    }

    #[test]
    fn a_private_address_is_reached_only_if_the_user_gave_it() {
        let (chosen, side) = choice(Reach::Anywhere, &["10.0.0.1:80", "[fd00::1]:80"]);
        assert_eq!(chosen.map(|list| list.len()), Ok(2));
        assert_eq!(side, Some(Side::Private));
        let (chosen, side) = choice(Reach::PublicAlone, &["10.0.0.1:80"]);
        assert!(chosen.is_err_and(|why| why.contains("a private address")));
        assert_eq!(side, None);
        assert!(choice(Reach::Anywhere, &[]).0.is_err());
    }
}
