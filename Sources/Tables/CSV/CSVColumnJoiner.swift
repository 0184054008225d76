import Diagnostics

/// Puts the parts of one column together: decides its kind and says why.
struct CSVColumnJoiner: Sendable {
  let name: String
  let column: Int
  let declared: ColumnKind?
  let pattern: DatePattern?
  /// The parts in the order of the blocks.
  var parts: [CSVColumnPart]
  /// The number of rows before each part.
  let firstRows: [Int]

  /// The kind of the column.
  var kind: ColumnKind {
    if let declared { return declared }
    var kinds: Set<ColumnKind> = []
    for part in parts {
      switch part.values {
      case .missing: break
      case .numbers: kinds.insert(.number)
      case .flags: kinds.insert(.flag)
      case .dates: kinds.insert(.date)
      case .texts: kinds.insert(.text)
      }
    }
    guard let kind = kinds.first else { return .number }
    return kinds.count > 1 || (kind == .date && !mixedZones.isEmpty) ? .text : kind
  }

  /// The kind that no more rows can change, or nil.
  func certainKind(isWhole: Bool) -> ColumnKind? {
    if let declared { return declared }
    let hasValues = parts.contains { $0.valueCount > 0 }
    return kind == .text || (isWhole && hasValues) ? kind : nil
  }

  /// The parts that must be read again as texts, because another part is not what they are.
  var partsToReadAgain: [Int] {
    guard kind == .text else { return [] }
    return parts.indices.filter { index in
      switch parts[index].values {
      case .texts, .missing: false
      case .numbers, .flags, .dates: true
      }
    }
  }

  private typealias Place = (row: Int, field: CSVField)

  /// The first place of a sort, with its row in the whole table from 0.
  private func first(_ place: (CSVColumnPart) -> CSVColumnPart.Place?) -> Place? {
    for (part, firstRow) in zip(parts, firstRows) {
      if let found = place(part) { return (firstRow + found.row, found.field) }
    }
    return nil
  }

  private var mixedZones: [Place] {
    guard let zoned = first(\.firstZoned), let zoneless = first(\.firstZoneless) else { return [] }
    return [zoned, zoneless]
  }

  /// Gives the values of all parts as one column of the kind.
  func joined() -> Column {
    switch kind {
    case .number:
      return Column(
        name,
        numbers: concatenated(missing: .nan) { part in
          if case .numbers(let numbers) = part.values { numbers } else { nil }
        })
    case .flag:
      return Column(
        name,
        flags: concatenated(missing: nil) { part in
          if case .flags(let flags) = part.values { flags } else { nil }
        })
    case .date:
      let seconds = concatenated(missing: Double.nan) { part in
        if case .dates(let dates) = part.values { dates } else { nil }
      }
      return Column(
        name,
        dates: DateValues(
          unchecked: seconds, precision: parts.map(\.precision).max() ?? .day,
          hasZone: first(\.firstZoned) != nil))
    case .text:
      var coder = TextCoder()
      for part in parts {
        if case .texts(let codes, let levels) = part.values {
          coder.append(codes, levels: levels)
        } else {
          coder.append([Int32](repeating: TextValues.missing, count: part.rowCount), levels: [])
        }
      }
      return Column(name, .texts(coder.values))
    }
  }

  private func concatenated<Value>(
    missing: Value, _ values: (CSVColumnPart) -> [Value]?
  ) -> [Value] {
    var all: [Value] = []
    all.reserveCapacity(parts.reduce(0) { $0 + $1.rowCount })
    for part in parts {
      if let values = values(part) {
        all.append(contentsOf: values)
      } else {
        all.append(contentsOf: repeatElement(missing, count: part.rowCount))
      }
    }
    return all
  }
}

