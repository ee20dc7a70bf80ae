//! What the command line accepts.

use super::*;

fn parse(line: &str) -> Cli {
    let words = line.split(' ').map(OsString::from).collect();
    Cli::try_parse_from(flags::normal(words)).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn the_definition_is_consistent() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
}

#[test]
fn flags_are_taken_in_both_of_jekylls_spellings() {
    for line in [
        "recto build --limit_posts 3 --strict_front_matter --force_polling --disable-disk-cache",
        "recto b --limit-posts 3 --strict-front-matter --force-polling --disable_disk_cache",
        "recto -s src build -d out --config a.yml,b.yml -D --future --unpublished --no-watch -I --lsi -t",
        "recto build -s src -d out -b /docs -q -V --safe -p plugins --layouts layouts",
        "recto clean -d out",
        "recto build -d one -d two --config a.yml --config b.yml --baseurl /a --baseurl /b",
    ] {
        parse(line);
    }
}

#[test]
fn jekylls_flags_without_a_counterpart_are_accepted_with_a_notice() {
    let flags = |line: &str| match parse(line).command {
        Command::Serve(flags) => flags.jekyll_flags,
        _ => panic!("{line}"),
    };
    let harmless = "recto serve -B --show-dir-listing --skip-initial-build --livereload-port 35730";
    assert_eq!(flags(harmless).notices().len(), 2);
    for line in [
        "recto s --ssl-key b.pem",
        "recto server --ssl_cert a.pem --ssl-key b.pem --livereload-ignore '*.css,_drafts/*'",
    ] {
        parse(line);
    }
    parse("recto build --watch");
}

#[test]
fn jekylls_other_commands_are_answered() {
    for command in ["new-theme", "draft", "publish", "import", "docs"] {
        assert!(jekyll_flags::instead_of(command).is_some(), "{command}");
    }
    assert_eq!(jekyll_flags::instead_of("strange"), None);
    for option in ["--server", "--no-auto", "--paginate", "--url"] {
        assert!(jekyll_flags::instead_of_option(option).is_some(), "{option}");
    }
}

#[test]
fn profile_may_stand_alone_or_name_a_file() {
    assert_eq!(
        parse("recto --profile build").site.profile.unwrap().as_os_str(),
        "-"
    );
    assert_eq!(
        parse("recto build --profile trace.json")
            .site
            .profile
            .unwrap()
            .as_os_str(),
        "trace.json"
    );
    assert_eq!(parse("recto build").site.profile, None);
}
