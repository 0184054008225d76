package import Digests
package import Tables

/// A recipe with what it learned from training rows; it prepares any rows the same way.
package struct FittedRecipe: Sendable {
  /// A column that must be there, and what it held in training.
  package struct Input: Hashable, Sendable {
    package let name: String
    package let kind: ColumnKind
  }

  package let target: String
  /// The scale on which the target is learned; the model writes it, behind all else.
  package internal(set) var targetScale: TargetScale
  package let weight: String?
  /// The classes of the target, or nil where values are predicted.
  package let classes: ClassLabels?
  /// The columns that are read, in the order of the training table.
  package let inputs: [Input]
  package let steps: [any FittedTableStep]

  init(
    target: String, targetScale: TargetScale, weight: String?, classes: ClassLabels?,
    inputs: [Input],
    steps: [any FittedTableStep]
  ) {
    self.target = target
    self.targetScale = targetScale
    self.weight = weight
    self.classes = classes
    self.inputs = inputs
    self.steps = steps
  }

  /// Prepares rows; the target is not needed and other columns are not looked at.
  ///
  /// Throws where a column is missing or of the other kind, where a level is refused, and where
  /// text is left. A column without any value is taken as one of the kind it had in training.
  package func features(of table: Table) throws(LearningError) -> FeatureMatrix {
    var prepared = try inputTable(of: table)
    for step in steps { prepared = try step.apply(to: prepared) }
    let texts = prepared.columns.filter { $0.kind == .text }.map(\.name)
    guard texts.isEmpty else { throw .textColumnsLeft(columns: texts) }
    let dates = prepared.columns.filter { $0.kind == .date }.map(\.name)
    guard dates.isEmpty else { throw .dateColumnsLeft(columns: dates) }
    return FeatureMatrix(of: prepared)
  }

  /// Gives the input columns of a table, before any step, in the order of training.
  package func inputTable(of table: Table) throws(LearningError) -> Table {
    var columns: [Column] = []
    for input in inputs {
      guard let column = table[input.name]?.withFlagsAsNumbers else {
        throw .unknownColumn(name: input.name, known: table.names)
      }
      if column.kind == input.kind {
        columns.append(column)
      } else if column.missingCount == column.count {
        // A file in which a column is empty cannot tell what it would hold.
        columns.append(Self.missing(input, rowCount: table.rowCount))
      } else {
        throw .wrongKind(
          column: input.name, found: column.kind, needed: input.kind, purpose: "the recipe")
      }
    }
    return Table(columns, rowCount: table.rowCount)
  }

  private static func missing(_ input: Input, rowCount: Int) -> Column {
    switch input.kind {
    case .number, .flag:
      Column(input.name, numbers: [Double](repeating: .nan, count: rowCount))
    case .date:
      Column(
        input.name,
        dates: DateValues([Double](repeating: .nan, count: rowCount), precision: .day))
    case .text: Column(input.name, texts: [String?](repeating: nil, count: rowCount))
    }
  }

  /// Gives the target of each row, all of them finite numbers: with classes their places.
  package func target(of table: Table) throws(LearningError) -> [Double] {
    try table.target(named: target, classes: classes)
  }

  /// Gives the weight of each row, or nil where the recipe has no weight.
  package func weights(of table: Table) throws(LearningError) -> [Double]? {
    guard let weight else { return nil }
    return try table.weights(named: weight)
  }

  /// Writes all but the classes, which a model writes before it, and the scale of the target.
  package func encode(into writer: inout ByteWriter) {
    writer.text(target)
    writer.flag(weight != nil)
    if let weight { writer.text(weight) }
    writer.integer(inputs.count)
    for input in inputs {
      writer.text(input.name)
      writer.byte(input.kind == .number ? 1 : input.kind == .date ? 2 : 0)
    }
    writer.integer(steps.count)
    for step in steps { FittedSteps.encode(step, into: &writer) }
  }

  /// Reads all but the classes and the scale of the target.
  package init(
    decoding reader: inout ByteReader, classes: ClassLabels?
  ) throws(ByteReaderError) {
    self.classes = classes
    targetScale = .linear
    target = try reader.text()
    weight = try reader.flag() ? try reader.text() : nil
    var inputs: [Input] = []
    for _ in 0..<(try reader.count(bytesEach: 9)) {
      let name = try reader.text()
      switch try reader.byte() {
      case 0: inputs.append(Input(name: name, kind: .text))
      case 1: inputs.append(Input(name: name, kind: .number))
      case 2: inputs.append(Input(name: name, kind: .date))
      default: throw reader.failure("a column kind")
      }
    }
    // A repeated name would stop the table that is made of the inputs.
    guard Set(inputs.map(\.name)).count == inputs.count else {
      throw reader.failure("input columns with different names")
    }
    self.inputs = inputs
    var steps: [any FittedTableStep] = []
    for _ in 0..<(try reader.count(bytesEach: 8)) { steps.append(try FittedSteps.decode(&reader)) }
    self.steps = steps
  }
}
