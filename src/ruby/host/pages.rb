# frozen_string_literal: true

# Pages and documents: what recto needs to know of them, and what plugins do to them while they render.
module Recto
  module Pages
    # What recto shows of a page by itself.
    ATTRIBUTES = %w(content dir excerpt name path url).freeze

    @variables = {}.compare_by_identity
    @globals = {}.compare_by_identity
    @converted = {}
    @first = {}

    class << self
      def site
        Recto.site
      end

      def dump(page)
        result = {
          "number" => Objects.number(page),
          "path"   => page.relative_path,
          "url"    => page.url,
          "data"   => data(page),
          "read"   => read?(page),
        }
        # recto finds the file by the URL, as Jekyll does.
        own = Recto.own?(Recto.method_file(page, :destination))
        result["output"] = below(page.destination(site.dest), site.dest) if own
        result["name"] = page.name if page.respond_to?(:name)
        result["write"] = false if page.respond_to?(:write?) && !page.write?
        text(page, result)
        result["converter"] = page.respond_to?(:output_ext) ? page.output_ext : ".html" if converted?(page)
        variables = variables_of(page)
        result["variables"] = Values.encode(variables) unless variables.empty?
        globals = globals_of(page)
        result["globals"] = Values.encode(globals) unless globals.empty?
        result
      end

      # Whether recto has read the same page: the first one of its path.
      def read?(page)
        return false unless page.instance_variable_defined?(:@recto_content) && !Recto.own?(class_file(page))

        first = (@first[Objects.key(page)] ||= page)
        first.equal?(page)
      end

      # A page that recto has not read, since a plugin has changed what is read.
      def content(message)
        page = Objects.page(message["page"])
        result = { "content" => Values.text(page.content.to_s) }
        excerpt = page.data["excerpt"]
        result["excerpt"] = Values.text(excerpt.content.to_s) if excerpt.is_a?(Jekyll::Excerpt)
        result
      end

      def below(path, folder)
        path.delete_prefix(folder).delete_prefix("/")
      end

      # Before each page renders. The texts are not rendered yet, but the hooks of a page see only those before it in any
      # case.
      def pre_render(pages, payload)
        pages.each do |page|
          next unless owners(page).any? { |owner| Hooks.any?(owner, :pre_render) }

          prepare(page, payload)
          before = payload["page"].dup
          page.trigger_hooks(:pre_render, payload)
          note(page, payload, before)
        end
      end

      # Tags see the page as it is while it renders.
      def prepare(page, payload)
        payload["page"] = page.to_liquid
        payload["paginator"] = page.respond_to?(:pager) ? page.pager.to_liquid : nil
        payload["site"].current_document = page if payload["site"].respond_to?(:current_document=)
        layout = site.layouts[page.data["layout"]]
        payload["layout"] = layout&.data || {}
      end

      def owners(page)
        return [:pages] unless page.respond_to?(:collection)

        [:documents, page.collection&.label&.to_sym].compact
      end

      # A converter of the site's plugins changes the text of this page.
      def convert(message)
        page = find(message)
        Record.start
        text = renderer(page).converters.reduce(message["text"]) { |input, converter| converter.convert(input) }
        finish("text" => Values.text(text.to_s))
      end

      # `post_convert` and `post_render` of a page.
      def hook(message)
        page = find(message)
        page.content = message["content"]
        page.output = message["output"] if message.key?("output")
        Record.start
        page.trigger_hooks(message["event"].to_sym)
        finish("text" => Values.text((message.key?("output") ? page.output : page.content).to_s))
      end

      # After everything is written.
      def written(_message)
        Objects.all.each do |page|
          page.trigger_hooks(:post_write) if owners(page).any? { |owner| Hooks.any?(owner, :post_write) }
        end
        Jekyll::Hooks.trigger :site, :post_write, site
        {}
      end

      private

      def finish(result)
        result["read"] = Record.take
        result
      end

      # The page as Jekyll knows it. One that recto has made gets an object of its own.
      def find(message)
        found = Objects.page(message["page"])
        return found if found

        made = message["made"]
        page = Jekyll::PageWithoutAFile.new(site, site.source, made["dir"], made["name"])
        page.data.merge!(Values.decode(made["data"]))
        page.instance_variable_set(:@url, made["url"])
        page
      end

      def renderer(page)
        page.respond_to?(:renderer) ? page.renderer : Jekyll::Renderer.new(site, page)
      end

      # Whether code of the site's plugins is among the converters of the page.
      def converted?(page)
        @converted.fetch(page.extname) do |ext|
          own = renderer(page).converters.any? do |converter|
            Recto.own?(Recto.method_file(converter, :convert)) ||
              (Recto.replaces_markdown? && converter.is_a?(Jekyll::Converters::Markdown))
          end
          @converted[ext] = own
        end
      end

      def data(page)
        entries = page.data.reject { |_, value| value.is_a?(Jekyll::Excerpt) }
        Values.encode(entries)
      end

      def text(page, result)
        content = page.content.to_s
        return if result["read"] && content.hash == page.instance_variable_get(:@recto_content)

        result["content"] = Values.text(content)
        excerpt = page.data["excerpt"]
        result["excerpt"] = Values.text(excerpt.content.to_s) if excerpt.is_a?(Jekyll::Excerpt)
      end

      def note(page, payload, before)
        @globals[page] = Model.globals_of(payload).dup
        after = payload["page"]
        return unless after.is_a?(Hash) && before.is_a?(Hash)

        added = after.reject { |key, value| before.key?(key) && before[key].equal?(value) }
        @variables[page] = added unless added.empty?
      end

      # Keys of `page` in templates that are not in the front matter.
      def variables_of(page)
        own = @variables[page] || {}
        return own unless page.is_a?(Jekyll::Page) && Recto.own?(class_file(page))

        liquid = page.to_liquid
        added = liquid.reject { |key, value| %w(content excerpt).include?(key) || page.data.key?(key) && page.data[key].equal?(value) }
        added.merge(own)
      end

      def class_file(page)
        Object.const_source_location(page.class.name)&.first if page.class.name
      end

      def globals_of(page)
        globals = @globals[page] || {}
        return globals unless page.respond_to?(:pager) && page.pager

        globals.merge("paginator" => page.pager.to_liquid)
      end
    end
  end
end
