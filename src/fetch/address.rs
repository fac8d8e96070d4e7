//! Where a request may go: http and https alone, and no redirect from the public internet to a
//! private network. An address that no rule calls public is private.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::failure::Failure;
use crate::clean;
use crate::news::link;

/// As much of an address as a message shows.
const SHOWN: usize = 100;

/// An http or https address with a host.
pub(super) fn parse(text: &str) -> Result<Url, Failure> {
    let parsed = Url::parse(text.trim()).ok().filter(is_web);
    parsed.ok_or_else(|| Failure::Address(shorten(text.trim())))
}

pub(super) fn is_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https") && address.has_host()
}

/// The host of an address for the user's eyes; other alphabets are spelt out (`xn--…`).
pub(super) fn host(address: &Url) -> String {
    shorten(address.host_str().unwrap_or_default())
}

/// An address for the user's eyes: without name and password, on one line, of bearable length.
pub(super) fn shown(address: &Url) -> String {
    shorten(link::bare(address.clone()).as_str())
}

/// A text from outside on one line of bearable length.
pub(super) fn shorten(text: &str) -> String {
    let line = clean::line(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}

/// The address that a host names without asking anybody: figures, or `localhost`.
pub(super) fn literal(address: &Url) -> Option<IpAddr> {
    match address.host()? {
        Host::Ipv4(four) => Some(four.into()),
        Host::Ipv6(six) => Some(six.into()),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let local = name == "localhost" || name.ends_with(".localhost");
            local.then_some(Ipv4Addr::LOCALHOST.into())
        }
    }
}

/// Whether an address lies on the public internet, by the special-purpose registries of IANA.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_four(four),
        IpAddr::V6(six) => is_public_six(six),
    }
}

fn is_public_four(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let special = match first {
        // This network, loopback, multicast, reserved, broadcast.
        0 | 127 | 224.. => true,
        // Carrier-grade NAT.
        100 => (64..=127).contains(&second),
        // Protocol assignments, 6to4 relays.
        192 if matches!((second, third), (0, 0) | (88, 99)) => true,
        // Benchmarks.
        198 if matches!(second, 18 | 19) => true,
        _ => address.is_private() || address.is_link_local() || address.is_documentation(),
    };
    !special
}

fn is_public_six(address: Ipv6Addr) -> bool {
    let words = address.segments();
    let inner = |at: usize| {
        let [[one, two], [three, four]] = [words[at].to_be_bytes(), words[at + 1].to_be_bytes()];
        is_public_four(Ipv4Addr::new(one, two, three, four))
    };
    match words {
        // An IPv4 address in another coat: mapped, NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => inner(6),
        [0x2002, ..] => inner(1),
        // Protocol assignments (Teredo among them) and documentation.
        [0x2001, 0..=0x01ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // Global unicast; all else is loopback, local, multicast or not given out.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_public_internet_is_private() {
        let private = "0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 \
            169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 \
            198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 \
            255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 \
            64:ff9b::192.168.1.1 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:20::1 2001:db8::1 \
            2002:7f00:1::1 2002:c0a8:101:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 \
            ff02::1";
        for text in private.split_whitespace() {
            let address = text.parse().expect(text);
            assert!(!is_public(address), "{text}");
        }
        let public = "1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 126.0.0.1 \
            172.15.0.1 172.32.0.1 192.0.1.1 192.167.0.1 198.17.0.1 198.20.0.1 223.255.255.254 \
            ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2001:4860:4860::8888 2002:808:808::1 2606:4700::1111 \
            2a00:1450::1";
        for text in public.split_whitespace() {
            let address = text.parse().expect(text);
            assert!(is_public(address), "{text}");
        }
    }

    #[test]
    fn an_address_in_any_spelling_of_figures_is_seen_through() {
        for text in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::1]:8080/feed",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://feeds.localhost/",
        ] {
            let literal = literal(&parse(text).expect(text)).expect(text);
            assert!(!is_public(literal), "{text}");
        }
        let name = parse("https://localhost.example.org/").expect("an address");
        assert_eq!(literal(&name), None);
    }

    #[test]
    fn only_web_addresses_are_taken() {
        for text in [
            "",
            "feed",
            "www.example.org/feed",
            "file:///etc/passwd",
            "exec:ls",
            "ftp://a.example/",
            "http://",
            "gopher://a.example/",
            "data:text/xml,<rss/>",
        ] {
            let refused = parse(text).expect_err(text);
            assert!(matches!(refused, Failure::Address(_)), "{text}");
        }
        assert!(parse(" HTTPS://Www.Example.org/feed ").is_ok());
    }

    #[test]
    fn what_is_shown_has_no_password_no_control_character_and_an_end() {
        let address = parse("https://me:secret@example.org/a\u{202e}b").expect("an address");
        assert_eq!(shown(&address), "https://example.org/a%E2%80%AEb");
        let long = parse(&format!("http://a.example/{}", "x".repeat(500))).expect("an address");
        assert_eq!(shown(&long).chars().count(), SHOWN + 1);
        let Err(Failure::Address(text)) = parse("exec:\u{1b}[2J") else {
            panic!("taken");
        };
        assert_eq!(text, "exec:·[2J");
    }
}
