//! Compiles one style sheet with the grass crate where it cannot harm the build.
//!
//! A style sheet is a program, and grass has no limits: a recursive mixin overflows the stack, and a loop without end
//! or a doubling selector fills the memory, which ends the process. So each style sheet is compiled in a process of
//! its own, this program again, which watches its own time and memory. The process gets a `Job` as JSON on its standard
//! input and answers with an `Outcome` on its standard output.
//!
//! Without a program, as in a library, a style sheet is compiled on a thread with a large stack.

use super::sass_extend::{self, Sheet};
use super::sass_imports::named;
use super::sass_indented;
use grass::codemap::SpanLoc;
use grass::{Fs, InputSyntax, Logger, Options, OutputStyle};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The argument that makes the program compile one style sheet.
pub const ARGUMENT: &str = "--compile-sass";

/// The stack of the thread that compiles. Only what is used of it takes memory.
const STACK: usize = 256 << 20;

/// How often the process looks at its memory and its time.
const PERIOD: Duration = Duration::from_millis(5);

/// The exit codes of a process that has ended itself.
const OUT_OF_TIME: u8 = 70;
const OUT_OF_MEMORY: u8 = 71;

/// A style sheet to compile.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// The file whose text it is, after Liquid.
    pub(super) main: PathBuf,
    /// The text of the style sheet.
    pub(super) text: String,
    /// Whether it is in the syntax of `.sass`.
    pub(super) indented: bool,
    /// Whether the CSS is compressed.
    pub(super) compressed: bool,
    /// Whether warnings are suppressed.
    pub(super) quiet: bool,
    /// Whether the CSS may name its encoding.
    pub(super) charset: bool,
    /// The source folder of the site.
    pub(super) root: PathBuf,
    /// The folders, with their links resolved, that no link may leave; none where links may lead anywhere.
    pub(super) inside: Vec<PathBuf>,
    /// Whether nothing outside those folders is read.
    pub(super) confined: bool,
    /// Where imports are looked up, after the source folder.
    pub(super) load_paths: Vec<PathBuf>,
    /// The bytes that the process may take.
    pub(super) memory: u64,
    /// The seconds that the process may take.
    pub(super) seconds: u64,
}

/// What became of a style sheet.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// The CSS.
    pub(super) css: Result<String, Fault>,
    /// What `@warn` and `@debug` print.
    pub(super) messages: Vec<Fault>,
    /// The files that were read or looked for.
    pub(super) read: Read,
    /// The files that exist and may not be read.
    pub(super) refused: Vec<PathBuf>,
}

/// An error in a style sheet, or a message of it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// Where, if it is known.
    pub(super) place: Option<Place>,
}

/// A part of a file; lines and columns count from 0, columns in characters.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    pub(super) text: String,
    pub(super) begin: (usize, usize),
    pub(super) end: (usize, usize),
}

/// Why a process has no outcome.
#[derive(Debug)]
pub(super) enum Crash {
    /// It could not be started, or does not understand the job.
    NotStarted(io::Error),
    /// It ended itself, or was ended by the system.
    Ended(String),
}

/// The most messages of a style sheet that are kept.
const MOST_MESSAGES: usize = 100;

/// Collects what a style sheet prints, each message once.
#[derive(Debug, Default)]
struct Log {
    messages: RefCell<Vec<Fault>>,
}

impl Log {
    fn note(&self, message: String, location: &SpanLoc) {
        let mut messages = self.messages.borrow_mut();
        let place = Some(Place::of(location));
        let message = Fault { message, place };
        if messages.len() < MOST_MESSAGES && !messages.contains(&message) {
            messages.push(message);
        }
    }
}

impl Logger for Log {
    fn debug(&self, location: SpanLoc, message: &str) {
        self.note(format!("@debug: {message}"), &location);
    }

    fn warn(&self, location: SpanLoc, message: &str) {
        // grass keeps the quotes of a text.
        let quoted = message.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        self.note(quoted.unwrap_or(message).to_owned(), &location);
    }
}

