import Documents
import Tables

/// The rows that a model predicts worst.
enum WorstRows {
  private static let rowsMax = 10

  /// Lists the rows with the greatest residuals; nil for none.
  ///
  /// These are of the scored rows, or else of held-out ones.
  static func table(_ residuals: Table, model: String, rows: String) -> DataTable? {
    guard let models = residuals["model"]?.texts, let places = residuals["rows"]?.texts,
      let numbers = residuals["row"]?.numbers, let values = residuals["residual"]?.numbers,
      let targets = residuals["target"]?.numbers,
      let predictions = residuals["prediction"]?.numbers
    else { return nil }
    func worst(of wanted: String) -> [Int] {
      Array(
        values.indices.filter {
          models[$0] == model && places[$0] == wanted && values[$0].isFinite
        }.sorted { (-abs(values[$0]), $0) < (-abs(values[$1]), $1) }.prefix(rowsMax))
    }
    let scored = worst(of: rows)
    let chosen = scored.isEmpty ? worst(of: "held-out") : scored
    guard !chosen.isEmpty else { return nil }
    return DataTable(
      caption: scored.isEmpty
        ? "The held-out training rows that \(model) predicts worst"
        : "Those of \(rows) that \(model) predicts worst",
      headings: [
        .init("Row", .trailing), .init("Target", .trailing), .init("Prediction", .trailing),
        .init("Target minus prediction", .trailing),
      ],
      rows: chosen.map { row in
        [Text(Wording.grouped(Int(numbers[row])))]
          + [targets[row], predictions[row], values[row]].map { Text(Wording.number($0)) }
      })
  }
}
