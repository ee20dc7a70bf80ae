//! The JSON schema of `recto.yml` that the manual publishes.

use std::path::Path;

#[test]
fn the_published_schema_is_the_one_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/recto.schema.json");
    let schema = serde_json::to_string_pretty(&recto::config::schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == schema,
        "`UPDATE=1 cargo test schema` writes it again"
    );
}
