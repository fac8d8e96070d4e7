//! The client: each request on a thread of its own, so that whoever waits for it can stop waiting
//! at once, whatever the system or a server is doing.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use super::address;
use super::exchange::{Exchange, Line};
use super::gate::Gate;
use super::{Answer, Cancel, Failure, Limits, Network, Request, TICK};

/// Gets feeds. Its clones take turns at a host.
#[derive(Clone, Debug)]
pub struct Client {
    network: Network,
    limits: Limits,
    gate: Gate,
}

impl Client {
    /// A client for the network that this computer is in.
    pub fn new(limits: Limits) -> Self {
        Self::within(Network::of_system(), limits)
    }

    /// A client for a network.
    pub fn within(network: Network, limits: Limits) -> Self {
        Self {
            network,
            limits,
            gate: Gate::default(),
        }
    }

    /// The limits that it keeps.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Asks for one feed, once, and follows its redirects. Waits for the host's turn first.
    pub fn get(&self, request: &Request, cancel: &Cancel) -> Result<Answer, Failure> {
        let line = Line::default();
        let exchange = Exchange {
            request: request.clone(),
            limits: self.limits.clone(),
            network: self.network.clone(),
            gate: self.gate.clone(),
            cancel: cancel.clone(),
            line: line.clone(),
        };
        let (sender, receiver) = mpsc::channel();
        let work = move || {
            // Nobody listens any more if it was cancelled.
            let _ = sender.send(exchange.run());
        };
        let thread = thread::Builder::new().name("fetch".into());
        let started = thread.spawn(work);
        started.map_err(|error| Failure::NoRoom(error.kind().to_string()))?;
        loop {
            match receiver.recv_timeout(TICK) {
                Ok(outcome) => return outcome,
                Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => {
                    line.cut();
                    return Err(Failure::Cancelled);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Garbled(host_of(&request.address)));
                }
            }
        }
    }
}

/// The host of an address for the user's eyes; the address itself if it names none.
pub(super) fn host_of(text: &str) -> String {
    match address::parse(text) {
        Ok(address) => address::host(&address),
        Err(_) => address::shorten(text),
    }
}
