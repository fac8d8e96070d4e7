//! Work that breaks off by a fault of this program: on a thread that works for the dashboard a
//! panic becomes words for the user, and whoever waits for the work does not wait for ever.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use crate::clean;

/// Does some work; gives what it gives, or what the panic said that broke it off.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| reason(&*payload))
}

/// What is told of work that broke off.
pub fn told(work: &str, why: &str) -> String {
    format!("{work} broke off, a fault of this program: {why}")
}

/// What a panic said.
fn reason(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    clean::line(text.unwrap_or("no reason given")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_gives_what_it_gives_or_why_it_broke_off() {
        assert_eq!(caught(|| 7), Ok(7));
        let row = 7;
        assert_eq!(caught::<()>(|| panic!("row {row}")), Err("row 7".into()));
        assert_eq!(caught::<()>(|| panic!("bare")), Err("bare".into()));
        let strange = caught::<()>(|| panic::panic_any(7));
        assert_eq!(strange, Err("no reason given".into()));
    }
}
