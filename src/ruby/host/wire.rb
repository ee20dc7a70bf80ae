# frozen_string_literal: true

# Messages: four bytes with the length, then JSON. Only one side speaks at a time.
require "json"
require "date"

module Recto
  # The pipes to recto. What plugins print goes to standard error, and they and their child processes have no input.
  IN = STDIN.dup.binmode
  OUT = STDOUT.dup.binmode
  STDIN.reopen(File::NULL)
  STDOUT.reopen(STDERR)
  STDOUT.sync = true

  module Wire
    module_function

    def read
      header = IN.read(4)
      exit!(0) if header.nil? || header.bytesize < 4
      JSON.parse(IN.read(header.unpack1("N")).force_encoding("UTF-8"), :max_nesting => false)
    end

    def write(message)
      body = JSON.generate(message, :max_nesting => false)
      OUT.write([body.bytesize].pack("N"), body)
      OUT.flush
    rescue Errno::EPIPE
      exit!(0)
    end

    # A question to recto in the middle of a call.
    def ask(name, key)
      write("ask" => name, "key" => key)
      read
    end
  end

  # Values as JSON. What JSON has no form for is an object with one key that begins with `$`.
  module Values
    # Drops of drops are written to this depth.
    DEEPEST = 3

    @objects = []

    module_function

    def encode(value, depth = 0)
      case value
      when nil, true, false then value
      when String then text(value)
      when Symbol then text(value.to_s)
      when Integer then value.bit_length < 63 ? value : { "$i" => value.to_s }
      when Float then { "$f" => value.to_s }
      when Array then value.map { |item| encode(item, depth) }
      when Hash then hash(value, depth)
      when Time then { "$t" => [value.to_i, value.nsec, value.utc_offset, value.utc?] }
      when DateTime then encode(value.to_time)
      when Date then { "$d" => [value.year, value.month, value.day] }
      when Range then range(value, depth)
      else object(value, depth)
      end
    end

    def text(value)
      value = value.to_str
      return value if value.encoding == Encoding::UTF_8 && value.valid_encoding?

      value = value.dup.force_encoding(Encoding::UTF_8) if value.encoding == Encoding::BINARY
      value.encode(Encoding::UTF_8, :invalid => :replace, :undef => :replace).scrub
    end

    def hash(value, depth)
      if value.each_key.all? { |key| key.is_a?(String) && !key.start_with?("$") }
        return value.each_with_object({}) { |(key, item), all| all[text(key)] = encode(item, depth) }
      end
      { "$h" => value.flat_map { |key, item| [encode(key, depth), encode(item, depth)] } }
    end

    def range(value, depth)
      return { "$r" => [value.first, value.last] } if value.first.is_a?(Integer) && value.last.is_a?(Integer)

      encode(value.to_a, depth)
    end

    def object(value, depth)
      reference = Objects.reference(value)
      return reference if reference

      if value.respond_to?(:to_liquid) && !value.is_a?(Liquid::Drop)
        liquid = value.to_liquid
        return encode(liquid, depth) unless liquid.equal?(value)
      end
      opaque(value, depth)
    end

    # An object that only Ruby understands: its text, and its keys if it is a drop.
    def opaque(value, depth)
      @objects << value
      entries = depth < DEEPEST ? entries_of(value) : {}
      {
        "$o"   => @objects.size - 1,
        "text" => text(value.to_s),
        "keys" => entries.each_with_object({}) { |(key, item), all| all[text(key.to_s)] = encode(item, depth + 1) },
      }
    end

    def entries_of(value)
      case value
      when Jekyll::Drops::Drop then value.to_h
      when Liquid::Drop
        names = value.class.respond_to?(:invokable_methods) ? value.class.invokable_methods.to_a : []
        (names - ["to_liquid"]).to_h { |name| [name, value.invoke_drop(name)] }
      else {}
      end
    end

    # `top` is set for a value that a template looks up itself: it sees the drop of an object.
    def decode(json, top = true)
      case json
      when Array then json.map { |item| decode(item, false) }
      when Hash
        mark, what = json.first
        return json.transform_values { |item| decode(item, false) } unless mark&.start_with?("$")

        special(mark, what, top)
      else json
      end
    end

    def special(mark, what, top)
      case mark
      when "$h" then what.each_slice(2).to_h { |key, item| [decode(key), decode(item, false)] }
      when "$i" then Integer(what)
      when "$f" then { "NaN" => Float::NAN, "inf" => Float::INFINITY, "-inf" => -Float::INFINITY }.fetch(what) { Float(what) }
      when "$t" then time(*what)
      when "$d" then Date.new(*what)
      when "$r" then (what[0]..what[1])
      when "$o" then @objects[what]
      else
        Record.refer
        found = Objects.find(mark, what)
        top && found.respond_to?(:to_liquid) ? found.to_liquid : found
      end
    end

    def time(seconds, nanos, offset, utc)
      time = Time.at(seconds, nanos, :nsec)
      return time.utc if utc

      time = time.localtime
      time.utc_offset == offset ? time : time.localtime(offset)
    end
  end
end
