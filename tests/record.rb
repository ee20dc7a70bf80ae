# Records the HTML of the cases in `tests/cases/markdown` and `tests/cases/highlight` with kramdown and Rouge.
#
# Usage: ruby tests/record.rb [CASE.text …]; without arguments all cases. Options of kramdown are in CASE.options, a
# line `name: value` each. With kramdown 2.5, the files CASE.2_5.html are recorded, for the cases that have one; a case
# with such a file and without CASE.html has no result with kramdown 2.4. Needs the gems jekyll, kramdown,
# kramdown-parser-gfm and rouge (Debian: the package jekyll).
require "jekyll"
require "rouge"
require "yaml"

Jekyll.logger.log_level = :error

# Converts Markdown as Jekyll does with its default options.
def markdown(text, options)
  config = Jekyll.configuration("quiet" => true)
  config["kramdown"] = config["kramdown"].merge(options)
  Jekyll::Converters::Markdown.new(config).convert(text)
end

# Highlights code, without the element around it.
def highlight(language, code)
  lexer = Rouge::Lexer.find_fancy(language, code) || Rouge::Lexers::PlainText.new
  Rouge::Formatters::HTML.new.format(lexer.lex(code))
end

root = File.expand_path("cases", __dir__)
cases = ARGV.empty? ? Dir["#{root}/{markdown,highlight}/**/*.text"].sort : ARGV.map { |path| File.expand_path(path) }
extension = Gem::Version.new(Kramdown::VERSION) < Gem::Version.new("2.5") ? ".html" : ".2_5.html"
recorded = ->(path, extension) { File.exist?(path.sub(/\.text\z/, extension)) }
cases.select! { |path| recorded[path, extension] || extension == ".html" && !recorded[path, ".2_5.html"] }
changed = cases.reject do |path|
  text = File.read(path, encoding: "utf-8")
  options_file = path.sub(/\.text\z/, ".options")
  options = File.exist?(options_file) ? YAML.safe_load(File.read(options_file)) : {}
  kind, topic = path.delete_prefix("#{root}/").split("/")
  html = kind == "markdown" ? markdown(text, options) : highlight(topic, text)
  target = path.sub(/\.text\z/, extension)
  same = File.exist?(target) && File.read(target, encoding: "utf-8") == html
  File.write(target, html) unless same
  same
end
puts "#{cases.size} cases, #{changed.size} changed", changed
puts %w[jekyll kramdown kramdown-parser-gfm rouge].map { |gem| "#{gem} #{Gem.loaded_specs[gem]&.version}" }.join(", ")
