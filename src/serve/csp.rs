//! Extends the content security policy of a page so that the script of the server may run in it.
//!
//! A site with a strict policy (`script-src 'nonce-…'`, `default-src 'none'`) is previewed under that policy; only
//! the addresses of the server itself are added, or its script gets the nonce that the policy asks for.

/// What the script of the server needs to run under a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Allowed {
    /// The policy, extended.
    pub(super) policy: String,
    /// The nonce that the script element must have.
    pub(super) nonce: Option<String>,
}

/// The nonce of a policy that has none and needs one.
const OWN_NONCE: &str = "recto";

/// Extends `policy` for a server at `host` (`localhost:4000`).
pub(super) fn extend(policy: &str, host: &str) -> Allowed {
    let mut directives = policy
        .split(';')
        .map(|directive| {
            directive
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|directive| !directive.is_empty())
        .collect::<Vec<_>>();
    let own = [
        format!("http://{host}/__recto/"),
        format!("https://{host}/__recto/"),
    ];
    let sockets = [format!("ws://{host}/__recto/"), format!("wss://{host}/__recto/")];
    let nonce = allow_script(&mut directives, &own);
    if let Some(sources) = directive(&mut directives, &["connect-src", "default-src"]) {
        add(sources, own.iter().chain(&sockets));
    }
    Allowed {
        policy: directives
            .iter()
            .map(|directive| directive.join(" "))
            .collect::<Vec<_>>()
            .join("; "),
        nonce,
    }
}

/// Allows the script and returns the nonce that it needs.
fn allow_script(directives: &mut Vec<Vec<String>>, own: &[String]) -> Option<String> {
    let names = ["script-src-elem", "script-src", "default-src"];
    let sources = directive(directives, &names)?;
    let nonce = sources.iter().find_map(|source| {
        let nonce = source.strip_prefix("'nonce-")?;
        nonce.strip_suffix('\'').map(str::to_owned)
    });
    if nonce.is_some() {
        return nonce;
    }
    if sources.iter().any(|source| source == "'strict-dynamic'") {
        // Addresses are ignored here, and so is 'unsafe-inline'.
        sources.push(format!("'nonce-{OWN_NONCE}'"));
        return Some(OWN_NONCE.to_owned());
    }
    add(sources, own.iter());
    None
}

/// The directive of the first of `names` that the policy has. One that stands for others is copied first, so that the
/// others stay as they are.
fn directive<'a>(directives: &'a mut Vec<Vec<String>>, names: &[&str]) -> Option<&'a mut Vec<String>> {
    let find = |directives: &[Vec<String>], name: &str| {
        directives
            .iter()
            .position(|directive| directive[0].eq_ignore_ascii_case(name))
    };
    let (name, at) = names
        .iter()
        .find_map(|name| find(directives, name).map(|at| (*name, at)))?;
    if name != "default-src" {
        return directives.get_mut(at);
    }
    let mut copy = directives[at].clone();
    let specific = names.iter().rev().nth(1)?;
    copy[0] = (*specific).to_owned();
    directives.push(copy);
    directives.last_mut()
}

fn add<'a>(sources: &mut Vec<String>, more: impl Iterator<Item = &'a String>) {
    sources.retain(|source| source != "'none'");
    sources.extend(more.cloned());
}

#[cfg(test)]
mod tests {
    use super::extend;

    #[track_caller]
    fn extends(policy: &str, expected: &str, nonce: Option<&str>) {
        let allowed = extend(policy, "h:1");
        let short = allowed
            .policy
            .replace("http://h:1/__recto/ https://h:1/__recto/", "OWN")
            .replace("ws://h:1/__recto/ wss://h:1/__recto/", "WS");
        assert_eq!((&*short, allowed.nonce.as_deref()), (expected, nonce));
    }

    #[test]
    fn a_policy_without_scripts_and_connections_allows_those_of_the_server() {
        extends(
            "default-src 'none'; img-src *",
            "default-src 'none'; img-src *; script-src OWN; connect-src OWN WS",
            None,
        );
        extends(
            "script-src 'self'; connect-src 'none'",
            "script-src 'self' OWN; connect-src OWN WS",
            None,
        );
    }

    #[test]
    fn a_nonce_of_the_policy_is_used() {
        extends(
            "script-src 'nonce-abc' 'strict-dynamic'",
            "script-src 'nonce-abc' 'strict-dynamic'",
            Some("abc"),
        );
        extends(
            "script-src 'sha256-x' 'strict-dynamic'",
            "script-src 'sha256-x' 'strict-dynamic' 'nonce-recto'",
            Some("recto"),
        );
    }

    #[test]
    fn a_policy_about_other_things_stays() {
        extends("img-src 'self'", "img-src 'self'", None);
        extends("", "", None);
    }
}
