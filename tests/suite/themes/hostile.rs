//! Servers and archives that are broken, slow or hostile: each is an error, and nothing of it reaches the disk.

use super::archives::{Item, files, gem, gzip, repository, sha256, tar};
use super::registry::{Answer, Registry};
use super::{SITE, THEME, command, printed, refused, registry, site};
use crate::support::fixture::{self, SiteFolder};
use recto::config::{ThemeAccess, ThemeLimits, ThemeSources};
use recto::themes::{Asking, Fault, Gemfile, find_gem};
use std::time::{Duration, Instant};

/// A registry whose gem is these bytes, listed with their right checksum.
fn registry_with(bytes: Vec<u8>) -> Registry {
    let registry = Registry::start();
    registry.release("plain", "1.0", bytes);
    registry
}

/// The paths of all files that are left in the cache, but for locks.
fn cached(folder: &SiteFolder) -> Vec<String> {
    let cache = folder.recto(&["theme", "list"]);
    assert_eq!(printed(&cache), "no theme is in the cache\n");
    let files = fixture::files(folder.path()).into_keys();
    files.filter(|path| !path.starts_with("src/")).collect()
}

/// A gem whose data has one more entry.
fn with(item: Item<'_>) -> Vec<u8> {
    let mut items = files(THEME);
    items.push(item);
    gem("plain", "1.0", &[], &items)
}

#[test]
fn an_archive_with_another_checksum_is_refused() {
    let registry = Registry::start();
    let theme = gem("plain", "1.0", &[], &files(THEME));
    registry.list("plain", "1.0", &sha256(b"other"));
    registry.answer("/gems/plain-1.0.gem", Answer::Whole(theme));
    let folder = site(SITE);
    let lines = refused(&folder, &registry, &[]);
    assert!(
        lines.contains("not the archive that the registry describes"),
        "{lines}"
    );
    assert_eq!(cached(&folder), [""; 0]);
}

