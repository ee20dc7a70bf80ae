# frozen_string_literal: true

# Answers recto's requests. Each build has a process of its own, a copy of one in which nothing but the plugins is loaded,
# so that no build sees what an earlier one left behind.
module Recto
  module Main
    # A plugin that takes this process with it must not leave the build waiting.
    FATAL = [StandardError, ScriptError, SystemStackError, NoMemoryError, SystemExit].freeze

    module_function

    # Ends this process when recto has gone, also in the middle of a plugin's work.
    def watch(parent)
      Thread.new do
        sleep 0.5 while Process.ppid == parent
        exit!(0)
      end
    end

    def run
      watch(Process.ppid)
      # Only now may recto send more: what follows the program in the pipe would have been read with it.
      Wire.write("done" => {})
      loop do
        message = Wire.read
        case message["do"]
        when "boot" then answer { boot(message) }
        when "begin" then build(message)
        when "end" then Wire.write("done" => {})
        end
      end
    end

    def boot(message)
      Recto.options = message
      Recto.boot(message)
    end

    # In a copy of this process if the system can make one.
    def build(message)
      return serve(message) unless Process.respond_to?(:fork)

      host = Process.pid
      child = fork do
        watch(host)
        serve(message)
        exit!(0)
      end
      _, status = Process.wait2(child)
      return if status.exitstatus&.zero?

      Wire.write("died" => status.termsig ? "signal #{status.termsig}" : "exit code #{status.exitstatus}")
    end

    def serve(message)
      Record.sockets
      answer { Recto.begin(message) }
      loop do
        message = Wire.read
        break Wire.write("done" => {}) if message["do"] == "end"

        answer { dispatch(message) }
      end
    end

    def dispatch(message)
      case message["do"]
      when "parse" then Render.parse(message)
      when "tag" then Render.tag(message)
      when "filter" then Render.filter(message)
      when "convert" then Pages.convert(message)
      when "content" then Pages.content(message)
      when "hook" then Pages.hook(message)
      when "written" then Pages.written(message)
      else raise ArgumentError, "unknown request `#{message["do"]}`"
      end
    end

    def answer
      result = yield
      Wire.write("done" => result)
    rescue *FATAL => e
      Wire.write("raised" => fault(e))
    end

    def fault(error)
      error = error.cause while error.cause && error.class.name.to_s.start_with?("Jekyll::Errors")
      frames = (error.backtrace_locations || []).map { |frame| [frame.absolute_path || frame.path, frame.lineno, frame.label] }
      frames = written(error) + frames
      frames = frames.select { |path, _, _| Recto.own?(path) }
      {
        "class"   => error.class.to_s,
        "message" => Values.text(error.message.to_s),
        "frames"  => frames.first(8).map { |path, line, label| { "file" => path, "line" => line, "in" => label } },
      }
    end

    # A syntax error names its place in its text.
    def written(error)
      found = error.is_a?(SyntaxError) && error.message.match(%r!\A(.+?):(\d+):!)
      found ? [[File.expand_path(found[1]), found[2].to_i, nil]] : []
    end
  end

  class << self
    attr_accessor :options
  end

  Main.run
end
