//! The files by which recto is released and installed: workflows, the action, hooks, the installer and the packages.

use crate::support::conformance::{notice, root};
use crate::support::fixture;
use regex::Regex;
use serde_yaml::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The text of a file of the repository.
fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The workflows of the repository and of a new site.
fn workflows() -> Vec<String> {
    let folders = [".github/workflows", "src/cli/new/recto/.github/workflows"];
    let files = folders.iter().flat_map(|folder| {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().display()))
    });
    files.collect()
}

/// The blocks of code in the manual that have a title, as page, title and text.
fn titled_blocks() -> Vec<(String, String, String)> {
    let fence = Regex::new("(?ms)^```[a-z]+ title=\"([^\"]+)\"\n(.*?)^```").unwrap();
    let mut blocks = Vec::new();
    for entry in walkdir::WalkDir::new(root().join("content"))
        .into_iter()
        .flatten()
    {
        if entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "md")
        {
            let page = entry.path().strip_prefix(root()).unwrap().display().to_string();
            let markdown = std::fs::read_to_string(entry.path()).unwrap();
            for block in fence.captures_iter(&markdown) {
                blocks.push((page.clone(), block[1].to_owned(), block[2].to_owned()));
            }
        }
    }
    blocks
}

#[test]
fn every_job_has_a_time_limit_and_every_workflow_asks_for_few_permissions() {
    for path in workflows().iter().filter(|path| !path.starts_with("src")) {
        let workflow: Value = serde_yaml::from_str(&text(path)).unwrap();
        assert_eq!(workflow["permissions"]["contents"], "read", "{path}");
        for (name, job) in workflow["jobs"].as_mapping().unwrap() {
            assert!(job["timeout-minutes"].as_u64().is_some(), "{path}: {name:?}");
        }
    }
}

