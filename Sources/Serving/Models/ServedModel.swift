import Digests
package import Learning
package import Tables

/// A model by the name under which it is asked for, made ready for many small requests.
package final class ServedModel: Sendable {
  package let name: String
  package let model: Model
  /// The SHA-256 of the model's bytes, in hexadecimal digits.
  package let digest: String
  /// What the model predicts.
  package let target: String
  /// The columns that it reads, in the order of training.
  package let fields: [ServedField]
  /// How rows in CSV are written, as in the file that the model was trained on.
  package let csv: CSVOptions
  /// What tells how much each column adds to a prediction, or nil.
  package let explainer: (any RowExplaining)?
  /// Whether a row is predicted so fast that no thread need be kept for it.
  package let isQuick: Bool
  private let watch: StrangenessWatch
  /// What reads one plain row, or nil.
  let single: RowRequest?

  /// Takes a model; throws where its remembered rows no longer get their predictions.
  package init(
    name: String, model: Model, csv: CSVOptions = CSVOptions(),
    explainer: (any RowExplaining)? = nil, isQuick: Bool = true
  ) throws(LearningError) {
    try model.verify()
    self.name = name
    self.model = model
    self.csv = csv
    self.explainer = explainer
    self.isQuick = isQuick
    digest = model.digest.hex
    target = model.recipe.target
    watch = StrangenessWatch(model.schema)
    single = RowRequest(name, model)
    let trial = FieldTrial(model)
    fields = model.schema.entries.map { trial.field($0) }
  }

  /// The labels of the classes, or nil where values are predicted.
  package var classes: [String]? { model.classes?.names }

  /// Predicts rows of a table with the model's columns; rows of the problem count from the one given.
  func predictions(
    of table: Table, firstRow: Int = 0
  ) throws(ServingProblem) -> Predictions {
    do throws(LearningError) {
      return try model.predictions(for: table)
    } catch {
      throw ServingProblem(error, fields: fields, firstRow: firstRow)
    }
  }

  /// Finds values that are unlike all training rows.
  func strangeValues(of table: Table) -> [StrangeValues] { watch.values(of: table) }
}

/// Finds out of a model which values it does without, by giving it rows that lack them.
private struct FieldTrial {
  private let model: Model
  private let row: Table?

  init(_ model: Model) {
    self.model = model
    let inputs = model.golden.inputs
    row = (0..<inputs.rowCount).lazy.map { inputs.rows([$0]) }
      .first { Self.accepts($0, model) }
  }

  func field(_ entry: FeatureSchema.Entry) -> ServedField {
    guard let row else {
      return ServedField(entry: entry, acceptsMissing: true, acceptsUnknown: true)
    }
    let missing = FieldValues.missing(entry.name, entry.kind)
    let unknown = Column(entry.name, texts: ["\u{1}no such text\u{1}"])
    return ServedField(
      entry: entry, acceptsMissing: Self.accepts(row.with(missing), model),
      acceptsUnknown: entry.kind != .text || Self.accepts(row.with(unknown), model))
  }

  /// Tells whether the recipe and the predictor take a row; nothing is predicted.
  private static func accepts(_ row: Table, _ model: Model) -> Bool {
    guard let features = try? model.recipe.features(of: row) else { return false }
    return type(of: model.predictor).acceptsMissing || features.firstMissing == nil
  }
}

extension FieldValues {
  /// Gives a column of one row without a value.
  static func missing(_ name: String, _ kind: ColumnKind) -> Column {
    switch kind {
    case .number, .flag: Column(name, numbers: [.nan])
    case .text: Column(name, texts: [nil])
    case .date: Column(name, dates: DateValues([.nan], precision: .day))
    }
  }
}
