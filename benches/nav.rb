# Renders the navigation of the Docker documentation with Ruby Liquid and Jekyll's own `include` tag, for benches/nav.rs.
#
# ruby nav.rb DATA.json SITE-SOURCE STEP
#
# Prints, parted by tabs: the version of Liquid, milliseconds a page (of the processor, the best of three rounds), and a
# checksum of the pages.

require "json"
require "zlib"
require "jekyll"

data = JSON.parse(File.read(ARGV[0]))
step = Integer(ARGV[2])
urls = data["urls"].each_slice(step).map(&:first)
Jekyll.logger.log_level = :error
site = Jekyll::Site.new(Jekyll.configuration("source" => ARGV[1], "config" => [], "quiet" => true, "disable_disk_cache" => true))
variables = {
  "data" => { "toc" => data["toc"], "glossary" => data["glossary"] },
  "samples" => data["samples"],
}
template = Liquid::Template.parse("{% include treebuilder.html %}{{ leftnav }}")

# All pages once; what they print.
pages = lambda do
  urls.map do |url|
    page = { "url" => url }
    template.render!({ "site" => variables, "page" => page }, :registers => { :site => site, :page => page })
  end
end

made = nil
times = Array.new(3) do
  start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  made = pages.call
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
end
puts [Liquid::VERSION, (times.min * 1000 / urls.length).round(3), Zlib.crc32(made.join)].join("\t")
