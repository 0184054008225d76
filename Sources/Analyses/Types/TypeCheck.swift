package import Diagnostics

/// What a kind sees when it works out its output types, and where it reports what does not fit.
package struct TypeCheck: Sendable {
  /// The types at each port, in the file's order.
  package let inputs: [String: [ArtifactType]]
  /// The ids of the stages at each port, in the same order.
  package let stages: [String: [String]]
  /// The beginning of each file that the stage reads, by the path as written.
  ///
  /// A file that could not be read is absent; that is reported elsewhere.
  package let files: [String: FileBeginning]
  package private(set) var diagnostics: [Diagnostic] = []
  private let settingPlaces: [String: YAMLNode.Place]
  private let portPlaces: [String: [YAMLNode.Place?]]
  private let stagePlace: YAMLNode.Place?

  /// The first bytes of a file.
  package struct FileBeginning: Sendable {
    /// The path as a person standing in the working folder would write it.
    package let shownPath: String
    package let bytes: [UInt8]
    /// Whether these are all the bytes of the file.
    package let isWhole: Bool

    package init(shownPath: String, bytes: [UInt8], isWhole: Bool) {
      self.shownPath = shownPath
      self.bytes = bytes
      self.isWhole = isWhole
    }
  }

  package init(
    inputs: [String: [ArtifactType]], stages: [String: [String]], files: [String: FileBeginning],
    settingPlaces: [String: YAMLNode.Place], portPlaces: [String: [YAMLNode.Place?]],
    stagePlace: YAMLNode.Place?
  ) {
    self.inputs = inputs
    self.stages = stages
    self.files = files
    self.settingPlaces = settingPlaces
    self.portPlaces = portPlaces
    self.stagePlace = stagePlace
  }

  /// The type at a port that takes one, or nil.
  package func input(_ port: String) -> ArtifactType? {
    inputs[port]?.first
  }

  /// Gives the place of a setting's value, or of the nearest value around it.
  package func place(ofSetting path: String) -> YAMLNode.Place? {
    var path = Substring(path)
    while true {
      if let place = settingPlaces[String(path)] { return place }
      guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return stagePlace }
      path = path[..<cut]
    }
  }

  /// Reports a problem at a setting, by its path such as `steps[0].min-max.columns[1]`.
  package mutating func report(
    _ code: DiagnosticCode, _ headline: String, setting path: String, hints: [String] = []
  ) {
    report(code, headline, at: place(ofSetting: path), hints: hints)
  }

  /// Reports a problem at an input.
  package mutating func report(
    _ code: DiagnosticCode, _ headline: String, port: String, index: Int = 0, hints: [String] = []
  ) {
    let places = portPlaces[port] ?? []
    let place = index < places.count ? places[index] : nil
    report(code, headline, at: place ?? stagePlace, hints: hints)
  }

  /// Reports a problem inside the text of a setting, at an offset in UTF-8 bytes.
  package mutating func report(
    _ code: DiagnosticCode, _ headline: String, setting path: String, text: String, offset: Int?,
    hints: [String] = []
  ) {
    var place = place(ofSetting: path)
    if let offset, let start = place {
      place = start.inside(text: text, offset: offset)
    }
    report(code, headline, at: place, hints: hints)
  }

  /// Adds problems that were found elsewhere, such as in a file's header.
  package mutating func report(_ problems: [Diagnostic]) {
    diagnostics += problems
  }

  private mutating func report(
    _ code: DiagnosticCode, _ headline: String, at place: YAMLNode.Place?, hints: [String]
  ) {
    diagnostics.append(
      Diagnostic(code, headline, span: place?.span, lineText: place?.lineText, hints: hints))
  }

  /// Checks that a column exists and is of the kind wanted, where that is known.
  @discardableResult
  package mutating func requireColumn(
    _ name: String, in columns: [ColumnType]?, of stage: String, kind: String? = nil,
    setting path: String
  ) -> Bool {
    guard let columns else { return true }
    guard let column = columns.first(where: { $0.name == name }) else {
      let names = columns.map(\.name)
      let nearest = Suggestion.nearest(to: name, among: names)
      report(
        .unknownColumn, "column '\(name)' is not in '\(stage)'", setting: path,
        hints: [nearest.map { "did you mean `\($0)`?" } ?? Self.list(names)])
      return false
    }
    guard let kind, let actual = column.kind, actual != kind else { return true }
    report(
      .wrongColumnKind, "column '\(name)' of '\(stage)' holds \(actual)s; \(kind)s are needed",
      setting: path)
    return false
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return "its columns are \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }
}
