import Digests
package import Tables

/// A few training rows and their predictions, kept in a model so that it can prove itself.
package struct GoldenRows: Sendable, Equatable {
  /// The most rows that are kept.
  package static let countMax = 16

  /// The input columns, before any step.
  package let inputs: Table
  /// Row-major, as many numbers a row as the predictor gives.
  package let predictions: [Double]

  init(inputs: Table, predictions: [Double]) {
    self.inputs = inputs
    self.predictions = predictions
  }

  /// Gives row numbers spread evenly over so many rows.
  static func rows(of rowCount: Int) -> [Int] {
    let count = min(rowCount, countMax)
    return (0..<count).map { $0 * rowCount / count }
  }

  func encode(into writer: inout ByteWriter) {
    writer.numbers(predictions)
    writer.integer(inputs.columns.count)
    for column in inputs.columns {
      writer.text(column.name)
      switch column.values {
      case .numbers, .flags:
        writer.flag(true)
        writer.numbers(column.numbers ?? [])
      case .dates(let dates):
        writer.byte(2)
        writer.byte(dates.precision.rawValue)
        writer.flag(dates.hasZone)
        writer.numbers(dates.seconds)
      case .texts(let texts):
        // Texts and not codes: the codes depend on rows that are not kept.
        writer.flag(false)
        writer.integer(texts.codes.count)
        for row in texts.codes.indices {
          writer.flag(texts[row] != nil)
          writer.text(texts[row] ?? "")
        }
      }
    }
  }

  /// Reads rows with so many numbers each.
  init(decoding reader: inout ByteReader, outputCount: Int) throws(ByteReaderError) {
    predictions = try reader.numbers()
    guard predictions.count % outputCount == 0 else {
      throw reader.failure("predictions for whole rows")
    }
    var columns: [Column] = []
    for _ in 0..<(try reader.count(bytesEach: 17)) {
      let name = try reader.text()
      columns.append(try Self.column(name, &reader))
    }
    let count = predictions.count / outputCount
    guard columns.allSatisfy({ $0.count == count }),
      Set(columns.map(\.name)).count == columns.count
    else { throw reader.failure("remembered rows of one length with different column names") }
    inputs = Table(columns, rowCount: count)
  }

  private static func column(
    _ name: String, _ reader: inout ByteReader
  ) throws(ByteReaderError) -> Column {
    switch try reader.byte() {
    case 0:
      var texts: [String?] = []
      for _ in 0..<(try reader.count(bytesEach: 9)) {
        let isPresent = try reader.flag()
        let text = try reader.text()
        texts.append(isPresent ? text : nil)
      }
      return Column(name, texts: texts)
    case 1:
      return Column(name, numbers: try reader.numbers())
    case 2:
      guard let precision = DateValues.Precision(rawValue: try reader.byte()) else {
        throw reader.failure("a unit of time")
      }
      let hasZone = try reader.flag()
      let seconds = try reader.numbers()
      guard seconds.allSatisfy({ $0.isNaN || DateValues.allows($0, precision) }) else {
        throw reader.failure("a moment for each row")
      }
      return Column(name, dates: DateValues(seconds, precision: precision, hasZone: hasZone))
    default:
      throw reader.failure("a column kind")
    }
  }
}
