//! What the command line accepts.

use super::*;

fn parse(line: &str) -> Cli {
    let words = line.split(' ').map(OsString::from).collect();
    super::parse(words).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn the_definition_is_consistent() {
    definition::command().debug_assert();
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
fn commands_of_other_programs_are_answered() {
    for command in ["new-theme", "draft", "publish", "docs", "init", "dev"] {
        assert!(jekyll_flags::instead_of(command).is_some(), "{command}");
    }
    assert_eq!(jekyll_flags::instead_of("strange"), None);
    for option in ["--server", "--no-auto", "--paginate", "--url"] {
        assert!(jekyll_flags::instead_of_option(option).is_some(), "{option}");
    }
}

/// The flags of the site that a command gets.
fn site(line: &str) -> SiteFlags {
    let cli = parse(line);
    cli.command.site().unwrap().or(&cli.site)
}

#[test]
fn profile_may_be_alone_or_name_a_file() {
    let profile = |line: &str| site(line).profile.map(|file| file.to_string_lossy().into_owned());
    assert_eq!(profile("recto --profile build").as_deref(), Some("-"));
    assert_eq!(
        profile("recto build --profile trace.json").as_deref(),
        Some("trace.json")
    );
    assert_eq!(profile("recto build"), None);
}

#[test]
fn flags_of_a_site_may_come_before_the_command_and_those_after_it_win() {
    let site = site("recto -s before -d there --config a.yml -q build -s after --config b.yml,c.yml");
    assert_eq!(site.source, Some("after".into()));
    assert_eq!(site.destination, Some("there".into()));
    assert_eq!(site.config, [Path::new("b.yml"), Path::new("c.yml")]);
    assert!(site.quiet && !site.verbose);
}

#[test]
fn a_flag_of_a_site_is_refused_by_a_command_that_does_not_read_one() {
    let words = ["recto", "--source", "x", "compare", "a", "b"].map(OsString::from);
    let error = super::parse(words.to_vec()).unwrap_err().to_string();
    assert!(
        error.contains("`--source` has no effect on `recto compare`"),
        "{error}"
    );
    let words = ["recto", "compare", "--source", "x", "a", "b"].map(OsString::from);
    assert!(super::parse(words.to_vec()).is_err());
}

#[test]
fn every_command_is_listed_in_the_help_with_its_description() {
    let help = definition::command().render_help().to_string();
    for command in definition::command().get_subcommands() {
        let about = command.get_about().unwrap().to_string();
        let line = help
            .lines()
            .find(|line| line.trim_start().split(' ').next() == Some(command.get_name()));
        assert!(
            line.is_some_and(|line| line.ends_with(&about)),
            "{}\n{help}",
            command.get_name()
        );
    }
    assert!(!help.contains("--source"), "{help}");
}

#[test]
fn a_flag_without_effect_on_a_command_is_not_in_its_help() {
    let help = |command: &str| {
        let mut definition = definition::command();
        let command = definition.find_subcommand_mut(command).unwrap();
        command.render_help().to_string()
    };
    for (command, shown, hidden) in [
        ("build", "--profile", "--host"),
        ("serve", "--no-watch", "--profile"),
        ("clean", "--destination", "--drafts"),
        ("check", "--drafts", "--force_polling"),
        ("compare", "--min-same", "--source"),
        ("new", "--jekyll", "--verbose"),
    ] {
        let help = help(command);
        assert!(
            help.contains(shown) && !help.contains(hidden),
            "{command}: {help}"
        );
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the manual is not a site that is built here"
)]
fn every_flag_is_in_the_manual() {
    let pages = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let pages = pages.into_iter().flatten().map(|entry| entry.into_path());
    let manual: String = pages
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let definition = definition::command();
    let mut missing = Vec::new();
    for command in definition.get_subcommands() {
        for flag in command
            .get_arguments()
            .filter(|flag| !flag.is_hide_set() && flag.get_long().is_some())
        {
            let long = format!("--{}", flag.get_long().unwrap());
            let short = flag.get_short().map(|letter| format!("`-{letter}`"));
            let found = manual.contains(&long) || short.is_some_and(|short| manual.contains(&short));
            if !found {
                missing.push(format!("{} {long}", command.get_name()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the manual is not a site that is built here"
)]
fn every_command_that_the_manual_names_can_be_parsed() {
    // In blocks of code, and in code spans with a flag. A span without one is mostly the name of the command.
    let in_block = regex::Regex::new("(?:^|&& |/)(recto [a-z][^`#&|>]*)").unwrap();
    let in_span = regex::Regex::new("`(recto [a-z][^`]* -[^`]*)`").unwrap();
    let theme = recto::highlight::css::themes().next().unwrap();
    let mut seen = 0;
    let mut faults = Vec::new();
    let content = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let pages = content.into_iter().flatten().map(|entry| entry.path().to_owned());
    for path in pages.chain([readme.into()]) {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = std::fs::read_to_string(&path).unwrap();
        // The number of backticks that opened the block.
        let mut block = None;
        for line in page.lines().map(str::trim) {
            let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
            if ticks >= 3 {
                block = match block {
                    None => Some(ticks),
                    Some(open) if ticks >= open && line.len() == ticks => None,
                    open => open,
                };
                continue;
            }
            let pattern = if block.is_some() { &in_block } else { &in_span };
            for found in pattern.captures_iter(line) {
                let line = found[1].trim().replace("THEME", theme).replace("SHELL", "bash");
                let line = line.replace(" N", " 1").replace('"', "");
                seen += 1;
                let words = line.split_whitespace().map(OsString::from).collect();
                if let Err(error) = super::parse(words)
                    && error.kind() != ErrorKind::DisplayHelp
                {
                    let message = error.to_string();
                    let message = message.lines().next().unwrap_or_default();
                    faults.push(format!("{}: {line}: {message}", path.display()));
                }
            }
        }
    }
    assert!(seen > 40, "only {seen} commands were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
