/// Whoever meets a name can read one sentence about it.
///
/// Stored properties, cases, short initialisers and those that only store their parameters speak by
/// their names and may go without. So may what a protocol asks for: its sentence stands there.
enum DocumentationRule: HouseRule {
  static let name = "documentation"
  static let summary = "everything above private has a summary sentence of one line"

  static let summaryLimit = 100
  static let parameterLimit = 3

  static func findings(in repository: Repository) -> [Finding] {
    let requirements = Set(
      repository.files.flatMap(\.declarations).filter { $0.scope == .protocol }.map(\.signature)
    ).union(witnesses)
    return repository.files.filter { applies(to: $0.path) }.flatMap { file in
      file.declarations.filter { !$0.isPrivate }.compactMap { declaration in
        let isNeeded =
          needsSummary(declaration, in: file)
          && (declaration.scope == .protocol || !requirements.contains(declaration.signature))
        return finding(for: declaration, in: file, isNeeded: isNeeded)
      }
    }
  }

  /// What the protocols of the language and of the argument parser ask for.
  private static let witnesses: Set<String> = [
    "debugDescription", "description", "encode(to:)", "endIndex", "errorDescription",
    "hash(into:)", "id", "makeIterator()", "next()", "run()", "startIndex", "validate()",
  ]

  /// Tests say what they prove in their names; what they share is documented like the rest.
  private static func applies(to path: String) -> Bool {
    path.hasPrefix("Sources/") || path.hasPrefix("Tests/TestSupport/")
  }

  private static func finding(
    for declaration: Declaration, in file: SwiftText, isNeeded: Bool
  ) -> Finding? {
    let name = declaration.name
    guard let summary = summary(of: declaration, in: file) else {
      return isNeeded
        ? finding(declaration, file, "\(name) has no documentation line (///)") : nil
    }
    if summary.isEmpty {
      return finding(declaration, file, "the documentation of \(name) begins with an empty line")
    }
    guard summary.count > summaryLimit else { return nil }
    return finding(
      declaration, file,
      "the summary of \(name) has \(summary.count) characters; at most \(summaryLimit)")
  }

  private static func finding(
    _ declaration: Declaration, _ file: SwiftText, _ sentence: String
  ) -> Finding {
    let span = file.span(
      line: declaration.line, byte: declaration.byte, length: declaration.name.count)
    return Finding(rule: name, span: span, sentence: sentence)
  }

  /// Gives the first paragraph above a declaration, or nil when there is no documentation.
  private static func summary(of declaration: Declaration, in file: SwiftText) -> String? {
    var first = declaration.firstLine
    while first > 1, file.isDocumentation(first - 1) { first -= 1 }
    guard first < declaration.firstLine else { return nil }
    let texts = (first..<declaration.firstLine).map { line in
      file.lines[line - 1].drop { $0 == " " }.dropFirst(3).drop { $0 == " " }
    }
    return texts.prefix { !$0.isEmpty }.joined(separator: " ")
  }

  private static func needsSummary(_ declaration: Declaration, in file: SwiftText) -> Bool {
    switch declaration.kind {
    case .alias, .associatedType, .protocol, .subscript, .type: true
    case .deinitialiser, .enumCase, .extension: false
    case .function: !isOperator(declaration)
    case .initialiser:
      declaration.labels.count > parameterLimit && !onlyStores(declaration, in: file)
    case .variable: declaration.scope != .type || declaration.isComputed
    }
  }

  private static func isOperator(_ function: Declaration) -> Bool {
    function.name.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic }
  }

  /// Whether each parameter of an initialiser has the name of a property of its type.
  private static func onlyStores(_ initialiser: Declaration, in file: SwiftText) -> Bool {
    let properties = file.declarations.filter {
      $0.kind == .variable && $0.owner == initialiser.owner && !$0.isComputed
    }
    return Set(properties.map(\.name)).isSuperset(of: initialiser.parameters)
  }
}
