//! What `recto completions`, `recto man` and `recto schema` print, and the version.

use crate::support::fixture;

/// Standard output of a command that succeeds.
fn printed(arguments: &[&str]) -> String {
    let output = fixture::new().recto(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_completion_of_each_shell_knows_the_commands_and_their_flags() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for name in ["compare", "min-same", "livereload-ignore", "completions"] {
            assert!(script.contains(name), "{shell} lacks {name}");
        }
    }
}

#[test]
#[cfg(unix)]
fn bash_completes_commands_and_flags() {
    let folder = fixture::new();
    folder.write("recto.bash", printed(&["completions", "bash"]).as_bytes());
    let complete = |words: &str, word: &str| {
        let script = format!(
            "source recto.bash; COMP_WORDS=({words} '{word}'); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _recto recto '{word}' ''; echo \"${{COMPREPLY[@]}}\""
        );
        let output = std::process::Command::new("bash")
            .args(["--norc", "-c", &script])
            .current_dir(folder.path())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("recto", "comp"), "compare completions");
    assert_eq!(complete("recto build", "--bas"), "--baseurl");
    assert_eq!(complete("recto compare", "--sou"), "");
}

#[test]
fn the_manual_page_of_a_command_lists_its_flags() {
    let page = printed(&["man", "check"]);
    assert!(page.contains(".TH recto-check 1"), "{page}");
    assert!(page.contains("write\\-baseline"), "{page}");
    let output = fixture::new().recto(&["man", "strange"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn all_manual_pages_are_written_to_a_folder() {
    let folder = fixture::new();
    assert_eq!(
        folder.recto(&["man", "--out", "share/man/man1"]).status.code(),
        Some(0)
    );
    let pages = fixture::files(&folder.path().join("share/man/man1"));
    for page in ["recto.1", "recto-build.1", "recto-highlight-css.1"] {
        assert!(pages.contains_key(page), "{page}: {:?}", pages.keys());
    }
    let main = String::from_utf8_lossy(&pages["recto.1"]);
    assert!(main.contains("recto\\-serve(1)"), "{main}");
}

#[test]
fn the_schema_is_the_one_that_the_manual_publishes() {
    let published = crate::support::conformance::root().join("content/recto.schema.json");
    assert!(
        printed(&["schema"]) == std::fs::read_to_string(published).unwrap(),
        "`UPDATE=1 cargo test schema` writes it again"
    );
}

#[test]
fn the_version_is_the_number_of_the_manifest_in_every_spelling() {
    let expected = format!("recto {}", env!("CARGO_PKG_VERSION"));
    for flag in ["-v", "-V", "--version"] {
        assert!(printed(&[flag]).starts_with(&expected), "{flag}");
    }
    assert!(printed(&["build", "--version"]).contains(env!("CARGO_PKG_VERSION")));
}
