//! Addresses that entries give: http and https alone, whole, and told apart whatever tracks
//! the reader.

use std::borrow::Cow;

use url::Url;

/// The longest address that is kept, in characters.
pub const LONGEST: usize = 2000;

/// What publishers append to see where a reader came from; names that begin with `utm_` too.
const TRACKING: &[&str] = &[
    "at_campaign",
    "at_medium",
    "cmpid",
    "dclid",
    "fbclid",
    "gclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ns_campaign",
    "ns_mchannel",
    "twclid",
    "yclid",
];

/// The whole http or https address that a text names, read against the address of the page or
/// feed it stands in; none if it names something else or is too long.
pub fn web(text: &str, base: Option<&Url>) -> Option<Url> {
    let text = text.trim();
    if text.is_empty() || text.len() > 4 * LONGEST {
        return None;
    }
    let found = match (Url::parse(text), base) {
        (Ok(whole), _) => whole,
        (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => base.join(text).ok()?,
        _ => return None,
    };
    let fits = found.as_str().len() <= LONGEST;
    (is_web(&found) && fits).then_some(found)
}

/// Has a scheme that a browser may be given.
pub fn is_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https") && address.has_host()
}

/// The address without the name and the password before its host, with which it is fetched: for
/// the user's eyes, and for whatever is given away. What is no such address stays as it is.
pub fn shown(address: &str) -> Cow<'_, str> {
    let with_login = Url::parse(address)
        .ok()
        .filter(|one| !one.username().is_empty() || one.password().is_some());
    match with_login {
        Some(address) => Cow::Owned(bare(address).into()),
        None => Cow::Borrowed(address),
    }
}

/// Whether an address has a name or a password before its host.
pub fn has_login(address: &str) -> bool {
    matches!(shown(address), Cow::Owned(_))
}

/// The address without name and password.
pub fn bare(mut address: Url) -> Url {
    // Both refuse only addresses that have no host, and so no name and password either.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    address
}

/// The address by which duplicates are told: http is https, and the host is without `www.`,
/// the path without a last slash, all without fragment, usual port and tracking. What is no
/// address stays as it is. For comparing alone: a host may answer under one of its names only.
pub fn canonical(link: &str) -> String {
    let Ok(parsed) = Url::parse(link.trim()) else {
        return link.trim().to_owned();
    };
    let Some(host) = parsed.host_str().filter(|_| is_web(&parsed)) else {
        return link.trim().to_owned();
    };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = match parsed.port() {
        Some(80 | 443) | None => String::new(),
        Some(port) => format!(":{port}"),
    };
    let path = parsed.path().trim_end_matches('/');
    let kept = parsed.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = kept.filter(|one| !one.is_empty() && !tracks(one)).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("https://{host}{port}{path}{mark}{}", kept.join("&"))
}

fn tracks(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_under_several_addresses_is_one() {
        let one = "https://gov.uk/news/nrm?page=2";
        for same in [
            "http://www.gov.uk/news/nrm/?page=2&utm_source=rss#top",
            "HTTPS://GOV.UK:443/news/nrm?fbclid=x&page=2",
            " https://www.gov.uk:80/news/nrm/?UTM_Medium=feed&page=2&gclid= ",
            one,
        ] {
            assert_eq!(canonical(same), one, "{same}");
        }
        assert_ne!(canonical("https://gov.uk/news/nrm?page=3"), one);
        assert_ne!(canonical("https://gov.uk:8443/news/nrm?page=2"), one);
        assert_eq!(canonical("https://gov.uk/"), "https://gov.uk");
        assert_eq!(canonical("tag:gov.uk,2012:1"), "tag:gov.uk,2012:1");
    }

    #[test]
    fn what_is_shown_has_neither_name_nor_password() {
        for with_login in [
            "https://me:secret@gov.uk/a?b=1",
            "https://me@gov.uk/a?b=1",
            "https://:secret@gov.uk/a?b=1",
            "https://me:s%40c:r%2Fet@gov.uk/a?b=1",
        ] {
            assert_eq!(shown(with_login), "https://gov.uk/a?b=1", "{with_login}");
            assert!(has_login(with_login), "{with_login}");
        }
        for without in ["https://gov.uk/@me?a=b@c", "Letters of me@gov.uk", ""] {
            assert_eq!(shown(without), without);
            assert!(!has_login(without), "{without}");
        }
    }

    #[test]
    fn only_web_addresses_are_taken_and_made_whole() {
        let base = Url::parse("https://gov.uk/search/news.atom?q=1").expect("an address");
        let whole = |text| web(text, Some(&base)).map(String::from);
        assert_eq!(whole("/a b").as_deref(), Some("https://gov.uk/a%20b"));
        assert_eq!(whole("x").as_deref(), Some("https://gov.uk/search/x"));
        assert_eq!(whole("//b.uk/c").as_deref(), Some("https://b.uk/c"));
        for refused in [
            "javascript:alert(1)",
            "exec:ls",
            "file:///etc/passwd",
            "data:text/html,x",
            "",
            "http://",
        ] {
            assert_eq!(whole(refused), None, "{refused}");
        }
        assert_eq!(web("/a", None), None);
        assert_eq!(whole(&format!("/{}", "a".repeat(LONGEST))), None);
    }
}
