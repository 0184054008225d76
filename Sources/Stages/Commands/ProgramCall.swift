import Analyses
import Processes

/// A program with its arguments and its time, as an analysis names them.
struct ProgramCall: Codable, Hashable, Sendable {
  /// What a program did wrong, in a sentence, and the last lines it wrote about it.
  struct Failure: Error, Hashable, Sendable {
    let headline: String
    let lastLines: [String]
    var setting: String?
  }

  /// What a program left behind.
  struct Answer: Sendable {
    let files: [String: [UInt8]]
    let output: [UInt8]
    /// The last lines of its standard error.
    let remarks: [String]
  }

  private static let linesMax = 8
  private static let outputBytesMax = 1 << 30

  let program: String
  let arguments: [String]
  let secondsMax: Double

  /// The program and its arguments in a line, for people.
  var text: String {
    ([program] + arguments).map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }
      .joined(separator: " ")
  }

  /// Runs the program among files and gives those that are wanted, all of which must be there.
  func run(_ files: [String: [UInt8]], wanted: [String]) throws -> Answer {
    let result: FolderRun.Result
    do throws(ProcessError) {
      result = try FolderRun(
        program: program, arguments: arguments, files: files, wanted: wanted,
        limits: .init(seconds: secondsMax, outputBytes: Self.outputBytesMax)
      ).run()
    } catch {
      throw Self.explained(error)
    }
    let remarks = Self.lastLines(result.outcome.errorText)
    switch result.outcome.ending {
    case .exited(0): break
    case .exited(let status):
      throw Failure(headline: "'\(program)' ended with status \(status)", lastLines: remarks)
    case .signalled(let signal):
      throw Failure(headline: "'\(program)' was ended by signal \(signal)", lastLines: remarks)
    }
    if let missing = wanted.first(where: { result.files[$0] == nil }) {
      throw Failure(
        headline: "'\(program)' ended well, but did not write the file '\(missing)'",
        lastLines: remarks)
    }
    return Answer(files: result.files, output: result.outcome.output, remarks: remarks)
  }

  private static func explained(_ error: ProcessError) -> any Error {
    switch error {
    case .cancelled: CancellationError()
    case .missing:
      Failure(
        headline: error.description, lastLines: ["install it, or give its whole path"],
        setting: "program")
    case .timedOut:
      Failure(
        headline: error.description, lastLines: ["set `seconds-max` higher, or give it fewer rows"],
        setting: "seconds-max")
    case .noFolder, .notStarted, .outputTooLarge:
      Failure(headline: error.description, lastLines: [])
    }
  }

  private static func lastLines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).suffix(linesMax).map { line in
      line.count > 240 ? line.prefix(239) + "…" : String(line)
    }
  }
}

extension ProgramCall.Failure {
  /// The failure as a stage reports it.
  var problem: StageProblem { StageProblem(headline, hints: lastLines, setting: setting) }
}
