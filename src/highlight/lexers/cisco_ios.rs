//! The configuration of Cisco's devices.

use crate::Lexer;
use crate::builder::LexerBuilder;
use crate::token::Token::*;

/// Rouge's `cisco_ios`.
pub(crate) static LEXER: Lexer = Lexer::new("cisco_ios", define);

fn define(d: &mut LexerBuilder) {
    d.state("root", |s| {
        s.rule("^!.*", C1);
        s.groups(r"^(version\s+)(.*)$", [K, Mf]);
        s.groups(r"(desc*r*i*p*t*i*o*n*)(.*?)$", [K, C1]);
        s.groups(
            r"^(inte*r*f*a*c*e*|controller|router \S+|voice translation-\S+|voice-port|line)(.*)$",
            [Kt, Nf],
        );
        s.groups(r"(password|secret)(\s+[57]\s+)(\S+)", [K, M, S2]);
        s.rule("permit|deny", Ow);
        s.groups(r"^(banner\s+)(motd\s+|login\s+)([#$%])", [K, Nf, Dl])
            .push("banner");
        s.groups(r"^(dial-peer\s+\S+\s+)(\S+)(.*?)$", [K, Na, K]);
        s.groups(r"^(vlan\s+)(\d+)$", [K, Na]);
        s.rule(
            r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:/\d{1,2})?|49\.\d{4}\.\d{4}\.\d{4}\.\d{4}\.\d{2}",
            M,
        );
        s.rule(r"[a-f0-9]{4}\.[a-f0-9]{4}\.[a-f0-9]{4}", Mh);
        s.groups(r"^(\s*no\s+)(\S+)", [Kc, K]);
        s.rule(r"^[^\n\r]\s*\S+", K);
        s.rule(r"\*+", Ni);
        s.rule(r"\n+|.", Text);
    });
    d.state("banner", |s| {
        s.rule("[^#$%]", Text);
        s.rule("[#$%]", Dl).pop();
    });
}