#[test]
fn an_archive_that_leaves_its_folder_is_refused() {
    for item in [
        Item::File("../../evil.html", b"x"),
        Item::File("_includes/../../../../evil.html", b"x"),
        Item::File("/tmp/recto-evil.html", b"x"),
        Item::File("_includes\\..\\evil.html", b"x"),
        Item::Link("_includes/passwd", "/etc/passwd"),
        Item::Link("_includes/up", "../../../.."),
        Item::HardLink("_includes/passwd", "/etc/passwd"),
        Item::HardLink("_includes/passwd", "../../passwd"),
    ] {
        let (registry, folder) = (registry_with(with(item)), site(SITE));
        let lines = refused(&folder, &registry, &[]);
        assert!(lines.contains("outside of its folder"), "{lines}");
        assert_eq!(cached(&folder), [""; 0]);
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    // The link leads to a folder of the archive; the file after it would be written there.
    let items = [
        Item::File("_includes/real/a.html", b"a"),
        Item::Link("_includes/link", "real"),
        Item::File("_includes/link/a.html", b"b"),
        Item::File(
            "_layouts/default.html",
            b"{% include real/a.html %}{% include link/a.html %}",
        ),
    ];
    let (registry, folder) = (registry_with(gem("plain", "1.0", &[], &items)), site(SITE));
    super::build(&folder, &registry);
    assert_eq!(super::page(&folder), "ab");
}

#[test]
fn an_archive_that_is_damaged_is_refused() {
    let whole = gem("plain", "1.0", &[], &files(THEME));
    let data = gzip(&tar("", &files(THEME)));
    let cases = [
        (whole[..whole.len() / 2].to_vec(), "cannot be read"),
        (b"<html>sign in</html>".to_vec(), "cannot be read"),
        (Vec::new(), "not a gem"),
        (tar("", &[Item::File("data.tar.gz", &data)]), "not a gem"),
        (
            tar(
                "",
                &[
                    Item::File("metadata.gz", &gzip(b"- 1")),
                    Item::File("data.tar.gz", &data),
                ],
            ),
            "specification",
        ),
        (
            tar(
                "",
                &[
                    Item::File("metadata.gz", &gzip(b"a: 1")),
                    Item::File("data.tar.gz", &data[..90]),
                ],
            ),
            "ends too early",
        ),
    ];
    for (bytes, reason) in cases {
        let (registry, folder) = (registry_with(bytes), site(SITE));
        let lines = refused(&folder, &registry, &[]);
        assert!(
            lines.contains("error[theme-not-found]") && lines.contains(reason),
            "{reason}: {lines}"
        );
        assert_eq!(cached(&folder), [""; 0]);
    }
}

#[test]
fn a_download_that_breaks_off_is_tried_again_and_then_refused() {
    let theme = gem("plain", "1.0", &[], &files(THEME));
    let registry = registry();
    registry.answer("/gems/plain-1.0.gem", Answer::Truncated(theme, 700));
    let folder = site(SITE);
    let lines = refused(&folder, &registry, &[]);
    assert!(lines.contains("breaks off"), "{lines}");
    assert_eq!(registry.requests().len(), 3, "{:?}", registry.requests());
    assert_eq!(cached(&folder), [""; 0]);
    // A repository has no checksum: what is missing shows in the archive.
    let archive = repository("plain", &files(THEME));
    registry.answer("/ann/plain/tar.gz/HEAD", Answer::Truncated(archive, 300));
    let folder = site(&[("_config.yml", "remote_theme: ann/plain\n")]);
    let lines = refused(&folder, &registry, &[]);
    assert!(lines.contains("breaks off"), "{lines}");
    assert_eq!(cached(&folder), [""; 0]);
}

#[test]
fn a_slow_server_is_given_up() {
    for path in ["/info/plain", "/gems/plain-1.0.gem"] {
        let registry = registry();
        registry.answer(path, Answer::Stalled);
        let folder = site(SITE);
        let start = Instant::now();
        let mut command = command(&folder, &registry, &["build", "-s", "src", "-d", "out"]);
        let output = command.env("RECTO_THEME_TIMEOUT", "1").output().unwrap();
        let lines = printed(&output);
        assert!(
            !output.status.success() && lines.contains("takes too long"),
            "{lines}"
        );
        assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    }
}

#[test]
fn redirects_are_followed_within_bounds_and_never_to_another_scheme() {
    let registry = registry();
    registry.answer("/info/moved", Answer::To("/info/plain".to_owned()));
    registry.answer(
        "/gems/moved-1.0.gem",
        Answer::To(format!("{}/gems/plain-1.0.gem", registry.address)),
    );
    let config = ("_config.yml", "theme: moved\nsass: {sourcemap: never}\n");
    super::build(&site(&[config, SITE[1]]), &registry);
    for (place, reason) in [
        ("/info/moved", "redirects more than 5 times"),
        ("file:///etc/passwd", "which is not followed"),
        ("ftp://127.0.0.1/x", "which is not followed"),
        ("https://127.0.0.1/x", "which is not followed"),
        ("http://", "which is not followed"),
    ] {
        registry.answer("/info/moved", Answer::To(place.to_owned()));
        let lines = refused(&site(&[config, SITE[1]]), &registry, &[]);
        assert!(lines.contains(reason), "{place}: {lines}");
    }
}

#[test]
fn an_answer_that_is_not_an_index_is_an_error() {
    for answer in [
        Answer::Status("500 Internal Server Error"),
        Answer::Status("403 Forbidden"),
        Answer::Whole(b"<html>sign in</html>".to_vec()),
        Answer::Whole(b"1.0 |checksum:abc\n".to_vec()),
        Answer::Whole(vec![0xff, 0xfe]),
        Answer::Whole(Vec::new()),
    ] {
        let registry = Registry::start();
        registry.answer("/info/plain", answer);
        let lines = refused(&site(SITE), &registry, &[]);
        assert!(lines.contains("error[theme-not-found]"), "{lines}");
        assert!(!registry.requests().iter().any(|path| path.ends_with(".gem")));
    }
}

/// What becomes of a gem under limits.
fn under(limits: ThemeLimits, bytes: Vec<u8>) -> Result<(), Fault> {
    let registry = registry_with(bytes);
    let (cache, source) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let sources = ThemeSources {
        access: ThemeAccess::Download,
        cache: Some(cache.path().to_owned()),
        gem_server: registry.address.clone(),
        limits,
        ..ThemeSources::default()
    };
    let asking = Asking {
        source: source.path(),
        gemfile: &Gemfile::default(),
        safe: false,
    };
    let found = find_gem("plain", &asking, &sources).map(|_| ());
    if found.is_err() {
        let left = fixture::files(cache.path())
            .into_keys()
            .filter(|path| !path.starts_with("locks/"));
        assert_eq!(left.collect::<Vec<_>>(), [""; 0]);
    }
    found
}

#[test]
fn an_archive_that_is_too_large_is_refused_before_it_fills_the_disk() {
    let limits = ThemeLimits {
        download: 100_000,
        unpacked: 3 << 20,
        entries: 40,
    };
    // Bytes that cannot be compressed, by Marsaglia's xorshift.
    let mut state = 88_172_645_463_325_252_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    })
    .take(200_000)
    .collect();
    let bomb = vec![0; 4 << 20];
    let many: Vec<String> = (0..50).map(|at| format!("_includes/{at}.html")).collect();
    let mut items = files(THEME);
    items.extend(many.iter().map(|path| Item::File(path, b"")));
    for bytes in [
        with(Item::File("assets/noise.bin", &noise)),
        with(Item::File("assets/bomb.bin", &bomb)),
        // Files that are not kept count as well: they are decompressed.
        with(Item::File("lib/bomb.bin", &bomb)),
        gem("plain", "1.0", &[], &items),
    ] {
        let found = under(limits, bytes);
        assert!(matches!(found, Err(Fault::TooLarge(_))), "{found:?}");
    }
    assert_eq!(under(limits, gem("plain", "1.0", &[], &files(THEME))), Ok(()));
}

#[test]
fn links_cannot_multiply_a_file_beyond_the_limit() {
    let limits = ThemeLimits {
        download: 100_000,
        unpacked: 1 << 20,
        entries: 1000,
    };
    let file = vec![b'x'; 300_000];
    let mut items = vec![Item::File("_includes/a.html", &file)];
    let names: Vec<String> = (0..10).map(|at| format!("_includes/{at}.html")).collect();
    items.extend(names.iter().map(|name| Item::Link(name, "a.html")));
    let found = under(limits, gem("plain", "1.0", &[], &items));
    assert!(matches!(found, Err(Fault::TooLarge(_))), "{found:?}");
}
