# frozen_string_literal: true

module Recto
  # What plugins replace of Jekyll and its libraries.
  class Patches
    SPACES = %r!\A(?:Jekyll|Liquid|Kramdown)\b!.freeze

    attr_reader :filters, :tags, :others, :markdown, :highlight

    class << self
      def modules
        ObjectSpace.each_object(Module).select { |one| SPACES.match?(Module.instance_method(:name).bind(one).call.to_s) }
      end

      def methods_of(one)
        one.instance_methods(false) + one.private_instance_methods(false)
      end

      # Many classes are loaded when they are first named, which may be in a plugin that changes them.
      def load_all
        [Jekyll, Jekyll::Drops, Jekyll::Converters, Jekyll::Tags].each do |space|
          space.constants.each { |name| space.const_get(name) }
        end
        require "kramdown"
        [Kramdown::Document, Kramdown::Converter::Html, Kramdown::Parser::Kramdown]
      end

      def before
        load_all
        modules.to_h { |one| [one, [methods_of(one), one.singleton_methods(false), one.ancestors]] }
      end

      def after(before)
        new(before)
      end
    end

    def initialize(before)
      @filters = {}
      @tags = {}
      @others = []
      before.each { |one, (methods, singletons, ancestors)| compare(one, methods, singletons, ancestors) }
      lexers = defined?(Rouge::Lexer) ? Rouge::Lexer.all.select { |lexer| own_class?(lexer) } : []
      lexers.each { |lexer| @highlight ||= "Rouge's lexer `#{lexer.tag}`" }
      @markdown ||= @highlight
    end

    private

    def own_class?(one)
      Recto.own?(Object.const_source_location(one.name)&.first)
    end

    def compare(one, methods, singletons, ancestors)
      methods.each { |name| note(one, name, one.instance_method(name)) if one.method_defined?(name) || one.private_method_defined?(name) }
      singletons.each { |name| note(one, name, one.method(name), ".") }
      (one.ancestors - ancestors).each do |added|
        next if one.ancestors.index(added) > one.ancestors.index(one)

        (added.instance_methods(false) & methods).each { |name| note(one, name, added.instance_method(name)) }
      end
      added = Patches.methods_of(one) - methods
      added.each { |name| addition(one, name) }
    end

    # A new method of a class of Jekyll's: it counts where templates can see it.
    def addition(one, name)
      place = Recto.place(one.instance_method(name).source_location)
      return unless place && Recto.own?(place["file"])

      @filters[name.to_s] = place if one == Jekyll::Filters && invokable?(name)
      @others << place.merge("name" => "#{one}##{name}", "kind" => "whole") if one.name.start_with?("Jekyll::Drops::")
    end

    def invokable?(name)
      template = defined?(Liquid::StrainerTemplate) && Liquid::StrainerFactory.send(:strainer_from_cache, []) rescue nil
      template.nil? || template.invokable?(name.to_s)
    end

    def note(one, name, method, sign = "#")
      place = Recto.place(method.source_location)
      return unless place && Recto.own?(place["file"])

      target = "#{one}#{sign}#{name}"
      case kind(one.name, name)
      when :filter then @filters[name.to_s] = place
      when :markdown then @markdown ||= target
      when :tag then tags_of(one).each { |tag| @tags[tag] = place }
      when :read then @others << place.merge("name" => target, "kind" => "read")
      when :whole then @others << place.merge("name" => target, "kind" => "whole")
      end
    end

    def tags_of(one)
      Liquid::Template.tags.map(&:first).select { |name| Liquid::Template.tags[name] == one }
    end

    RENDERING = %r!\A(?:process|render|render_.*|write|cleanup|each_site_file|site_payload|place_in_layout\?|to_liquid|do_layout|
                   transform|render_with_liquid\?|output|trigger_hooks|print_stats|profile_process|converters)\z!x.freeze

    def kind(owner, name)
      case owner
      when %r!\AJekyll::Filters!, "Liquid::StandardFilters" then :filter
      when %r!\AKramdown\b!, %r!\AJekyll::Converters::(?:Markdown|SmartyPants)! then :markdown
      when "Jekyll::Tags::IncludeTag", "Jekyll::Tags::IncludeRelativeTag", "Jekyll::Tags::OptimizedIncludeTag" then :whole
      when %r!\AJekyll::Tags::! then :tag
      when "Jekyll::Site", "Jekyll::Document", "Jekyll::Page", "Jekyll::Convertible", "Jekyll::Excerpt", "Jekyll::StaticFile", "Jekyll::Collection"
        RENDERING.match?(name) ? :whole : :read
      when %r!\AJekyll::(?:.*Reader|Publisher|EntryFilter|FrontmatterDefaults|Configuration|Utils|URL|Layout|PathManager|Theme|PageWithoutAFile)\b!
        :read
      when %r!\AJekyll::(?:Commands?|Log|Stevenson|Plugin|Cache|Hooks|Deprecator|External|Profiler|Regenerator)!, "Jekyll" then :nothing
      else :whole
      end
    end
  end
end
