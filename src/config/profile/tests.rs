use super::release::{fulfils, newest_jekyll};
use super::{Bundle, Compat, Jekyll, Profile, Reason, SiteKind};
use crate::highlight;
use crate::markdown::kramdown;
use crate::value::{Hash, Value};

const LOCK: &str = "GEM\n  remote: https://rubygems.org/\n  specs:\n    jekyll (4.3.3)\n      kramdown (~> 2.3)\n      \
                    rouge (>= 3.0, < 5.0)\n    kramdown (2.5.1)\n      rexml (>= 3.3.9)\n    rouge (4.5.2)\n    \
                    sass-embedded (1.77.8-x86_64-linux-gnu)\n\nDEPENDENCIES\n  jekyll (~> 4.3.3)\n";

fn of_bundle(gemfile: Option<&str>, lock: Option<&str>) -> Profile {
    let bundle = Bundle::of(
        gemfile.map(|text| ("Gemfile", text)),
        lock.map(|text| ("Gemfile.lock", text)),
    );
    Profile::resolve(SiteKind::Jekyll, bundle.as_ref(), None, None)
}

fn of_compat(configuration: &str, command_line: &str) -> Profile {
    let bundle = Bundle::of(None, Some(("Gemfile.lock", LOCK)));
    let compat = |text: &str| (!text.is_empty()).then(|| Compat::parse(text).unwrap());
    let (configuration, command_line) = (compat(configuration), compat(command_line));
    Profile::resolve(
        SiteKind::Jekyll,
        bundle.as_ref(),
        configuration.as_ref(),
        command_line.as_ref(),
    )
}

/// The releases of Jekyll, kramdown and Rouge.
fn releases(profile: &Profile) -> [&str; 3] {
    let releases = &profile.releases;
    [&releases.jekyll, &releases.kramdown, &releases.rouge]
}

#[test]
fn a_lock_file_has_the_last_word_before_compat() {
    let profile = of_bundle(Some("gem 'jekyll', '~> 4.2.0'\n"), Some(LOCK));
    assert_eq!(releases(&profile), ["4.3.3", "2.5.1", "4.5.2"]);
    assert_eq!(profile.jekyll, Jekyll::V4_3);
    assert_eq!(profile.kramdown, kramdown::Version::V2_5);
    assert_eq!(profile.rouge, highlight::Version::V4_7);
    assert_eq!(profile.reason, Reason::Lock("Gemfile.lock".into()));
    assert!(!profile.github_pages);
    assert_eq!(
        profile.to_string(),
        "Jekyll 4.3.3, kramdown 2.5.1, Rouge 4.5.2 (by the rules of 4.7), Liquid 4.0.4: from `Gemfile.lock`"
    );
}

#[test]
fn a_lock_file_of_github_pages_is_that_profile_with_its_own_releases() {
    let lock = "    github-pages (228)\n      jekyll (= 3.9.3)\n    jekyll (3.9.3)\n    kramdown (2.3.2)\n    rouge (3.26.0)\n";
    let profile = of_bundle(None, Some(lock));
    assert_eq!(releases(&profile), ["3.9.3", "2.3.2", "3.26.0"]);
    assert_eq!(profile.jekyll, Jekyll::V3_10);
    assert!(profile.github_pages);
}

#[test]
fn a_gemfile_without_lock_gets_the_newest_versions_that_it_allows() {
    let of = |gemfile: &str| of_bundle(Some(gemfile), None);
    assert_eq!(releases(&of("gem \"jekyll\"\n")), ["4.4.1", "2.5.2", "4.7.0"]);
    assert_eq!(
        releases(&of("gem 'jekyll', '~> 4.2.0' # old\n")),
        ["4.2.2", "2.5.2", "3.30.0"]
    );
    assert_eq!(
        releases(&of("gem(\"jekyll\", \">= 3.8\", \"< 4\")\n")),
        ["3.10.0", "2.5.2", "3.30.0"]
    );
    assert_eq!(
        releases(&of("gem 'jekyll', '4.3.2'\n")),
        ["4.3.2", "2.5.2", "4.7.0"]
    );
    assert_eq!(
        releases(&of("group :jekyll_plugins do\n  gem 'a'\nend\n")),
        ["4.4.1", "2.5.2", "4.7.0"]
    );
}

