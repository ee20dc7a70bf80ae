# frozen_string_literal: true

# Loads Jekyll and the plugins of a site, and lists what they define.
module Recto
  class << self
    attr_reader :site, :missing

    # Whether plugins change how Markdown is converted.
    def replaces_markdown?
      @replaces_markdown
    end

    # Whether Jekyll builds the whole site, with the gems that recto has as well.
    def loads_all?
      @loads_all
    end

    # Gems whose work recto does itself.
    def built_in?(name)
      @built_in.include?(name.to_s)
    end

    # Whether code at `path` belongs to the site or to a gem that recto does not have.
    def own?(path)
      return false if path.nil? || path.start_with?("<internal") || %w(recto -e (eval)).include?(path)

      (@own ||= {}).fetch(path) do
        gem = path[%r!/gems/([^/]+)-\d[^/]*/!, 1]
        @own[path] = if path.start_with?(RbConfig::CONFIG["rubylibdir"])
                       false
                     elsif gem
                       !core?(gem)
                     elsif path.start_with?(@source)
                       true
                     else
                       !core?(path[%r!/(?:vendor_ruby|site_ruby|lib/ruby)/(?:[\d.]+/)?([^/]+?)(?:\.rb)?(?:/|\z)!, 1])
                     end
      end
    end

    def core?(gem)
      %w(jekyll jekyll-sass-converter jekyll-watch liquid kramdown kramdown-parser-gfm rouge sassc mercenary safe_yaml).include?(gem) || built_in?(gem)
    end

    def place(location)
      location && { "file" => location[0], "line" => location[1] }
    end

    def boot(options)
      @source = File.join(File.expand_path(options["source"]), "")
      @built_in = options["built_in"]
      @missing = []
      @notes = []
      bundle(options["source"])
      require "jekyll"
      Jekyll.logger.log_level = :warn
      Registration.install
      config = Jekyll.configuration(options["config"])
      @config_before = config.transform_values(&:hash)
      @all_plugins = Array(config["plugins"])
      drop_theme(config)
      before = Patches.before
      require_group
      @site = Jekyll::Site.new(config)
      @site.generators.select! { |generator| own?(method_file(generator, :generate)) }
      @time = Values.decode(options["time"])
      inventory(before)
    end

    def method_file(object, name)
      object.method(name).source_location&.first
    end

    # As Jekyll does it: with a Gemfile, only its gems can be loaded.
    def bundle(source)
      return if ENV["JEKYLL_NO_BUNDLER_REQUIRE"]

      gemfile = [ENV["BUNDLE_GEMFILE"], "Gemfile", File.join(source, "Gemfile")].compact.find { |path| File.file?(path) }
      return unless gemfile

      ENV["BUNDLE_GEMFILE"] = File.expand_path(gemfile)
      require "bundler"
      Bundler.ui = Bundler::UI::Silent.new
      Bundler.setup
      @group = Bundler.definition.current_dependencies.select { |gem| gem.groups.include?(:jekyll_plugins) }
    rescue LoadError, StandardError => e
      raise unless defined?(Bundler::BundlerError) && e.is_a?(Bundler::BundlerError)

      # The gems that are installed may well be enough.
      ENV.delete("BUNDLE_GEMFILE")
      @notes << "the gems of `#{gemfile}` are not installed (#{e.message.lines.first.to_s.strip}); those that are installed are used"
    end

    def require_group
      (@group || []).each do |gem|
        next if built_in?(gem.name) || !gem.should_include?

        Array(gem.autorequire || gem.name).each { |name| load_gem(name) }
      end
      ENV["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
    end

    def load_gem(name)
      require name
    rescue LoadError => e
      raise unless e.path == name || e.path == name.tr("-", "/")

      @missing << name
    end

    # Layouts of a theme that is not installed are recto's matter.
    def drop_theme(config)
      Jekyll::Theme.new(config["theme"]) if config["theme"]
    rescue StandardError
      config["theme"] = nil
    end

    def inventory(before)
      patches = Patches.after(before)
      processor = @site.config["markdown"].to_s
      @replaces_markdown = !patches.markdown.nil? || own_processor?(processor)
      filters = Registration.filters.merge(patches.filters)
      {
        "ruby"       => RUBY_VERSION,
        "jekyll"     => Jekyll::VERSION,
        "liquid"     => Liquid::VERSION,
        "kramdown"   => release("kramdown"),
        "rouge"      => release("rouge"),
        "tags"       => Registration.tags.map { |name, (tag, place)| place.merge("name" => name, "block" => tag <= Liquid::Block) } +
                        patches.tags.map { |name, place| place.merge("name" => name, "block" => Liquid::Template.tags[name] <= Liquid::Block) },
        "filters"    => filters.map { |name, place| place.merge("name" => name) },
        "generators" => plugins_of(@site.generators, :generate),
        "converters" => plugins_of(@site.converters.select { |one| own?(method_file(one, :convert)) }, :convert),
        "hooks"      => Hooks.all,
        "patches"    => patches.others,
        "markdown"   => patches.markdown || (@replaces_markdown ? processor : nil),
        "highlight"  => patches.highlight,
        "missing"    => @missing,
        "notes"      => @notes,
        "files"      => $LOADED_FEATURES.select { |path| path.start_with?(@source) },
      }
    end

    def release(gem)
      spec = Gem.loaded_specs[gem] || Gem::Specification.find_all_by_name(gem).first
      spec&.version&.to_s
    end

    # `markdown:` may name a class of a plugin.
    def own_processor?(name)
      converters = Jekyll::Converters::Markdown
      /\A[A-Z]/.match?(name) && converters.const_defined?(name) &&
        own?(converters.const_source_location(name)&.first)
    end

    def plugins_of(objects, method)
      objects.map { |one| place(one.method(method).source_location).merge("name" => one.class.to_s) }
    end
  end

  # Notes who registers tags and filters.
  module Registration
    @tags = {}
    @filters = {}

    class << self
      attr_reader :tags, :filters

      def install
        Liquid::Template.singleton_class.prepend(Recorder)
        Jekyll::External.singleton_class.prepend(Loader)
      end

      def caller_place
        location = caller_locations.find { |place| place.path != "recto" && Recto.own?(place.absolute_path || place.path) }
        location && { "file" => location.absolute_path || location.path, "line" => location.lineno }
      end

      def tag(name, tag)
        tag = Object.const_get(tag) if tag.is_a?(String)
        place = caller_place
        place ? @tags[name.to_s] = [tag, place] : @tags.delete(name.to_s)
      end

      def filter(filters)
        filters.public_instance_methods.each do |name|
          place = Recto.place(filters.instance_method(name).source_location)
          @filters[name.to_s] = place if place && Recto.own?(place["file"])
        end
      end
    end

    module Recorder
      def register_tag(name, tag)
        Registration.tag(name, tag)
        super
      end

      def register_filter(filters)
        Registration.filter(filters)
        super
      end
    end

    # Gems of recto's own are not loaded, and one that is not installed is reported later.
    module Loader
      def require_with_graceful_fail(names)
        return super if Recto.loads_all?

        Array(names).each do |name|
          next if Recto.built_in?(name)

          name.end_with?(".rb") ? require(name) : Recto.load_gem(name)
        end
      end
    end
  end

  # Hooks of the site's own plugins.
  module Hooks
    module_function

    def blocks(owner, event)
      registry = Jekyll::Hooks.instance_variable_get(:@registry)
      all = registry.dig(owner, event) || []
      all.select { |block| Recto.own?(block.source_location&.first) }
    end

    def any?(owner, event)
      !blocks(owner, event).empty?
    end

    def all
      registry = Jekyll::Hooks.instance_variable_get(:@registry)
      registry.flat_map do |owner, events|
        events.flat_map do |event, _|
          blocks(owner, event).map do |block|
            Recto.place(block.source_location).merge("owner" => owner.to_s, "event" => event.to_s)
          end
        end
      end
    end
  end
end
