//! What went wrong on the way, told by what the library below reports.

use std::io::{Error as IoError, ErrorKind};

use rustls::CertificateError;
use ureq::{Error, Timeout};

use super::{Distrust, Failure, Limits};
use crate::clean;

/// Why a request to a host failed.
pub(super) fn why(error: Error, host: &str, limits: &Limits) -> Failure {
    let host = host.to_owned();
    match error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => Failure::Silent {
            host,
            within: limits.connect,
        },
        Error::Timeout(Timeout::SendRequest | Timeout::RecvResponse) => Failure::Mute {
            host,
            within: limits.begin,
        },
        Error::Timeout(_) => Failure::Slow {
            host,
            within: limits.total,
        },
        Error::HostNotFound => Failure::UnknownHost(host),
        Error::Rustls(error) => of_tls(&error, host),
        Error::Tls(_) | Error::TlsRequired => Failure::Handshake(host),
        Error::ConnectProxyFailed(why) => Failure::Proxy {
            host,
            why: clean::line(&why).into_owned(),
        },
        Error::Io(error) => of_connection(&error, host),
        _ => Failure::Garbled(host),
    }
}

fn of_connection(error: &IoError, host: String) -> Failure {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    if let Some(tls) = inner {
        return of_tls(tls, host);
    }
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe => Failure::CutShort(host),
        ErrorKind::InvalidData => Failure::Garbled(host),
        kind => Failure::Unreachable {
            host,
            why: kind.to_string(),
        },
    }
}

fn of_tls(error: &rustls::Error, host: String) -> Failure {
    let rustls::Error::InvalidCertificate(fault) = error else {
        return Failure::Handshake(host);
    };
    let why = match fault {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Distrust::NotYet
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Distrust::OtherHost
        }
        CertificateError::UnknownIssuer => Distrust::Stranger,
        CertificateError::Revoked => Distrust::Revoked,
        _ => Distrust::Other,
    };
    Failure::Certificate { host, why }
}