#[test]
fn without_a_gemfile_that_requires_jekyll_the_rules_are_those_of_jekyll_4_with_the_gems_of_github_pages() {
    let packaged = ["4.3.1", "2.4.0", "3.30.0"];
    let profile = of_bundle(None, None);
    assert_eq!(
        (releases(&profile), &profile.reason),
        (packaged, &Reason::NoGemfile)
    );
    let profile = of_bundle(Some("gem 'rails'\n# gem 'jekyll'\n"), Some("    rails (7.0.0)\n"));
    assert_eq!(
        (releases(&profile), &profile.reason),
        (packaged, &Reason::NoGemfile)
    );
}

#[test]
fn a_gemfile_that_requires_github_pages_is_that_profile() {
    let profile = of_bundle(
        Some("gem 'jekyll'\ngem 'github-pages', group: :jekyll_plugins\n"),
        None,
    );
    assert_eq!(releases(&profile), ["3.10.0", "2.4.0", "3.30.0"]);
    assert!(profile.github_pages);
}

#[test]
fn the_command_line_is_over_the_configuration_and_both_over_the_lock_file() {
    let profile = of_compat("rouge=3.30", "");
    assert_eq!(releases(&profile), ["4.3.3", "2.5.1", "3.30"]);
    assert_eq!(profile.reason, Reason::Configuration);
    let profile = of_compat("jekyll-4.3, kramdown=2.5", "");
    assert_eq!(releases(&profile), ["4.3.1", "2.5", "3.30.0"]);
    let profile = of_compat("rouge=3.30", "github-pages,jekyll=4.2");
    assert_eq!(releases(&profile), ["4.2.2", "2.4.0", "3.30.0"]);
    assert_eq!(profile.reason, Reason::CommandLine);
    assert!(profile.github_pages);
}

#[test]
fn compat_may_be_a_mapping_from_parts_to_versions() {
    let parts: Hash = [
        ("profile", Value::from("jekyll-4.4")),
        ("rouge", Value::Float(3.3)),
        ("kramdown", Value::Float(2.4)),
    ]
    .into_iter()
    .collect();
    let compat = Compat::of_value(&Value::from(parts)).unwrap();
    let profile = Profile::resolve(SiteKind::Jekyll, None, compat.as_ref(), None);
    assert_eq!(profile.rouge, highlight::Version::V3_30);
    assert_eq!(profile.kramdown, kramdown::Version::V2_4);
    assert_eq!(profile.jekyll, Jekyll::V4_4);
}

#[test]
fn an_unknown_profile_or_part_is_refused_with_a_hint() {
    let refused = |text: &str| Compat::parse(text).unwrap_err().to_string();
    assert_eq!(
        refused("jekyl-4.4"),
        "unknown profile `jekyl-4.4`: did you mean `jekyll-4.4`? Single versions are written `jekyll=4.3.4`"
    );
    assert_eq!(
        refused("roug=4"),
        "`compat` has no part `roug`: did you mean `rouge`?"
    );
    assert_eq!(
        refused("rouge=new"),
        "`new` is not a version of `rouge`: write it as in `rouge=4.7`"
    );
    assert_eq!(
        refused("liquid=5.4"),
        "there is no profile with Liquid 5.4: leave `liquid` out: every version of Jekyll takes Liquid 4.0.4"
    );
}

#[test]
fn requirements_are_rubys() {
    assert!(fulfils("4.3.4", "~> 4.3.0"));
    assert!(!fulfils("4.4.0", "~> 4.3.0"));
    assert!(fulfils("4.4.0", "~> 4.3"));
    assert!(!fulfils("5.0.0", "~> 4"));
    assert!(fulfils("4.0", "= 4.0.0"));
    assert!(fulfils("3.10.0", "> 3.9"));
    assert_eq!(newest_jekyll(&["> 9".to_owned()]), "4.4.1");
}

#[test]
fn a_site_in_rectos_own_layout_gets_the_newest_versions_whatever_the_gemfile() {
    let bundle = Bundle::of(None, Some(("Gemfile.lock", LOCK)));
    let profile = Profile::resolve(SiteKind::Recto, bundle.as_ref(), None, None);
    assert_eq!(releases(&profile), ["4.4.1", "2.5.2", "4.7.0"]);
}