impl Place {
    fn of(location: &SpanLoc) -> Self {
        Self {
            file: PathBuf::from(location.file.name()),
            text: location.file.source().to_owned(),
            begin: (location.begin.line, location.begin.column),
            end: (location.end.line, location.end.column),
        }
    }

    /// The place behind the first `valid` bytes of `bytes`, which are UTF-8.
    fn after(file: &Path, bytes: &[u8], valid: usize) -> Self {
        let before = String::from_utf8_lossy(&bytes[..valid]);
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count());
        Self {
            file: file.to_owned(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            begin: (line, column),
            end: (line, column + 1),
        }
    }
}

impl Job {
    /// Compiles in a process of its own.
    pub(super) fn compile_apart(&self, program: &Path) -> Result<Outcome, Crash> {
        let job = serde_json::to_vec(self).map_err(|error| Crash::NotStarted(error.into()))?;
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(Crash::NotStarted)?;
        // A process that has ended does not read; its status shows why.
        if let Some(mut input) = child.stdin.take() {
            let _ = input.write_all(&job);
        }
        let output = child.wait_with_output().map_err(Crash::NotStarted)?;
        if output.status.success() {
            return serde_json::from_slice(&output.stdout).map_err(|error| Crash::NotStarted(error.into()));
        }
        let code = output.status.code().and_then(|code| u8::try_from(code).ok());
        Err(Crash::Ended(match code {
            Some(OUT_OF_TIME) => format!(
                "the style sheet takes more than {} seconds: does a loop run away? \
                 (`--budget sass-seconds=N` allows more)",
                self.seconds
            ),
            Some(OUT_OF_MEMORY) => format!(
                "the style sheet takes more than {} MB: does a loop run away? \
                 (`--budget page-memory=N` allows more)",
                self.memory >> 20
            ),
            _ => "the style sheet nests too deeply: does a mixin or a function call itself?".to_owned(),
        }))
    }

    /// Compiles on a thread with a large stack. A style sheet that recurses without end still ends the process.
    pub(super) fn compile_on_thread(&self) -> Outcome {
        let failed = |message: &str| Outcome {
            css: Err(Fault {
                message: message.to_owned(),
                place: None,
            }),
            messages: Vec::new(),
            read: Read::new(),
            refused: Vec::new(),
        };
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK);
            match thread.spawn_scoped(scope, || self.compile()) {
                Ok(thread) => thread.join().unwrap_or_else(|_| failed("the compiler failed")),
                Err(error) => failed(&format!("cannot start a thread: {error}")),
            }
        })
    }

    fn compile(&self) -> Outcome {
        let outcome = self.compile_as(self.indented);
        if outcome.css.is_err() && self.indented && self.text.contains('{') {
            // sassc takes the syntax of `.scss` in a file called `.sass`.
            let with_braces = self.compile_as(false);
            if with_braces.css.is_ok() {
                return with_braces;
            }
        }
        outcome
    }

    /// Compiles in the indented syntax or that of `.scss`, and applies `@extend` to the result.
    fn compile_as(&self, indented: bool) -> Outcome {
        let files = Files {
            job: self,
            indented,
            extends_itself: Cell::new(false),
            read: RefCell::default(),
            refused: RefCell::default(),
            broken: RefCell::default(),
        };
        let log = Log::default();
        let syntax = match indented {
            true => InputSyntax::Sass,
            false => InputSyntax::Scss,
        };
        let style = match self.compressed {
            true => OutputStyle::Compressed,
            false => OutputStyle::Expanded,
        };
        let options = Options::default()
            .style(style)
            .quiet(self.quiet)
            .allows_charset(self.charset)
            .input_syntax(syntax)
            .fs(&files)
            .logger(&log)
            .load_path(&self.root)
            .load_paths(&self.load_paths);
        let compile = || catch_unwind(AssertUnwindSafe(|| grass::from_path(&self.main, &options)));
        let mut compiled = compile();
        if let Ok(Ok(css)) = &compiled
            && let Some(sheet) = Sheet::of(css.trim_start_matches('\u{feff}'))
        {
            compiled = match catch_unwind(AssertUnwindSafe(|| extended(&sheet, style))) {
                Ok(Some(css)) => Ok(Ok(css)),
                // An error in `@extend` is reported by grass at its place.
                _ => {
                    files.extends_itself.set(true);
                    log.messages.take();
                    compile()
                }
            };
        }
        let css = match (files.broken.take(), compiled) {
            (Some(fault), _) => Err(fault),
            (None, Ok(Ok(css))) => Ok(css),
            (None, Ok(Err(error))) => Err(files.as_written(fault(&error))),
            (None, Err(_)) => Err(Fault {
                message: "the compiler cannot read the style sheet".to_owned(),
                place: None,
            }),
        };
        Outcome {
            css,
            messages: log.messages.into_inner(),
            read: files.read.into_inner(),
            refused: files.refused.into_inner().into_iter().collect(),
        }
    }
}

