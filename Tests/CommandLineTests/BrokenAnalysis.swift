import Diagnostics
import TestSupport
import Testing

/// An analysis with something wrong in it, and what is to be said about it.
struct BrokenAnalysis: Sendable, CustomTestStringConvertible {
  /// What is to be said at the mark of the same number; without a mark it has no place in the file.
  struct Problem: Sendable {
    let code: DiagnosticCode
    /// A part of the sentence.
    let says: String
    /// A part of a hint.
    let hint: String?

    init(_ code: DiagnosticCode, _ says: String, hint: String? = nil) {
      self.code = code
      self.says = says
      self.hint = hint
    }
  }

  let testDescription: String
  let marked: MarkedText
  var bytes: [UInt8]?
  var files: [String: String] = [:]
  var arguments: [String] = []
  var status: Int32 = 3
  let problems: [Problem]

  /// Three stages that are in order, for what follows them.
  static let opening = """
    workbench: 1
    title: A broken analysis
    seed: 1
    stages:
      - id: rows
        kind: draw
        with:
          rows: 40
          columns: {x: {uniform: [0, 1]}, colour: {choice: [red, blue]}, y: {normal: [0, 1]}}
      - {id: test-rows, kind: read-csv, with: {path: test.csv, part: test}}
      - id: features
        kind: recipe
        from: rows
        with: {target: y, steps: [{one-hot: {columns: [colour]}}]}

    """

  static let testCSV = "x,colour,y\n0.5,red,1\n0.25,blue,2\n"

  /// Takes the stages behind those of the opening.
  init(
    _ sin: String, _ stages: String, _ problems: Problem..., files: [String: String] = [:],
    arguments: [String] = [], status: Int32 = 3
  ) {
    testDescription = sin
    marked = MarkedText(Self.opening + stages)
    self.files = files
    self.arguments = arguments
    self.status = status
    self.problems = problems
  }

  /// Takes a whole file.
  init(_ sin: String, whole: String, _ problems: Problem...) {
    testDescription = sin
    marked = MarkedText(whole)
    self.problems = problems
  }

  /// Takes a file that is no text.
  init(_ sin: String, bytes: [UInt8], _ problems: Problem...) {
    testDescription = sin
    marked = MarkedText("")
    self.bytes = bytes
    self.problems = problems
  }
}
