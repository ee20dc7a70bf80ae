# frozen_string_literal: true

# Runs tags, blocks and filters in contexts whose variables are recto's.
require "delegate"

module Recto
  # The variables of the template that recto renders, looked up when they are needed.
  class Scope < Hash
    # These are Jekyll's own objects, unless the template itself has set a variable of the name.
    GLOBAL = %w(site page jekyll theme).freeze

    attr_reader :sets

    def initialize
      super
      start
    end

    # Forgets what recto answered: it may have changed since the last call.
    def start
      @known = {}
      @sets = {}
      clear
    end

    def key?(name)
      super || !remote(name).nil?
    end
    alias has_key? key?
    alias include? key?

    def [](name)
      return super if has_own?(name)

      known = remote(name)
      known && known[0]
    end

    def []=(name, value)
      @sets[name.to_s] = value
      super(name.to_s, value)
    end
    alias store []=

    def merge!(other)
      other.each { |name, value| self[name] = value }
      self
    end
    alias update merge!

    def fetch(name, *default)
      return self[name] if key?(name)
      return yield(name) if block_given?

      default.empty? ? super : default.first
    end

    private

    def has_own?(name)
      @sets.key?(name.to_s)
    end

    def remote(name)
      name = name.to_s
      @known.fetch(name) do
        kind = GLOBAL.include?(name) ? "local" : "variable"
        answer = Wire.ask(kind, name)
        @known[name] = answer.key?("value") ? [Values.decode(answer["value"])] : nil
      end
    end
  end

  # Counts what a block reads of the text after its tag.
  class Tokens < SimpleDelegator
    attr_reader :bytes

    def initialize(text, parse_context)
      @bytes = 0
      super(parse_context.respond_to?(:new_tokenizer) ? parse_context.new_tokenizer(text, :start_line_number => 1) : Liquid::Tokenizer.new(text, true))
    end

    def shift
      token = super
      @bytes += token.bytesize if token
      token
    end
  end

  module Render
    # So many renderings and pages are remembered; those before them have ended.
    MOST = 256

    @tags = {}
    @contexts = {}
    @registers = {}

    class << self
      def parse(message)
        tag, tokens, options = parsed(message)
        @tags[message["id"]] = tag
        { "bytes" => tokens.bytes, "trim" => options.trim_whitespace ? true : false, "blank" => tag.blank? ? true : false }
      end

      def tag(message)
        tag = (@tags[message["id"]] ||= parsed(message).first)
        scope, context = context(message)
        Record.start
        text = output(tag, context)
        finish(scope, "text" => Values.text(text), "flow" => flow(context))
      end

      def filter(message)
        scope, context = context(message)
        input = Values.decode(message["input"])
        arguments = message["arguments"].map { |argument| Values.decode(argument) }
        Record.start
        result = context.strainer.invoke(message["name"], input, *arguments)
        result = result.to_liquid if result.respond_to?(:to_liquid)
        finish(scope, "value" => Values.encode(result))
      end

      private

      def parsed(message)
        options = Liquid::ParseContext.new(:line_numbers => true)
        options.trim_whitespace = message["trim"]
        tokens = Tokens.new(message["rest"].to_s, options)
        tag = Liquid::Template.tags[message["name"]].parse(message["name"], message["markup"], tokens, options)
        [tag, tokens, options]
      end

      def output(tag, context)
        if tag.respond_to?(:render_to_output_buffer)
          text = +""
          tag.render_to_output_buffer(context, text)
          return text
        end
        text = tag.render(context)
        text.is_a?(Array) ? text.join : text.to_s
      end

      def flow(context)
        return "next" unless context.interrupt?

        context.pop_interrupt.is_a?(Liquid::BreakInterrupt) ? "break" : "continue"
      end

      def finish(scope, result)
        result["sets"] = scope.sets.transform_values { |value| Values.encode(value) }
        result["read"] = Record.take
        result
      end

      def context(message)
        scope, context = @contexts.fetch(message["render"]) { |render| remember(@contexts, render, build(message)) }
        scope.start
        [scope, context]
      end

      def build(message)
        scope = Scope.new
        payload = Recto.site.site_payload
        page = Objects.page(message["page"])
        payload["page"] = page ? page.to_liquid : variable("page")
        payload["site"].current_document = page if page.respond_to?(:collection)
        registers = @registers.fetch(message["page"]) do |key|
          remember(@registers, key, :site => Recto.site, :page => payload["page"])
        end
        context = Liquid::Context.new([payload], scope, registers, true)
        options = Recto.site.config["liquid"] || {}
        context.strict_filters = options["strict_filters"] if context.respond_to?(:strict_filters=)
        context.strict_variables = options["strict_variables"] if context.respond_to?(:strict_variables=)
        [scope, context]
      end

      def variable(name)
        Values.decode(Wire.ask("variable", name)["value"])
      end

      def remember(table, key, value)
        table.shift if table.size >= MOST
        table[key] = value
      end
    end
  end
end