extension CSVColumnJoiner {
  /// Says why the column has its kind.
  func inference(_ source: CSVSource) -> CSVInference {
    let kind = kind
    let isInferredText = declared == nil && kind == .text
    let dateCount = parts.reduce(0) { $0 + $1.dateCount }
    // A column that begins with dates is told by what is none.
    let other = isInferredText && dateCount > 0 ? firstNoDate ?? first(\.firstOther) : nil
    return CSVInference(
      column: name, kind: kind, isDeclared: declared != nil,
      valueCount: parts.reduce(0) { $0 + $1.valueCount },
      numberCount: parts.reduce(0) { $0 + $1.numberCount }, dateCount: dateCount,
      cutCount: parts.reduce(0) { $0 + $1.cutCount },
      firstOther: isInferredText
        ? (other ?? first(\.firstOther)).map { example($0, source) } : nil,
      firstLarge: isInferredText ? first(\.firstLarge).map { example($0, source) } : nil,
      mixedZones: isInferredText && onlyDates ? mixedZones.map { example($0, source) } : [])
  }

  private var onlyDates: Bool {
    parts.allSatisfy { $0.valueCount == $0.dateCount }
  }

  private var firstNoDate: Place? {
    for (part, firstRow) in zip(parts, firstRows) {
      let place = part.firstNoDate ?? (part.dateCount == 0 ? part.firstOther : nil)
      if let place { return (firstRow + place.row, place.field) }
    }
    return nil
  }

  private func example(_ found: Place, _ source: CSVSource) -> CSVInference.Example {
    let place = source.place(of: found.field)
    return .init(
      text: source.text(of: found.field), row: found.row + 1, span: place.span,
      lineText: place.lineText)
  }

  /// Adds the values that are not of the declared kind.
  func report(_ source: CSVSource, style: NumberStyle, to problems: inout CSVProblems) {
    guard let declared else { return }
    if let refused = first(\.firstRefused) {
      for _ in 0..<parts.reduce(0, { $0 + $1.refusedCount }) {
        problems.add(.value(column: column)) {
          refusal(example(refused, source), declared, style)
        }
      }
    }
    if declared == .date, let zoned = mixedZones.first, let zoneless = mixedZones.last {
      problems.add(.single) {
        let other = example(zoneless, source)
        return problem(
          example(zoned, source),
          "has a time zone, and \(CSVSource.quoted(other.text)) in row \(other.row) has none",
          hints: ["write all moments with a zone, or none; a day alone has none"])
      }
    }
  }

  private func refusal(
    _ other: CSVInference.Example, _ declared: ColumnKind, _ style: NumberStyle
  ) -> Diagnostic {
    let missingHint =
      "if it stands for a missing value, add it to `missing`; or declare the column as text"
    switch declared {
    case .flag:
      return problem(
        other, "is not a truth value: \(FlagWord.declaredWords)", hints: [missingHint])
    case .date:
      let form = pattern.map { "of the form \(CSVSource.quoted($0.text))" }
      return problem(
        other, "is not a date \(form ?? "such as 2024-05-31 or 2024-05-31T12:30:00Z")",
        hints: [dateHint(other.text), missingHint].compactMap(\.self))
    case .number, .text:
      let form = style.isPlain ? " such as 12, -0.5 or 1e-3" : " in the style of the settings"
      return problem(
        other, "is not a number\(form)",
        hints: NumberHint.hints(for: other.text) + [missingHint])
    }
  }

  /// The form that a value has, if it is any that is known; else how a form is given.
  private func dateHint(_ text: String) -> String? {
    if let form = GuessedDates.pattern(name, [text], [text])?.pattern.text {
      return "it is one of the form `\(form)`: `dates: {\(name): \"\(form)\"}`"
    }
    return pattern == nil ? "say how dates are written: `dates: {\(name): \"%d.%m.%Y\"}`" : nil
  }

  private func problem(
    _ other: CSVInference.Example, _ what: String, hints: [String]
  ) -> Diagnostic {
    Diagnostic(
      .csvValue,
      "\(CSVSource.quoted(other.text)) in column \(CSVSource.quoted(name)) \(what)",
      span: other.span, lineText: other.lineText,
      notes: [.init("row \(other.row), field \(column + 1)")], hints: hints)
  }
}
