package import Digests
package import Tables

/// One kind of preparation: its settings, and how it is fitted on training rows.
///
/// A kind is one file in `Steps`, one case of the recipe step and one line in the fitted steps.
package protocol TableStep: Codable, Hashable, Sendable {
  /// The word for it in an analysis file.
  static var name: String { get }
  /// The columns it works on.
  var columns: ColumnSelection { get }
  /// What the chosen columns must hold, or nil where it takes both kinds.
  var neededKind: ColumnKind? { get }
  /// Other columns that its settings name.
  var references: [ColumnReference] { get }
  /// Whether the context's random stream changes what is learned.
  var usesRandomness: Bool { get }
  /// Learns from training rows, and prepares these rows.
  func fit(_ table: Table, _ context: StepContext) throws(LearningError) -> StepFit
  /// Tells which columns there will be after it, as far as is known before any row is read.
  func outline(after outline: ColumnOutline) -> ColumnOutline
}

/// A column that a step's setting names, and what it may hold; anything where no kind is named.
package struct ColumnReference: Hashable, Sendable {
  /// The word of the setting.
  package let setting: String
  package let column: String
  package let neededKinds: [ColumnKind]

  package init(_ setting: String, _ column: String, neededKinds: [ColumnKind]) {
    self.setting = setting
    self.column = column
    self.neededKinds = neededKinds
  }
}

extension TableStep {
  package var references: [ColumnReference] { [] }
  package var usesRandomness: Bool { false }

  /// Gives the chosen columns, all of the kind that is needed.
  func checkedColumns(of table: Table) throws(LearningError) -> [Column] {
    let chosen = try columns.columns(of: table)
    if let neededKind, let other = chosen.first(where: { $0.kind != neededKind }) {
      throw .wrongKind(
        column: other.name, found: other.kind, needed: neededKind, purpose: "`\(Self.name)`")
    }
    return chosen
  }
}

/// A step that looks at the features alone; it prepares training rows like any others.
package protocol FeatureStep: TableStep {
  /// Learns from the feature columns of training rows.
  func fit(_ table: Table) throws(LearningError) -> any FittedTableStep
}

extension FeatureStep {
  package func fit(_ table: Table, _ context: StepContext) throws(LearningError) -> StepFit {
    let step = try fit(table)
    return StepFit(step: step, trainingRows: try step.apply(to: table))
  }
}

/// A preparation with what it learned from training rows; it is part of a stored model.
package protocol FittedTableStep: Sendable {
  /// The name under which it is stored.
  static var format: String { get }
  /// Prepares rows, of training or not, the same way; the rows are never learned from.
  func apply(to table: Table) throws(LearningError) -> Table
  /// Writes what it learned.
  func encode(into writer: inout ByteWriter)
  /// Reads what was written.
  init(decoding reader: inout ByteReader) throws(ByteReaderError)
}

/// The columns that a recipe will have at some step, as far as is known before rows are read.
package struct ColumnOutline: Sendable, Equatable {
  /// A column and what it holds, nil where this is not known.
  package struct Entry: Sendable, Equatable {
    package let name: String
    package let kind: ColumnKind?

    package init(name: String, kind: ColumnKind?) {
      self.name = name
      self.kind = kind
    }
  }

  package var entries: [Entry]
  /// Beginnings of names that come from the values of text columns.
  package var openPrefixes: [String] = []

  package init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// Tells whether a column of this name may exist.
  func mayContain(_ name: String) -> Bool {
    entries.contains { $0.name == name } || openPrefixes.contains { name.hasPrefix($0) }
  }

  /// Gives the outline in which the chosen columns hold another kind.
  func with(_ kind: ColumnKind, for selection: ColumnSelection) -> ColumnOutline {
    let names = Set(chosen(by: selection).map(\.name))
    var result = self
    result.entries = entries.map {
      names.contains($0.name) ? Entry(name: $0.name, kind: kind) : $0
    }
    return result
  }

  /// Gives the outline with one more column of numbers at the end.
  func adding(_ name: String) -> ColumnOutline {
    var result = self
    result.entries.append(Entry(name: name, kind: .number))
    return result
  }

  /// Gives the known columns that a selection chooses; unknown kinds belong to no group but all.
  func chosen(by selection: ColumnSelection) -> [Entry] {
    switch selection {
    case .group(let group):
      entries.filter { entry in
        entry.kind.map { group.contains($0) } ?? (group == .all)
      }
    case .names(let names):
      entries.filter { names.contains($0.name) }
    }
  }
}
