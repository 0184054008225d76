package import Digests
package import Tables

/// Fills missing values with one value a column that is learned from the training rows.
///
/// With an indicator, each chosen column also gets a column `COLUMN missing` of 0 and 1 at the end
/// of the table, whether or not training rows lacked a value, so that the columns do not depend on
/// the rows.
package struct Impute: FeatureStep {
  /// How the value is found.
  package enum Method: String, Codable, Hashable, Sendable, CaseIterable {
    case constant
    case mean
    case median
    /// The value of most rows; of equally frequent ones the least.
    case mostFrequent = "most-frequent"
  }

  /// A number or a text to fill in.
  package enum Value: Codable, Hashable, Sendable {
    case number(Double)
    case text(String)
  }

  package static let name = "impute"
  package let columns: ColumnSelection
  package let method: Method
  /// The value for the constant method, nil for the others.
  package let constant: Value?
  package let indicator: Bool

  package init(columns: ColumnSelection, method: Method, constant: Value?, indicator: Bool) {
    self.columns = columns
    self.method = method
    self.constant = constant
    self.indicator = indicator
  }

  package var neededKind: ColumnKind? {
    switch method {
    case .mean, .median: .number
    case .mostFrequent: nil
    case .constant:
      switch constant {
      case .number: .number
      case .text: .text
      case nil: nil
      }
    }
  }

  package func fit(_ table: Table) throws(LearningError) -> any FittedTableStep {
    var fills: [FittedImpute.Fill] = []
    for column in try checkedColumns(of: table) {
      guard let value = try value(for: column) else {
        throw .emptyColumn(name: column.name, purpose: "`\(Self.name)`")
      }
      fills.append(FittedImpute.Fill(column: column.name, value: value))
    }
    return FittedImpute(fills: fills, indicator: indicator)
  }

  private func value(for column: Column) throws(LearningError) -> Value? {
    if method == .constant {
      guard let constant else {
        throw .settingOutOfRange(
          name: "constant", value: "absent", allowed: "a number or a text for `method: constant`")
      }
      return constant
    }
    switch column.values {
    case .dates:
      throw .wrongKind(
        column: column.name, found: .date, needed: .number, purpose: "`\(Self.name)`")
    case .numbers, .flags:
      let known = (column.numbers ?? []).filter { !$0.isNaN }.sorted()
      guard !known.isEmpty else { return nil }
      switch method {
      case .constant, .mostFrequent: return .number(Self.mostFrequent(known))
      case .mean: return .number(known.reduce(0, +) / Double(known.count))
      case .median: return .number(Quantiles.of(sorted: known, at: 0.5))
      }
    case .texts(let texts):
      let known = texts.codes.filter { $0 >= 0 }.map { texts.levels[Int($0)] }
        .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      return known.isEmpty ? nil : .text(Self.mostFrequent(known))
    }
  }

  /// Gives the value with the longest run in a sorted, non-empty list; the first of equals.
  private static func mostFrequent<T: Equatable>(_ sorted: [T]) -> T {
    var best = sorted[0]
    var bestCount = 0
    var start = 0
    for index in 0...sorted.count where index == sorted.count || sorted[index] != sorted[start] {
      if index - start > bestCount {
        best = sorted[start]
        bestCount = index - start
      }
      start = index
    }
    return best
  }

  package func outline(after outline: ColumnOutline) -> ColumnOutline {
    guard indicator else { return outline }
    var result = outline
    result.entries += outline.chosen(by: columns).map {
      ColumnOutline.Entry(name: FittedImpute.indicatorName(of: $0.name), kind: .number)
    }
    return result
  }
}

/// The value that stands for a missing one, column by column.
package struct FittedImpute: FittedTableStep {
  /// A column and its value.
  package struct Fill: Hashable, Sendable {
    package let column: String
    package let value: Impute.Value
  }

  package static let format = "impute"
  package let fills: [Fill]
  package let indicator: Bool

  init(fills: [Fill], indicator: Bool) {
    self.fills = fills
    self.indicator = indicator
  }

  /// Gives the name of the column that tells where values were missing.
  static func indicatorName(of column: String) -> String { "\(column) missing" }

  package func apply(to table: Table) throws(LearningError) -> Table {
    var result = table
    for fill in fills {
      let missing: [Bool]
      switch fill.value {
      case .number(let value):
        let numbers = try table.numbers(of: fill.column, purpose: "`\(Self.format)`")
        missing = numbers.map(\.isNaN)
        result = result.with(
          Column(fill.column, numbers: numbers.map { $0.isNaN ? value : $0 }))
      case .text(let value):
        let texts = try table.texts(of: fill.column, purpose: "`\(Self.format)`")
        missing = texts.codes.map { $0 < 0 }
        result = result.with(
          Column(fill.column, texts: (0..<table.rowCount).map { texts[$0] ?? value }))
      }
      if indicator {
        let name = Self.indicatorName(of: fill.column)
        guard result[name] == nil else { throw .duplicateColumn(name: name) }
        result = result.with(Column(name, numbers: missing.map { $0 ? 1 : 0 }))
      }
    }
    return result
  }

  package func encode(into writer: inout ByteWriter) {
    writer.flag(indicator)
    writer.integer(fills.count)
    for fill in fills {
      writer.text(fill.column)
      switch fill.value {
      case .number(let value):
        writer.flag(true)
        writer.number(value)
      case .text(let value):
        writer.flag(false)
        writer.text(value)
      }
    }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    indicator = try reader.flag()
    var fills: [Fill] = []
    for _ in 0..<(try reader.count(bytesEach: 17)) {
      let column = try reader.text()
      let isNumber = try reader.flag()
      fills.append(
        Fill(
          column: column,
          value: isNumber ? .number(try reader.number()) : .text(try reader.text())))
    }
    self.fills = fills
  }
}
