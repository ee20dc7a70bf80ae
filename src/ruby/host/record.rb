# frozen_string_literal: true

# What a tag or filter reads while it runs, so that recto knows when its result may change.
module Recto
  module Record
    class << self
      attr_reader :files
      attr_accessor :volatile, :site

      def start
        @files = {}
        @volatile = false
        @site = false
        @running = true
      end

      def file(path)
        return unless @running

        path = path.to_path if path.respond_to?(:to_path)
        @files[File.expand_path(path)] = true if path.is_a?(String)
      end

      def process
        @volatile = true if @running
      end

      # An argument of the call is a page: its texts may be read.
      def refer
        @referred = true
      end

      # Work of Jekyll's own, which recto knows how to repeat.
      def pause
        running, @running = @running, false
        yield
      ensure
        @running = running
      end

      def take
        @running = false
        site = @site || @referred ? true : false
        @referred = false
        { "files" => @files.keys, "volatile" => @volatile, "site" => site }
      end
    end

    # Methods whose first argument is a path.
    FILES = %i(read binread readlines foreach open new exist? file? directory? stat mtime size readable?).freeze
    FOLDERS = %i(entries children each_child foreach exist? open empty?).freeze

    def self.watch(owner, names)
      names = names.select { |name| owner.respond_to?(name) }
      owner.singleton_class.prepend(Module.new do
        names.each do |name|
          define_method(name) do |*arguments, **options, &block|
            Record.file(arguments.first)
            super(*arguments, **options, &block)
          end
        end
      end)
    end

    watch(File, FILES)
    watch(IO, %i(read binread readlines foreach))
    watch(Dir, FOLDERS)

    # A pattern depends on the folders in which it finds files.
    Dir.singleton_class.prepend(Module.new do
      def glob(*arguments, **options, &block)
        found = super(*arguments, **options)
        Array(arguments.first).each { |pattern| Record.file(pattern.to_s[%r!\A[^*?\[{]*(?=/|\z)!]) }
        found.each { |path| Record.file(File.dirname(path)) }
        block ? found.each(&block) && nil : found
      end

      def [](*arguments, **options)
        glob(arguments.flatten, **options)
      end
    end)

    # Other programs and the network may answer differently each time.
    Object.prepend(Module.new do
      private

      %i(` system spawn).each do |name|
        define_method(name) do |*arguments, **options, &block|
          Record.process
          super(*arguments, **options, &block)
        end
      end
    end)
    [[IO, %i(popen)], [Process, %i(spawn)]].each do |owner, names|
      owner.singleton_class.prepend(Module.new do
        names.each do |name|
          define_method(name) do |*arguments, **options, &block|
            Record.process
            super(*arguments, **options, &block)
          end
        end
      end)
    end

    # The network, if it is used at all.
    def self.sockets
      return if @sockets || !defined?(TCPSocket)

      @sockets = true
      TCPSocket.singleton_class.prepend(Module.new do
        %i(open new).each do |name|
          define_method(name) do |*arguments, **options, &block|
            Record.process
            super(*arguments, **options, &block)
          end
        end
      end)
    end
  end
end
