//! Plugins in Ruby: consent, faults, and the end of the process. What they render is compared in `jekyll_goldens`.

use crate::support::fixture::{self, SiteFolder, has_ruby};
use std::process::Output;
use std::time::{Duration, Instant};

/// A site with one Ruby file and one page.
fn site(plugin: &str, page: &str) -> SiteFolder {
    let page = format!("---\ntitle: T\n---\n{page}\n");
    fixture::with(&[
        ("_config.yml", "title: S\n"),
        ("_plugins/x.rb", plugin),
        ("index.md", &page),
    ])
}

fn build(folder: &SiteFolder, more: &[&str]) -> (Output, String) {
    let arguments = [&["build", "-s", "src", "-d", "out", "--ruby"], more].concat();
    let output = folder.recto(&arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, errors)
}

fn skipped() -> bool {
    if !has_ruby() {
        eprintln!("skipped: `ruby` with the gem `jekyll` is not installed");
        return true;
    }
    false
}

/// A tag `bad` whose `render` is this code.
fn tag(code: &str) -> String {
    format!(
        "class Bad < Liquid::Tag\n  def render(context)\n    {code}\n  end\nend\n\
         Liquid::Template.register_tag('bad', Bad)\n"
    )
}

#[test]
fn ruby_runs_only_with_its_flag_and_never_in_safe_mode() {
    if skipped() {
        return;
    }
    let folder = site(&format!("File.write('ran', '')\n{}", tag("'x'")), "{% bad %}");
    let ran = folder.path().join("ran");
    for arguments in [
        &["build", "-s", "src", "-d", "out"][..],
        &["build", "-s", "src", "-d", "out", "--ruby", "--safe"],
    ] {
        let output = folder.recto(arguments);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success());
        assert!(
            errors.contains("unknown tag `bad`") && errors.contains("--ruby"),
            "{errors}"
        );
        assert!(!ran.exists(), "{arguments:?}");
    }
    let mut command = folder.command(&["build", "-q", "-s", "src", "-d", "out"]);
    assert!(command.env("RECTO_RUBY", "1").output().unwrap().status.success());
    assert!(ran.exists());
}

#[cfg(unix)]
#[test]
fn a_site_without_plugins_that_need_ruby_starts_no_process() {
    use std::os::unix::fs::PermissionsExt;
    let folder = fixture::with(&[
        ("_config.yml", "plugins: [jekyll-feed]\n"),
        ("index.md", "---\n---\nx\n"),
    ]);
    folder.write("bin/ruby", b"#!/bin/sh\ntouch ran\n");
    let ruby = folder.path().join("bin/ruby");
    std::fs::set_permissions(&ruby, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = folder.command(&["build", "-q", "-s", "src", "-d", "out", "--ruby"]);
    command.env(
        "PATH",
        format!("{}:/usr/bin:/bin", folder.path().join("bin").display()),
    );
    assert!(command.output().unwrap().status.success());
    assert!(!folder.path().join("ran").exists());
}

#[test]
fn an_exception_is_an_error_at_the_tag_with_the_line_of_the_plugin() {
    if skipped() {
        return;
    }
    let folder = site(&tag("raise ArgumentError, 'no such colour'"), "text\n{% bad %}");
    let (output, errors) = build(&folder, &[]);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    for part in [
        "ruby-exception",
        "`ArgumentError`",
        "no such colour",
        "index.md:5:1",
        "_plugins/x.rb:3:5",
    ] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
    assert!(!folder.path().join("out/index.html").exists());
}

#[test]
fn a_plugin_that_cannot_be_loaded_is_an_error_at_its_line() {
    if skipped() {
        return;
    }
    for (plugin, parts) in [
        (
            "x = 1\nrequire 'no_such_gem_at_all'\n",
            ["`LoadError`", "_plugins/x.rb:2:1"],
        ),
        (
            "class Broken\n  def (\nend\n",
            ["`SyntaxError`", "_plugins/x.rb:3"],
        ),
        ("x = 1\nundefined_name\n", ["`NameError`", "_plugins/x.rb:2:1"]),
    ] {
        let (output, errors) = build(&site(plugin, "x"), &[]);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        for part in parts {
            assert!(errors.contains(part), "{part}: {errors}");
        }
    }
}

#[test]
fn a_process_that_ends_hangs_or_sends_garbage_ends_the_build() {
    if skipped() {
        return;
    }
    for (code, part) in [
        ("exit!(3)", "exit code 3"),
        ("Process.kill(:KILL, Process.pid)", "signal 9"),
        ("sleep 30", "did not answer within 1 s"),
        ("loop {}", "did not answer within 1 s"),
        (
            "Recto::OUT.write('garbage garbage'); Recto::OUT.flush; 'x'",
            "unreadable message",
        ),
    ] {
        let folder = site(&tag(code), "{% bad %}");
        let start = Instant::now();
        let (output, errors) = build(&folder, &["--ruby-timeout", "1"]);
        assert_eq!(output.status.code(), Some(1), "{code}: {errors}");
        assert!(
            errors.contains("ruby-host") && errors.contains(part),
            "{code}: {errors}"
        );
        assert!(start.elapsed() < Duration::from_secs(25), "{code}");
        assert!(!folder.path().join("out/index.html").exists());
    }
}

#[test]
fn what_plugins_print_does_not_disturb_the_build() {
    if skipped() {
        return;
    }
    let folder = site(
        &tag("puts 'hello'; STDOUT.puts 'there'; $stderr.puts 'you'; system('echo child'); 'x'"),
        "{% bad %}",
    );
    let (output, errors) = build(&folder, &[]);
    assert!(output.status.success(), "{errors}");
    for line in ["hello", "there", "you", "child"] {
        assert!(errors.contains(line), "{line}: {errors}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_process_outlives_a_killed_recto() {
    if skipped() {
        return;
    }
    let folder = site(
        &tag("File.write('pid', Process.pid.to_s); loop { sleep 0.1 }"),
        "{% bad %}",
    );
    let mut recto = folder
        .command(&["build", "-q", "-s", "src", "-d", "out", "--ruby"])
        .spawn()
        .unwrap();
    let pid = folder.path().join("pid");
    let deadline = Instant::now() + Duration::from_secs(60);
    let pid = loop {
        match std::fs::read_to_string(&pid) {
            Ok(pid) if !pid.is_empty() => break pid,
            _ => assert!(Instant::now() < deadline, "the tag was never rendered"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    recto.kill().unwrap();
    recto.wait().unwrap();
    let process = std::path::PathBuf::from(format!("/proc/{pid}"));
    while process.exists() {
        assert!(Instant::now() < deadline, "the process {pid} is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn hooks_that_follow_the_writing_find_the_files() {
    if skipped() {
        return;
    }
    let plugin = "Jekyll::Hooks.register(:site, :post_write) do |site|\n  \
                  File.write(File.join(site.dest, 'list.txt'), Dir.children(site.dest).sort.join(' '))\nend\n";
    let folder = site(plugin, "x");
    for _ in 0..2 {
        let (output, errors) = build(&folder, &["-q"]);
        assert!(output.status.success(), "{errors}");
        let list = std::fs::read_to_string(folder.path().join("out/list.txt")).unwrap();
        assert_eq!(list, "index.html");
    }
}
