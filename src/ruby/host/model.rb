# frozen_string_literal: true

# Jekyll reads the site and runs the plugins that change it. What they have changed goes to recto.
module Recto
  # Remembers what was read, before any plugin could change it.
  module Remembers
    module Document
      def read(*)
        result = super
        @recto_content = content.hash
        result
      end
    end

    module Page
      def read_yaml(*)
        result = super
        @recto_content = content.hash unless content.nil?
        result
      end
    end

    module Reader
      def read(*)
        result = super
        Model.remember
        result
      end
    end

    def self.install
      Jekyll::Document.prepend(Document)
      Jekyll::Page.prepend(Page)
      Jekyll::Reader.prepend(Reader)
    end
  end

  module Model
    # Settings of this run, which are recto's own.
    OWN_SETTINGS = %w(plugins gems source destination config plugins_dir time quiet disable_disk_cache theme exclude).freeze

    class << self
      attr_reader :payload

      def remember
        @data = hashes(site.data)
        @layouts = site.layouts.transform_values { |layout| [layout.content, layout.data].hash }
      end

      def hashes(table)
        table.respond_to?(:transform_values) ? table.transform_values(&:hash) : {}
      end

      def read(scratch)
        @scratch = scratch
        Remembers.install
        Recto.reset
        site.read
        site.generate
        @payload = site.site_payload
        Jekyll::Hooks.trigger :site, :pre_render, site, payload
        Objects.enumerate(site.collections.each_value.flat_map(&:docs) + site.pages)
        globals = globals_of(payload)
        Pages.pre_render(Objects.all, payload)
        dumped = dump.merge("globals" => Values.encode(globals))
        Recto.watch_reads
        dumped
      end

      def site
        Recto.site
      end

      # Variables that hooks have added to the payload.
      def globals_of(payload)
        added = payload.instance_variable_get(:@fallback_data) || {}
        added.merge(payload.instance_variable_get(:@mutations) || {})
      end

      private

      def dump
        {
          "collections" => site.collections.map { |label, collection| collection(label, collection) },
          "pages"       => site.pages.map { |page| Pages.dump(page) },
          "files"       => site.static_files.map { |file| file(file) },
          "data"        => changed(site.data, @data),
          "removed"     => (@data || {}).keys - (site.data.respond_to?(:keys) ? site.data.keys : []),
          "config"      => changed(site.config, Recto.config_before).reject { |key, _| OWN_SETTINGS.include?(key) },
          "layouts"     => layouts,
        }
      end

      def collection(label, collection)
        {
          "label"    => label,
          "output"   => collection.write? ? true : false,
          "metadata" => Values.encode(collection.metadata),
          "docs"     => collection.docs.map { |document| Pages.dump(document) },
        }
      end

      def changed(now, before)
        return {} unless now.respond_to?(:each_pair)

        now.each_pair.with_object({}) do |(key, value), all|
          all[key.to_s] = Values.encode(value) if before[key] != value.hash
        end
      end

      def layouts
        site.layouts.each_with_object({}) do |(name, layout), all|
          next if @layouts[name] == [layout.content, layout.data].hash

          all[name] = { "content" => Values.text(layout.content.to_s), "data" => Values.encode(layout.data), "ext" => layout.ext }
        end
      end

      def file(file)
        result = { "path" => file.relative_path }
        result["location"] = written(file) || file.path
        result["output"] = Pages.below(file.destination(site.dest), site.dest)
        result["write"] = file.write? ? true : false if file.respond_to?(:write?)
        result["made"] = true if Recto.own?(Recto.method_file(file, :write))
        result
      end

      # A file that writes itself does so into a folder of recto's.
      def written(file)
        return unless Recto.own?(Recto.method_file(file, :write))

        dest = site.dest
        site.instance_variable_set(:@dest, @scratch)
        path = file.destination(@scratch)
        FileUtils.mkdir_p(File.dirname(path))
        file.write(@scratch)
        File.file?(path) ? path : nil
      ensure
        site.instance_variable_set(:@dest, dest) if dest
      end
    end
  end

  class << self
    attr_reader :config_before
  end
end
