import Diagnostics

/// A file is read in one sitting and a function on one screen.
enum SizesRule: HouseRule {
  static let name = "sizes"
  static let summary =
    "files have at most \(fileLimit) lines, or \(fileEnd) with a reason; functions \(functionLimit)"

  static let fileLimit = 350
  static let fileEnd = 600
  static let functionLimit = 60
  /// What the first comment of a long file begins with; the reason follows.
  static let reason = "// LONG:"

  static func findings(in repository: Repository) -> [Finding] {
    repository.files.flatMap { file in
      fileFindings(file) + functionFindings(file)
    }
  }

  private static func fileFindings(_ file: SwiftText) -> [Finding] {
    let span = SourceSpan(file: file.path, line: 1, column: 1)
    if file.lineCount > fileEnd {
      return [
        Finding(
          rule: name, span: span,
          sentence: "the file has \(file.lineCount) lines; never more than \(fileEnd)")
      ]
    }
    let hasReason = file.lines.first?.hasPrefix(reason) ?? false
    guard file.lineCount > fileLimit, !hasReason else { return [] }
    return [
      Finding(
        rule: name, span: span,
        sentence: "the file has \(file.lineCount) lines; more than \(fileLimit) need a first line "
          + "that begins with \(reason) and gives the reason")
    ]
  }

  private static func functionFindings(_ file: SwiftText) -> [Finding] {
    file.declarations
      .filter { kinds.contains($0.kind) && $0.lineCount > functionLimit }
      .map { function in
        Finding(
          rule: name,
          span: file.span(
            line: function.line, byte: function.byte, length: function.name.count),
          sentence: "\(function.name) has \(function.lineCount) lines; at most \(functionLimit)")
      }
  }

  private static let kinds: Set<Declaration.Kind> = [
    .deinitialiser, .function, .initialiser, .subscript,
  ]
}
