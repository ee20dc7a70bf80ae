//! What the answer of a server means for a link.

use super::client::{Fault, Response};

/// What is known of a link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It leads somewhere.
    Alive,
    /// It leads somewhere else for good.
    Moved(String),
    /// It leads nowhere, and why.
    Dead(String),
    /// The server does not let programs find out, and how.
    Uncertain(String),
    /// It was not asked: the time was up, or the cache does not know it.
    NotChecked,
}

/// What to do after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// This is the verdict.
    Done(Verdict),
    /// Ask again by `GET`: the server does not answer `HEAD` truthfully.
    Get,
    /// Ask there. The flag says whether the move is permanent.
    Follow(String, bool),
    /// Ask later; the verdict counts after the last try.
    Later(Verdict),
    /// The server limits its visitors: ask after so many seconds, if it says.
    Limited(Option<u64>),
}

/// What `response`, to `HEAD` if `head`, means.
pub(super) fn of_response(response: &Response, head: bool) -> Next {
    let status = response.status;
    let uncertain = |text: &str| Next::Done(Verdict::Uncertain(format!("status {status}{text}")));
    match status {
        200..=299 | 304 | 416 => Next::Done(Verdict::Alive),
        301 | 302 | 303 | 307 | 308 => match &response.location {
            Some(location) => Next::Follow(location.clone(), matches!(status, 301 | 308)),
            None => uncertain(" without a `Location`"),
        },
        400 | 403 | 404 | 405 | 410 | 501 if head => Next::Get,
        404 | 410 => Next::Done(Verdict::Dead(format!("status {status}"))),
        429 => Next::Limited(response.retry_after),
        503 if response.retry_after.is_some() => Next::Limited(response.retry_after),
        500..=599 => Next::Later(Verdict::Uncertain(format!("status {status}"))),
        403 if response.is_challenge => uncertain(", the server asks for a person"),
        _ => uncertain(""),
    }
}

/// What a failed request means.
pub(super) fn of_fault(fault: &Fault) -> Next {
    match fault {
        Fault::UnknownHost => Next::Later(Verdict::Dead("the host does not exist".to_owned())),
        Fault::Certificate(reason) => {
            Next::Done(Verdict::Dead(format!("the certificate is not valid: {reason}")))
        }
        Fault::Refused(reason) => Next::Done(Verdict::Uncertain((*reason).to_owned())),
        Fault::Timeout => Next::Later(Verdict::Uncertain("no answer in time".to_owned())),
        Fault::Connection(reason) => Next::Later(Verdict::Uncertain(reason.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16) -> Response {
        Response {
            status,
            location: None,
            retry_after: None,
            is_challenge: false,
            body: None,
        }
    }

    #[test]
    fn only_what_cannot_be_the_server_is_dead() {
        assert!(matches!(
            of_response(&response(404), false),
            Next::Done(Verdict::Dead(_))
        ));
        for status in [401, 403, 418, 451, 999] {
            let next = of_response(&response(status), false);
            assert!(
                matches!(next, Next::Done(Verdict::Uncertain(_))),
                "{status}: {next:?}"
            );
        }
        assert!(matches!(
            of_response(&response(500), false),
            Next::Later(Verdict::Uncertain(_))
        ));
    }

    #[test]
    fn a_server_that_refuses_head_is_asked_by_get() {
        for status in [403, 404, 405, 501] {
            assert_eq!(of_response(&response(status), true), Next::Get, "{status}");
        }
    }
}
