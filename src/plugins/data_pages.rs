//! jekyll-datapage-generator: a page for each record of data, as `page_gen` in the configuration says, and the filter
//! `datapage_url`.

use super::{Plugin, Tools, generated};
use crate::diag::{Code, Diagnostic, Result};
use crate::liquid::{Context, Filter, text_of};
use crate::site::Draft;
use crate::value::{Hash, Value};

/// The plugin.
pub(super) struct DataPages;

impl Plugin for DataPages {
    fn gem(&self) -> &'static str {
        "jekyll-datapage-generator"
    }

    fn adjust(&self, draft: &mut Draft, _tools: &Tools<'_>) {
        let in_folders = draft.config.get("page_gen-dirs");
        let specifications = draft.config.get("page_gen");
        for specification in specifications.as_array().into_iter().flat_map(|all| all.iter()) {
            generate(draft, specification, &in_folders);
        }
    }

    fn filters(&self) -> &'static [Filter] {
        const FILTERS: &[Filter] = &[Filter {
            name: "datapage_url",
            arity: (1, 1),
            run: url,
            pure_text: false,
        }];
        FILTERS
    }
}

/// Letters that the gem writes without their marks, and what it writes for them.
const MARKED: &str = "ÀÁÂÃÄÅàáâãäåĀāĂăĄąÇçĆćĈĉĊċČčÐðĎďĐđÈÉÊËèéêëĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħÌÍÎÏìíîïĨĩĪīĬĭĮįİıĴĵĶķĸĹĺĻļĽľĿŀŁłÑñŃńŅņŇňŉŊŋÑñÒÓÔÕÖØòóôõöøŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšſŢţŤťŦŧÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųŴŵÝýÿŶŷŸŹźŻżŽž";
const PLAIN: &str = "AAAAAAaaaaaaAaAaAaCcCcCcCcCcDdDdDdEEEEeeeeEeEeEeEeEeGgGgGgGgHhHhIIIIiiiiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnNnnNnNnOOOOOOooooooOoOoOoRrRrRrSsSsSsSssTtTtTtUUUUuuuuUuUuUuUuUuUuWwYyyYyYZzZzZz";

/// A name as it is in file names and URLs.
fn file_name(value: &Value) -> String {
    if let Value::Int(number) = value {
        return number.to_string();
    }
    let plain = |letter: char| {
        let at = MARKED.chars().position(|marked| marked == letter);
        at.and_then(|at| PLAIN.chars().nth(at)).unwrap_or(letter)
    };
    let name = text_of(value)
        .chars()
        .map(plain)
        .collect::<String>()
        .to_lowercase();
    let name = name.trim().replace(' ', "-");
    let keeps = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-');
    name.chars().filter(keeps).collect()
}

/// The URL of the page of a record.
#[expect(clippy::unnecessary_wraps, reason = "the form of a filter")]
fn url(context: &mut Context<'_>, input: Value, args: &[Value]) -> Result<Value> {
    let site = context.global("site").unwrap_or_default();
    let end = if site.get("page_gen-dirs").is_truthy() {
        "/"
    } else {
        ".html"
    };
    let folder = args.first().map(text_of).unwrap_or_else(|| "".into());
    Ok(Value::from(format!("{folder}/{}{end}", file_name(&input))))
}

/// The pages of one entry of `page_gen`.
fn generate(draft: &mut Draft, entry: &Value, in_folders: &Value) {
    let text = |key: &str| match entry.get(key) {
        Value::Nil => None,
        value => Some(text_of(&value).to_string()),
    };
    let data = text("data").unwrap_or_default();
    for key in ["name_expr", "title_expr", "filter_condition"] {
        if text(key).is_some() {
            let message = format!("`{key}` of `page_gen` is Ruby, which recto does not run here");
            let hint = "use `name`, `title` and `filter` with keys of the data, or copy the generator to `_plugins` and build with `--ruby`";
            draft
                .diagnostics
                .push(Diagnostic::warning(Code::UnsupportedOption, message).hint(hint));
            return;
        }
    }
    let template = text("template").unwrap_or_else(|| data.clone());
    let Some(layout) = draft.layouts.get(template.as_str()).cloned() else {
        let message = format!("`page_gen` uses the layout `{template}`, which does not exist");
        draft
            .diagnostics
            .push(Diagnostic::warning(Code::UnknownLayout, message));
        return;
    };
    let records = data
        .split('.')
        .fold(draft.data.clone(), |value, level| value.get(level));
    let records: Vec<Value> = match &records {
        Value::Hash(hash) => hash.iter().map(|(_, value)| value.clone()).collect(),
        Value::Array(items) => items.to_vec(),
        _ => Vec::new(),
    };
    let folder = text("dir").unwrap_or_else(|| data.clone());
    let extension = text("extension").unwrap_or_else(|| "html".to_owned());
    let own = entry.get("index_files");
    let in_folders = if own.is_nil() {
        in_folders.is_truthy()
    } else {
        own.is_truthy()
    };
    let filter = text("filter");
    let is_chosen = |record: &&Value| filter.as_ref().is_none_or(|key| record.get(key).is_truthy());
    for record in records.iter().filter(is_chosen) {
        let Some(named) = text("name")
            .map(|key| record.get(&key))
            .filter(|value| !value.is_nil())
        else {
            let message = format!(
                "a record of `{data}` has no `{}`, so it gets no page",
                text("name").unwrap_or_default()
            );
            draft
                .diagnostics
                .push(Diagnostic::warning(Code::InvalidConfiguration, message));
            continue;
        };
        let title = text("title")
            .map(|key| record.get(&key))
            .filter(|value| !value.is_nil());
        let name = file_name(&named);
        let path = match in_folders {
            true => format!("{folder}/{name}/index.{extension}"),
            false => format!("{folder}/{name}.{extension}"),
        };
        let mut page_data = Hash::clone(&layout.data);
        page_data.insert("title", title.unwrap_or_else(|| named.clone()));
        add(&mut page_data, entry, record);
        generated::page(draft, &path, layout.body(), page_data);
    }
}

/// Adds a record to the front matter of its page: under a key of its own, or each key by itself.
fn add(page_data: &mut Hash, entry: &Value, record: &Value) {
    let prefix = entry.get("page_data_prefix");
    if !prefix.is_nil() {
        page_data.insert(prefix, record.clone());
        return;
    }
    let Value::Hash(record) = record else { return };
    for (key, value) in record.iter() {
        page_data.insert(key.clone(), value.clone());
    }
    if let Some(name) = record.get("name") {
        page_data.insert("_name", name.clone());
    }
}