/// The style sheet after `@extend`; `None` if grass refuses one.
fn extended(sheet: &Sheet<'_>, style: OutputStyle) -> Option<String> {
    let options = Options::default().style(style).quiet(true).allows_charset(false);
    let compile = |skeleton: String| grass::from_string(skeleton, &options).ok();
    let skeleton = compile(sheet.skeleton())?;
    let strongest_first = match sheet.strongest_first() {
        Some(skeleton) => Some(compile(skeleton)?),
        None => None,
    };
    Some(sheet.extended(&skeleton, strongest_first.as_deref()))
}

fn fault(error: &grass::Error) -> Fault {
    match error.clone().kind() {
        grass::ErrorKind::ParseError { message, loc, .. } => Fault {
            message,
            place: Some(Place::of(&loc)),
        },
        grass::ErrorKind::IoError(error) => Fault {
            message: error.to_string(),
            place: None,
        },
        other => Fault {
            message: format!("{other:?}"),
            place: None,
        },
    }
}

/// Compiles the style sheet on standard input, as the process that `Job::compile_apart` starts.
#[must_use]
pub fn run() -> ExitCode {
    // What fails is reported by the process that waits for this one.
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = Vec::new();
    let Ok(_) = io::stdin().read_to_end(&mut input) else {
        return ExitCode::FAILURE;
    };
    let Ok(job) = serde_json::from_slice::<Job>(&input) else {
        return ExitCode::FAILURE;
    };
    let limits = (job.memory, job.seconds);
    std::thread::spawn(move || watch(limits.0, limits.1));
    let outcome = job.compile_on_thread();
    let written = serde_json::to_writer(io::stdout().lock(), &outcome);
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// How many times as long a process may wait for a processor as it may use one.
const PATIENCE: u32 = 10;

/// Whether a process that began `elapsed` ago has used up its time: that of the processor, where it is known apart from
/// the time of waiting on a busy machine.
fn is_over(elapsed: Duration, most: Duration) -> bool {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let used = clock_gettime(ClockId::ProcessCPUTime);
        u64::try_from(used.tv_sec).is_ok_and(|seconds| seconds >= most.as_secs())
            || elapsed >= most * PATIENCE
    }
    #[cfg(not(unix))]
    {
        elapsed >= most * PATIENCE
    }
}

/// Ends the process once it takes more memory or time.
fn watch(memory: u64, seconds: u64) {
    let start = Instant::now();
    loop {
        if is_over(start.elapsed(), Duration::from_secs(seconds)) {
            std::process::exit(OUT_OF_TIME.into());
        }
        let taken = memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64);
        if taken > memory {
            std::process::exit(OUT_OF_MEMORY.into());
        }
        std::thread::sleep(PERIOD);
    }
}

