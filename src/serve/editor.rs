//! Opens a source file in the user's editor, at a line.

use super::report::Place;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How an editor is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Editor {
    /// A program and its arguments, with `{file}`, `{line}` and `{column}` in them.
    Program(Vec<String>),
    /// A URL with the same placeholders, which the system opens.
    Url(String),
    /// None can be started; the reason.
    Unusable(String),
}

/// Editors that run in a terminal, which the server cannot give them.
const IN_TERMINAL: &[&str] = &[
    "vi", "vim", "nvim", "nano", "pico", "micro", "hx", "helix", "kak", "ed", "joe", "mg", "ne",
];

impl Editor {
    /// The editor that `given` (of `--editor`, `$VISUAL` or `$EDITOR`) names: a program, with arguments that may
    /// contain placeholders; a URL with placeholders; or the scheme of a program that opens URLs as `vscode://` does.
    pub(super) fn new(given: Option<&str>) -> Self {
        let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) else {
            return Self::Unusable("no editor is set: start the server with `--editor`".to_owned());
        };
        if let Some((scheme, rest)) = given.split_once("://") {
            return Self::Url(match (rest.contains("{file}"), scheme) {
                (true, _) => given.to_owned(),
                (false, "txmt" | "mvim") => {
                    format!("{scheme}://open?url=file://{{file}}&line={{line}}&column={{column}}")
                }
                (false, "idea" | "pycharm" | "webstorm" | "phpstorm" | "rubymine") => {
                    format!("{scheme}://open?file={{file}}&line={{line}}&column={{column}}")
                }
                (false, _) => format!("{scheme}://file{{file}}:{{line}}:{{column}}"),
            });
        }
        let mut command = split(given);
        let name = command
            .first()
            .map_or("", |program| program.rsplit(['/', '\\']).next().unwrap_or(""));
        let name = name.strip_suffix(".exe").unwrap_or(name).to_owned();
        if command.iter().any(|part| part.contains("{file}")) {
            return Self::Program(command);
        }
        if IN_TERMINAL.contains(&&*name) {
            return Self::Unusable(format!(
                "`{name}` needs a terminal: start the server with `--editor` and a program that has its own window"
            ));
        }
        command.extend(arguments(&name).iter().map(|argument| (*argument).to_owned()));
        Self::Program(command)
    }

    /// Opens the file at `place` below the first of `folders` that has it.
    ///
    /// # Errors
    ///
    /// The reason why nothing opens, for the user.
    pub(super) fn open(&self, folders: &[PathBuf], place: &Place) -> Result<(), String> {
        if let Self::Unusable(reason) = self {
            return Err(reason.clone());
        }
        let file = file(folders, &place.path)
            .ok_or_else(|| format!("`{}` is not a file of the site", place.path))?;
        let fill = |text: &str| {
            text.replace("{line}", &place.line.to_string())
                .replace("{column}", &place.column.to_string())
        };
        match self {
            Self::Program(command) => {
                let file = file.to_string_lossy();
                let mut arguments = command.iter().map(|part| fill(part).replace("{file}", &file));
                let program = arguments.next().unwrap_or_default();
                let mut child = Command::new(&program)
                    .args(arguments)
                    .stdin(Stdio::null())
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
                // Whoever starts a program must collect its exit status.
                std::thread::spawn(move || child.wait());
                Ok(())
            }
            Self::Url(url) => {
                let path = super::request_path::encode(&file.to_string_lossy().replace('\\', "/"));
                let url = fill(url).replace("{file}", &path);
                open::that_detached(&url).map_err(|error| format!("`{url}` cannot be opened: {error}"))
            }
            Self::Unusable(reason) => Err(reason.clone()),
        }
    }
}

/// The arguments with which the program `name` opens a file at a line.
fn arguments(name: &str) -> &'static [&'static str] {
    match name {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" | "positron" => {
            &["-g", "{file}:{line}:{column}"]
        }
        "subl" | "sublime_text" | "zed" | "zeditor" | "lapce" => &["{file}:{line}:{column}"],
        "emacs" => &["+{line}:{column}", "{file}"],
        "emacsclient" => &["-n", "+{line}:{column}", "{file}"],
        "gvim" | "mvim" | "neovide" | "gedit" | "gnome-text-editor" | "xed" | "pluma" | "geany" => {
            &["+{line}", "{file}"]
        }
        "kate" | "kwrite" => &["-l", "{line}", "-c", "{column}", "{file}"],
        "mate" | "bbedit" => &["-l", "{line}", "{file}"],
        "idea" | "pycharm" | "webstorm" | "phpstorm" | "rubymine" | "goland" | "clion" | "rustrover" => {
            &["--line", "{line}", "--column", "{column}", "{file}"]
        }
        "notepad++" => &["-n{line}", "-c{column}", "{file}"],
        _ => &["{file}"],
    }
}

/// The words of a command line: separated by blanks, which single or double quotes protect.
fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The file at `path` below one of `folders`. A path from a browser must not leave them.
fn file(folders: &[PathBuf], path: &str) -> Option<PathBuf> {
    let is_plain = |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_));
    if !Path::new(path).components().all(is_plain) {
        return None;
    }
    let files = folders.iter().map(|folder| folder.join(path));
    files.into_iter().find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::{Editor, file};

    fn program(given: &str) -> Vec<String> {
        match Editor::new(Some(given)) {
            Editor::Program(command) => command,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn known_editors_are_given_the_line_in_their_way() {
        assert_eq!(
            program("code --reuse-window"),
            ["code", "--reuse-window", "-g", "{file}:{line}:{column}"]
        );
        assert_eq!(
            program("/usr/bin/emacsclient"),
            ["/usr/bin/emacsclient", "-n", "+{line}:{column}", "{file}"]
        );
        assert_eq!(
            program("'my editor' {file} -l{line}"),
            ["my editor", "{file}", "-l{line}"]
        );
        assert_eq!(program("something"), ["something", "{file}"]);
    }

    #[test]
    fn a_scheme_is_opened_as_a_url() {
        let url = |given| match Editor::new(Some(given)) {
            Editor::Url(url) => url,
            other => panic!("{other:?}"),
        };
        assert_eq!(url("vscode://"), "vscode://file{file}:{line}:{column}");
        assert_eq!(url("x://y?f={file}&l={line}"), "x://y?f={file}&l={line}");
    }

    #[test]
    fn an_editor_without_a_window_is_refused_with_a_reason() {
        for given in [None, Some(" "), Some("vim"), Some("/usr/bin/nvim -p")] {
            assert!(matches!(Editor::new(given), Editor::Unusable(_)), "{given:?}");
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn only_files_of_the_site_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(site.join("a.md"), "").unwrap();
        std::fs::write(folder.path().join("secret"), "").unwrap();
        let folders = [site.clone()];
        assert_eq!(file(&folders, "a.md"), Some(site.join("a.md")));
        for path in ["../secret", "/etc/passwd", "./../secret", "b.md", "", "."] {
            assert_eq!(file(&folders, path), None, "{path}");
        }
    }
}
