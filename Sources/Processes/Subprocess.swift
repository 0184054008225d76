/// Another program to be run: what it is given, and how much it may take.
///
/// The program gets no descriptor but its standard three, the usual signals, and a process group of
/// its own, so that a limit stops it together with whatever it started.
package struct Subprocess: Hashable, Sendable {
  /// How much a program may take before it is stopped.
  package struct Limits: Hashable, Sendable {
    package let seconds: Double
    /// Standard output and standard error together.
    package let outputBytes: Int

    package init(seconds: Double, outputBytes: Int) {
      self.seconds = seconds
      self.outputBytes = outputBytes
    }
  }

  /// How a program ended.
  package enum Ending: Hashable, Sendable {
    case exited(status: Int32)
    case signalled(Int32)
  }

  /// What came of a run.
  package struct Outcome: Hashable, Sendable {
    package let ending: Ending
    package let output: [UInt8]
    package let errorOutput: [UInt8]

    /// Whether the program ended by itself with status 0.
    package var isSuccess: Bool { ending == .exited(status: 0) }

    /// The standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }

    /// The standard error as text.
    package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
  }

  /// A name to be looked for in the system's folders, or a path.
  package let program: String
  package let arguments: [String]
  /// All of the environment; nothing is inherited.
  package let environment: [String: String]
  /// The folder to run in, or nil for that of this process.
  package let folder: String?
  package let limits: Limits

  package init(
    program: String, arguments: [String], environment: [String: String], folder: String? = nil,
    limits: Limits
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.limits = limits
  }

  /// Runs the program on bytes and waits for its end.
  package func run(input: [UInt8] = []) throws(ProcessError) -> Outcome {
    try run { descriptor in Pipe.write(input, to: descriptor) }
  }

  /// Runs the program, writes to its standard input from another thread, and waits for its end.
  ///
  /// The descriptor is closed when `write` returns. If the program stops reading, writing fails with
  /// an error and without a signal. `write` may still be at work when this function has returned.
  package func run(
    writing write: @escaping @Sendable (_ descriptor: Int32) -> Void
  ) throws(ProcessError) -> Outcome {
    guard let path = Program.find(program) else {
      throw .missing(
        program: program, lookedIn: program.contains("/") ? [program] : Program.searchedFolders)
    }
    let child = try Child(subprocess: self, path: path)
    child.feed(write)
    return try child.collect(within: limits, program: program)
  }
}