/// The files that a style sheet asked for, with the texts of those that there are.
pub(super) type Read = BTreeMap<PathBuf, Option<String>>;

/// The file system, except for the main file, whose text has been rendered by Liquid, and for what is in the source only by a
/// symbolic link; notes what is read.
#[derive(Debug)]
struct Files<'a> {
    job: &'a Job,
    /// The syntax of the main file.
    indented: bool,
    /// Whether grass applies `@extend`.
    extends_itself: Cell<bool>,
    read: RefCell<Read>,
    refused: RefCell<BTreeSet<PathBuf>>,
    /// The first file that could not be read. grass panics where it gets such an error itself.
    broken: RefCell<Option<Fault>>,
}

impl Files<'_> {
    /// A text of Sass as grass reads it.
    fn rewritten(&self, text: &str, indented: bool) -> Vec<u8> {
        let text = match indented {
            true => sass_indented::accepted(text),
            false => Cow::Borrowed(text),
        };
        let text = named(&text, indented);
        match self.extends_itself.get() {
            true => text.into_owned().into_bytes(),
            false => sass_extend::prepared(&text, indented).into_owned().into_bytes(),
        }
    }

    /// A fault with the text of its file before it was rewritten; lines are the same.
    fn as_written(&self, mut fault: Fault) -> Fault {
        if let Some(place) = &mut fault.place {
            match self.read.borrow().get(&place.file) {
                _ if place.file == self.job.main => place.text.clone_from(&self.job.text),
                Some(Some(text)) => place.text.clone_from(text),
                _ => {}
            }
        }
        fault
    }

    /// Whether `path` is where it seems to be, or, unless the site is confined, outside the source in plain words.
    fn allows(&self, path: &Path) -> bool {
        let job = self.job;
        if job.inside.is_empty() && !job.confined {
            return true;
        }
        let Ok(real) = path.canonicalize() else {
            return false;
        };
        let stays = job.inside.iter().any(|folder| real.starts_with(folder));
        let outside = || !crate::text::path::absolute(&job.root, path).starts_with(&job.root);
        let allowed = stays || (!job.confined && outside());
        if !allowed {
            self.refused.borrow_mut().insert(path.to_owned());
        }
        allowed
    }

    fn note_broken(&self, path: &Path, message: String, place: Option<Place>) {
        let mut broken = self.broken.borrow_mut();
        let shown = path.strip_prefix(&self.job.root).unwrap_or(path).display();
        broken.get_or_insert_with(|| Fault {
            message: format!("`{shown}` {message}"),
            place,
        });
    }
}

impl Fs for Files<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir() && self.allows(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        // A style sheet that imports its own name means another one, as with the converter that Jekyll 4.2 and 4.3
        // came with: `css/main.scss` imports `_sass/main.scss`.
        // A page is not a partial either.
        let found = path != self.job.main && path.is_file() && self.allows(path) && !is_page(path);
        if !found {
            self.read.borrow_mut().entry(path.to_owned()).or_default();
        }
        found
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "what a style sheet imports is known only while it compiles"
    )]
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.job.main {
            return Ok(self.rewritten(&self.job.text, self.indented));
        }
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.note_broken(path, format!("cannot be read: {error}"), None);
                return Ok(Vec::new());
            }
        };
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let place = Place::after(path, error.as_bytes(), error.utf8_error().valid_up_to());
            self.note_broken(path, "is not valid UTF-8".to_owned(), Some(place));
            String::new()
        });
        let indented = path.extension().is_some_and(|ext| ext == "sass");
        let rewritten = self.rewritten(&text, indented);
        self.read.borrow_mut().insert(path.to_owned(), Some(text));
        Ok(rewritten)
    }
}

/// Whether the file at `path` has front matter, which Sass does not know.
fn is_page(path: &Path) -> bool {
    let mut first = [0; 5];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut first));
    read.is_ok_and(|length| crate::discover::is_headed(&first[..length]))
}