#[test]
fn every_action_that_is_used_names_a_version() {
    let uses = Regex::new(r"(?m)uses: (\S+)").unwrap();
    let blocks = titled_blocks().into_iter().map(|(page, _, text)| (page, text));
    let files = workflows().into_iter().chain(["action.yml".to_owned()]);
    let texts: Vec<(String, String)> = files
        .map(|path| (path.clone(), text(&path)))
        .chain(blocks)
        .collect();
    let mut seen = 0;
    for (path, text) in texts {
        for used in uses.captures_iter(&text) {
            let version = used[1].split_once('@').map_or("", |(_, version)| version);
            assert!(
                version.starts_with('v') || ["stable", "master"].contains(&version),
                "{path}: {}",
                &used[1]
            );
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} were found");
}

#[test]
fn every_script_that_a_workflow_runs_exists() {
    let script = Regex::new(r"(?m)(?:run: |\s)((?:\./)?\.(?:ci|github)/[\w/-]+)").unwrap();
    for path in workflows() {
        for called in script.captures_iter(&text(&path)) {
            assert!(root().join(&called[1]).is_file(), "{path}: {}", &called[1]);
        }
    }
}

#[test]
fn installer_and_release_have_the_same_programs() {
    let release: Value = serde_yaml::from_str(&text(".github/workflows/release.yml")).unwrap();
    let matrix = release["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence();
    let mut built: Vec<&str> = matrix
        .unwrap()
        .iter()
        .map(|job| job["target"].as_str().unwrap())
        .collect();
    let installer = text("install.sh");
    let target = Regex::new(r"(?m)\) target=(\S+) ;;").unwrap();
    let mut installed: Vec<&str> = target
        .captures_iter(&installer)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    built.sort_unstable();
    installed.sort_unstable();
    assert_eq!(built, installed);
}

#[test]
fn the_manual_names_the_released_version_and_the_repository_of_the_manifest() {
    let version = env!("CARGO_PKG_VERSION");
    // Without a public address the manual has a placeholder.
    let repository = match env!("CARGO_PKG_REPOSITORY") {
        "" => "OWNER/recto",
        url => url.trim_start_matches("https://github.com/"),
    };
    let named = Regex::new(r"([\w-]+/recto)(?:@v|/v|/releases/download/v|:)(\d+\.\d+\.\d+)").unwrap();
    let mut seen = 0;
    let pages = walkdir::WalkDir::new(root().join("content"))
        .into_iter()
        .flatten();
    let files = pages
        .map(|entry| entry.path().to_owned())
        .filter(|path| path.is_file());
    for path in files.chain([root().join("README.md"), root().join(".gitlab/recto.yml")]) {
        let page = std::fs::read_to_string(&path).unwrap();
        for found in named.captures_iter(&page) {
            assert_eq!(
                (&found[1], &found[2]),
                (repository, version),
                "{}: {}",
                path.display(),
                &found[0]
            );
            seen += 1;
        }
    }
    assert!(seen > 8, "only {seen} were found");
}

/// Checks files with a tool that is not part of the build, if it is installed: `.ci/run` installs it.
fn validate(program: &str, arguments: &[&str], files: &[PathBuf]) {
    match Command::new(program).args(arguments).args(files).output() {
        Err(_) => notice(&format!(
            "{program} is not installed: {arguments:?} was not checked"
        )),
        Ok(output) => assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}

#[test]
fn workflows_action_hooks_and_templates_match_their_schemas() {
    let folder = fixture::new();
    let (mut github, mut gitlab) = (Vec::new(), vec![root().join(".gitlab/recto.yml")]);
    github.extend(workflows().iter().map(|path| root().join(path)));
    for (number, (_, title, text)) in titled_blocks().into_iter().enumerate() {
        let path = format!("{number}.yml");
        let list = match &*title {
            title if title.starts_with(".github/workflows/") => &mut github,
            ".gitlab-ci.yml" => &mut gitlab,
            _ => continue,
        };
        folder.write(&path, text.as_bytes());
        list.push(folder.path().join(path));
    }
    assert!(github.len() >= 5 && gitlab.len() >= 2, "{github:?} {gitlab:?}");
    let builtin = |schema: &str, files: &[PathBuf]| {
        validate("check-jsonschema", &["--builtin-schema", schema], files);
    };
    builtin("vendor.github-workflows", &github);
    builtin("vendor.gitlab-ci", &gitlab);
    builtin("vendor.github-actions", &[root().join("action.yml")]);
    let forms = ["bug", "difference"].map(|name| root().join(format!(".github/ISSUE_TEMPLATE/{name}.yml")));
    builtin("vendor.github-issue-forms", &forms);
    let hooks = root().join(".pre-commit-hooks.yaml");
    validate("pre-commit", &["validate-manifest"], &[hooks]);
}

#[test]
fn the_published_schema_accepts_the_configurations_of_the_manual_and_of_a_new_site() {
    let schema = root().join("content/recto.schema.json");
    let schema = schema.to_str().unwrap();
    let files = ["recto.yml", "src/cli/new/recto/recto.yml"].map(|path| root().join(path));
    validate("check-jsonschema", &["--schemafile", schema], &files);
}

#[test]
fn the_hook_runs_a_command_that_exists() {
    let hooks: Value = serde_yaml::from_str(&text(".pre-commit-hooks.yaml")).unwrap();
    let folder = fixture::with(&[("recto.yml", "title: T\n"), ("content/index.md", "# Home\n")]);
    for hook in hooks.as_sequence().unwrap() {
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(words.next(), Some("recto"));
        let arguments: Vec<&str> = words.chain(["-s", "src"]).collect();
        let output = folder.recto(&arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

/// Runs a script of the repository with `sh` or `bash` and these variables.
fn script(path: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new("bash");
    command
        .arg(root().join(path))
        .args(arguments)
        .envs(variables.iter().copied());
    for name in ["GITHUB_OUTPUT", "RECTO_VERSION", "RECTO_REPOSITORY", "RECTO_TAG"] {
        if !variables.iter().any(|(given, _)| *given == name) {
            command.env_remove(name);
        }
    }
    command.output().unwrap()
}

#[test]
#[cfg(unix)]
fn a_release_stops_if_its_tag_is_not_the_version() {
    let trial = script(".github/release-version", &[], &[]);
    let printed = String::from_utf8_lossy(&trial.stdout).into_owned();
    let expected = format!("version={}\n", env!("CARGO_PKG_VERSION"));
    assert!(printed.starts_with(&expected), "{printed}");
    let wrong = script(".github/release-version", &[], &[("RECTO_TAG", "v9.9.9")]);
    let printed = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(!wrong.status.success() && printed.contains("v9.9.9"), "{printed}");
}

#[test]
#[cfg(unix)]
fn the_change_log_has_notes_for_this_version() {
    let notes = script(".github/release-notes", &[env!("CARGO_PKG_VERSION")], &[]);
    let notes = String::from_utf8(notes.stdout).unwrap();
    assert!(notes.contains("\n- ") && !notes.contains("\n## "), "{notes}");
}

/// A folder that looks like the releases of a repository, with a package for this machine that holds `program`, and its
/// address.
#[cfg(unix)]
fn releases(program: &str) -> (fixture::SiteFolder, String) {
    let folder = fixture::new();
    let (version, target) = (env!("CARGO_PKG_VERSION"), target());
    let name = format!("recto-{version}-{target}");
    let download = folder.path().join(format!("download/v{version}"));
    let packed = folder.path().join(&name);
    std::fs::create_dir_all(&download).unwrap();
    std::fs::create_dir_all(&packed).unwrap();
    std::fs::write(packed.join("recto"), program).unwrap();
    let archive = format!("{name}.tar.gz");
    let pack = format!(
        "chmod +x {name}/recto && tar czf {0}/{archive} {name} && cd {0} && sha256sum {archive} > {archive}.sha256",
        download.display()
    );
    let status = Command::new("sh")
        .args(["-c", &pack])
        .current_dir(folder.path())
        .status();
    assert!(status.unwrap().success());
    let url = format!("file://{}", folder.path().display());
    (folder, url)
}

/// The target whose package is for this machine.
#[cfg(unix)]
fn target() -> &'static str {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("macos", "aarch64") => "aarch64-apple-darwin",
        ("macos", _) => "x86_64-apple-darwin",
        (_, "aarch64") => "aarch64-unknown-linux-musl",
        _ => "x86_64-unknown-linux-musl",
    }
}

/// Installs from `url` into `bin` of the folder.
#[cfg(unix)]
fn install(folder: &Path, url: &str) -> Output {
    let bin = folder.join("bin");
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));
    script(
        "install.sh",
        &[bin.to_str().unwrap()],
        &[("RECTO_RELEASES", url), ("RECTO_VERSION", &version)],
    )
}

#[test]
#[cfg(unix)]
fn the_installer_installs_the_program_of_a_release() {
    let (folder, url) = releases("#!/bin/sh\necho packed\n");
    let output = install(folder.path(), &url);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let run = Command::new(folder.path().join("bin/recto")).output().unwrap();
    assert_eq!(run.stdout, b"packed\n");
}

#[test]
#[cfg(unix)]
fn the_installer_refuses_a_package_whose_checksum_does_not_match() {
    let (folder, url) = releases("#!/bin/sh\necho packed\n");
    let name = format!("recto-{}-{}.tar.gz.sha256", env!("CARGO_PKG_VERSION"), target());
    let sum = folder
        .path()
        .join(format!("download/v{}/{name}", env!("CARGO_PKG_VERSION")));
    let changed = std::fs::read_to_string(&sum).unwrap();
    let first = if changed.starts_with('0') { "1" } else { "0" };
    std::fs::write(&sum, format!("{first}{}", &changed[1..])).unwrap();
    let output = install(folder.path(), &url);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(printed.contains("does not match"), "{printed}");
    assert!(!output.status.success() && !folder.path().join("bin").exists());
}

#[test]
#[cfg(unix)]
fn the_installer_needs_a_repository_and_a_release_fills_it_in() {
    let output = script("install.sh", &[], &[]);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(printed.contains("set RECTO_REPOSITORY"), "{printed}");
    let released = script(".github/installer", &["owner/recto", "v1.2.3"], &[]);
    let released = String::from_utf8(released.stdout).unwrap();
    assert!(
        released
            .contains("\nrepository=${RECTO_REPOSITORY:-owner/recto}\nversion=${RECTO_VERSION:-v1.2.3}\n")
    );
}

/// Runs the scripts of the steps of action.yml one after the other, with these inputs, in the folder; a step whose
/// input is not `true` is left out. Returns what was printed, up to the first step that fails.
#[cfg(unix)]
fn run_action(folder: &Path, url: &str, inputs: &[(&str, &str)]) -> (bool, String) {
    let action: Value = serde_yaml::from_str(&text("action.yml")).unwrap();
    let temporary = folder.join("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let added = temporary.join("path");
    std::fs::write(&added, "").unwrap();
    let input = |name: &str| {
        let given = inputs
            .iter()
            .find(|(input, _)| *input == name)
            .map(|(_, value)| *value);
        given
            .unwrap_or_else(|| action["inputs"][name]["default"].as_str().unwrap())
            .to_owned()
    };
    let expression = Regex::new(r"\$\{\{ inputs\.([\w-]+)[^}]*\}\}").unwrap();
    let mut printed = String::new();
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        let Some(script) = step["run"].as_str() else {
            continue;
        };
        let condition = step["if"]
            .as_str()
            .and_then(|condition| condition.strip_prefix("inputs."));
        if condition.is_some_and(|condition| input(condition.split(' ').next().unwrap()) != "true") {
            continue;
        }
        let path = std::fs::read_to_string(&added).unwrap().trim().to_owned();
        let mut command = Command::new("bash");
        command
            .args(["-e", "-c", &format!("exec 2>&1\n{script}")])
            .current_dir(folder)
            .env("PATH", format!("{path}:{}", std::env::var("PATH").unwrap()));
        for (name, value) in step["env"].as_mapping().unwrap() {
            let value = expression.replace_all(value.as_str().unwrap(), |found: &regex::Captures<'_>| {
                input(&found[1])
            });
            // What is left are values of GitHub, which are empty here.
            let value = if value.contains("${{") { "" } else { &*value };
            command.env(name.as_str().unwrap(), value);
        }
        command
            .env("RUNNER_TEMP", &temporary)
            .env("GITHUB_PATH", &added)
            .env("ACTION_PATH", root())
            .env("RECTO_RELEASES", url)
            .env_remove("GITHUB_STEP_SUMMARY");
        let output = command.output().unwrap();
        printed += &String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            return (false, printed);
        }
    }
    (true, printed)
}

#[test]
#[cfg(unix)]
fn the_action_annotates_broken_links_and_builds_a_site_without_them() {
    let program = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_recto"));
    let (folder, url) = releases(&program);
    folder.write("docs/recto.yml", b"title: T\n");
    folder.write("docs/content/index.md", b"[a](/gone/)\n");
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));
    let inputs = [
        ("source", "docs"),
        ("version", &version),
        ("baseurl", "/manual"),
        ("args", "-q"),
    ];
    let (succeeded, printed) = run_action(folder.path(), &url, &inputs);
    assert!(
        !succeeded && printed.contains("::error file=docs/content/index.md,line=1"),
        "{printed}"
    );
    assert!(!folder.path().join("_site").exists(), "{printed}");
    folder.write("docs/content/index.md", b"text\n");
    let (succeeded, printed) = run_action(folder.path(), &url, &inputs);
    assert!(succeeded, "{printed}");
    let page = std::fs::read_to_string(folder.path().join("_site/index.html")).unwrap();
    assert!(page.contains("/manual/assets/theme.css"), "{page}");
}
