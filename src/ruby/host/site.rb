# frozen_string_literal: true

# The site that Jekyll itself reads: at once where plugins change it, else when a tag asks for it.
module Recto
  # Finds the objects of the site that recto refers to.
  module Objects
    class << self
      # Documents, pages and others as recto knows them: by number once the site was read for it, else by their paths.
      def reference(value)
        case value
        when Jekyll::Document then { "$p" => number(value) || key(value) }
        when Jekyll::Drops::DocumentDrop then reference(of_drop(value))
        when Jekyll::Excerpt then { "$e" => number(value.doc) || key(value.doc) }
        when Jekyll::Page then { "$p" => number(value) || key(value) }
        when Jekyll::StaticFile then { "$s" => value.relative_path }
        when Jekyll::Drops::StaticFileDrop then reference(of_drop(value))
        when Jekyll::Collection then { "$c" => value.label }
        when Jekyll::Drops::CollectionDrop then reference(of_drop(value))
        when Jekyll::Drops::SiteDrop, Jekyll::Site then { "$site" => true }
        end
      end

      def of_drop(drop)
        drop.instance_variable_get(:@obj)
      end

      def number(value)
        @numbers && @numbers[value]
      end

      def all
        @all ||= []
      end

      # Gives everything that renders its number.
      def enumerate(objects)
        @all = objects
        @numbers = {}.compare_by_identity
        objects.each_with_index { |object, number| @numbers[object] = number }
      end

      def key(value)
        value.respond_to?(:collection) ? "#{value.collection.label}:#{value.relative_path}" : ":#{value.relative_path}"
      end

      def find(mark, what)
        case mark
        when "$p" then page(what)
        when "$e" then page(what)&.data&.fetch("excerpt", nil)
        when "$s" then Recto.site.static_files.find { |file| file.relative_path == what }
        when "$c" then Recto.site.collections[what]
        when "$site" then Recto.site
        end
      end

      def page(what)
        return all[what] if what.is_a?(Integer)
        return nil unless what

        @by_key ||= (Recto.site.documents + Recto.site.pages).to_h { |value| [key(value), value] }
        @by_key[what]
      end
    end
  end

  # Reads the site when a plugin first looks at it.
  module ReadsLate
    %i(pages posts collections data static_files layouts documents docs_to_write tags categories site_data post_attr_hash).each do |name|
      define_method(name) do |*arguments|
        Record.site = true
        Recto.read_late
        super(*arguments)
      end
    end
  end

  class << self
    # Begins a build in a process of its own.
    def begin(message)
      case message["mode"]
      when "late" then read_late_from_now
      when "read" then Model.read(message["folder"])
      when "whole" then whole(message["folder"])
      end
    end

    def reset
      @site.reset
      @site.time = @time
    end

    def read_late_from_now
      reset
      @site.singleton_class.prepend(ReadsLate)
      {}
    end

    # From now on recto learns who looks at the site.
    def watch_reads
      @read = true
      @site.singleton_class.prepend(ReadsLate)
    end

    def read_late
      return if @read

      @read = true
      Record.pause { @site.read }
    end

    # Jekyll builds the site into an empty folder; recto takes the files.
    def whole(destination)
      @loads_all = true
      (@group || []).each { |gem| Array(gem.autorequire || gem.name).each { |name| require name } if gem.should_include? }
      config = Jekyll.configuration(@options["config"].merge("destination" => destination))
      config["plugins"] = @all_plugins
      Jekyll.sites.clear
      @site = Jekyll::Site.new(config)
      time = @time
      @site.define_singleton_method(:reset) { super().tap { self.time = time } }
      @site.process
      {}
    end
  end
end
