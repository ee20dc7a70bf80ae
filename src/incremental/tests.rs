use super::{
    Cached, Dependency, Fingerprint, Fingerprints, PageId, Part, Reader, Reason, Shared, capture, reader,
    record, record_of_page, replay, track,
};

/// Everything has the fingerprint 1, but for source maps, of which each page sees as many as its number.
struct Site;

impl Fingerprints for Site {
    fn fingerprint(&self, dependency: &Dependency, reader: Reader) -> Option<Fingerprint> {
        match dependency {
            Dependency::SourceMaps => Some(u64::from(reader.page.0)),
            Dependency::File(_) => None,
            _ => Some(1),
        }
    }
}

fn body(page: u32) -> Reader {
    Reader {
        page: PageId(page),
        part: Part::Body,
    }
}

fn recorded(work: impl FnOnce()) -> Vec<Dependency> {
    track(body(0), work).1.iter().cloned().collect()
}

#[test]
fn a_rendering_inside_another_has_dependencies_of_its_own() {
    let dependencies = recorded(|| {
        record(|| Dependency::Pages);
        let (_, inner) = track(body(1), || {
            assert_eq!(reader(), Some(body(1)));
            record(|| Dependency::StaticFiles);
        });
        assert_eq!(
            inner.iter().cloned().collect::<Vec<_>>(),
            [Dependency::StaticFiles]
        );
        record(|| Dependency::Theme);
    });
    assert_eq!(dependencies, [Dependency::Theme, Dependency::Pages]);
    assert_eq!(reader(), None);
}

#[test]
fn captured_dependencies_count_for_the_rendering_as_well_and_again_when_replayed() {
    let mut captured = None;
    let dependencies = recorded(|| {
        record(|| Dependency::Pages);
        captured = Some(capture(|| record(|| Dependency::Pages)).1);
    });
    let captured = captured.unwrap();
    assert_eq!(captured.iter().collect::<Vec<_>>(), [&Dependency::Pages]);
    assert_eq!(dependencies, [Dependency::Pages]);
    assert_eq!(recorded(|| replay(&captured)), dependencies);
}

#[test]
fn what_is_shared_depends_on_a_list_of_pages_even_where_the_current_page_is_one_of_them() {
    let mut captured = None;
    let dependencies = recorded(|| {
        captured = Some(capture(|| record_of_page(PageId(0), &Dependency::Pages)).1);
        record_of_page(PageId(0), &Dependency::StaticFiles);
    });
    let captured = captured.unwrap();
    assert_eq!(captured.iter().collect::<Vec<_>>(), [&Dependency::Pages]);
    assert!(captured.variants().is_some());
    assert_eq!(dependencies, [Dependency::CurrentPage, Dependency::Pages]);
}

#[test]
fn a_rendering_that_panics_leaves_no_reader_behind() {
    let render = || track(body(0), || panic!("a fault of the program"));
    assert!(std::panic::catch_unwind(render).is_err());
    assert_eq!(reader(), None);
}

#[test]
fn nothing_is_kept_that_depends_on_something_without_a_fingerprint() {
    let (_, dependencies) = track(body(0), || record(|| Dependency::File("a".into())));
    assert!(Cached::new((), &dependencies, &Site, body(0)).is_none());
}

#[test]
fn counters_are_compared_with_what_they_were_before_the_rendering() {
    let (_, dependencies) = track(body(0), || record(|| Dependency::SharedCounters(7)));
    let cached = Cached::new((), &dependencies, &Site, body(0)).unwrap();
    let changed = Reason::Changed(Dependency::SharedCounters(7));
    assert_eq!(cached.check(&Site, body(0)), Err(changed));
}

#[test]
fn pages_share_a_result_where_they_read_the_same() {
    let mut shared = Shared::default();
    let add = |shared: &mut Shared<&'static str>, value, page, dependency: Dependency| {
        let (_, dependencies) = track(body(page), || record(|| dependency));
        shared.add(value, dependencies, &Site, body(page));
    };
    add(&mut shared, "after one style sheet", 1, Dependency::SourceMaps);
    assert_eq!(shared.find(&Site, body(1)), Some(&"after one style sheet"));
    assert_eq!(shared.find(&Site, body(2)), None);
    add(&mut shared, "after two", 2, Dependency::SourceMaps);
    assert_eq!(shared.find(&Site, body(2)), Some(&"after two"));
    let dependencies = recorded(|| _ = shared.find(&Site, body(2)));
    assert_eq!(dependencies, [Dependency::SourceMaps]);
    add(&mut shared, "its own", 3, Dependency::CurrentPage);
    assert!(matches!(shared, Shared::Never));
}
