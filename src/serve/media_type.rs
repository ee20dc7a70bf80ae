//! The media type that a file is served with.

/// The value of `Content-Type` for the file at `path`, by its extension.
pub(super) fn of(path: &str) -> String {
    let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let extension = extension
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let known = match &*extension {
        // Source code is shown, not downloaded.
        "conf" | "go" | "ini" | "py" | "rb" | "rs" | "sh" | "toml" => Some("text/plain"),
        // The type that the HTML standard asks for.
        "mjs" => Some("text/javascript"),
        // The types that browsers know.
        "ico" => Some("image/x-icon"),
        "xsl" | "xslt" => Some("application/xml"),
        "topojson" => Some("application/json"),
        extension => new_mime_guess::from_ext(extension).first_raw(),
    };
    let known = known.unwrap_or("application/octet-stream");
    let is_text = known.starts_with("text/") || known.ends_with("/xml") || known.ends_with("+xml");
    match is_text && !known.starts_with("image/") {
        true => format!("{known}; charset=utf-8"),
        false => known.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn text_has_a_charset_and_media_have_their_registered_type() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a/b.CSS", "text/css; charset=utf-8"),
            ("a.mjs", "text/javascript; charset=utf-8"),
            ("x.xhtml", "application/xhtml+xml; charset=utf-8"),
            ("feed.atom", "application/atom+xml; charset=utf-8"),
            ("logo.svg", "image/svg+xml"),
            ("app.webmanifest", "application/manifest+json"),
            ("sound.opus", "audio/ogg"),
            ("sound.aac", "audio/aac"),
            ("film.mkv", "video/x-matroska"),
            ("film.ts", "video/mp2t"),
            ("model.glb", "model/gltf-binary"),
            ("sheet.ods", "application/vnd.oasis.opendocument.spreadsheet"),
            ("map.topojson", "application/json"),
            ("code.rb", "text/plain; charset=utf-8"),
            ("a.d/LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }
}
