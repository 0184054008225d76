/// How the numbers of a file are written, found from its columns as texts.
struct GuessedNumbers {
  /// Words that programs write for a missing value and that are nothing else among numbers.
  static let missingWords = [
    "?", "-", "--", ".", "*", "#N/A", "#NA", "n/a", "na", "None", "none", "NONE", "NIL", "nil",
    "missing", "Missing", "unknown", "Unknown", "#VALUE!", "#DIV/0!", "<NA>", "(null)",
  ]
  private static let levelsMax = 2000

  let style: NumberStyle
  /// The words to be added to those for missing values.
  let missing: [String]
  let remarks: [TableGuess.Remark]

  init(_ columns: [TableGuess.Sample], delimiter: UInt8) {
    let levels = columns.map { Array($0.levels.prefix(Self.levelsMax)) }
    let signs: [String] = ["€", "$", "£", "¥"].filter { sign in
      levels.contains { $0.contains { $0.contains(sign) } }
    }
    var best = (style: NumberStyle(), score: Self.score(levels, NumberStyle()))
    for style in Self.candidates(signs, delimiter: delimiter) {
      let score = Self.score(levels, style)
      if score > best.score { best = (style, score) }
    }
    style = best.style
    var words: Set<String> = []
    for column in columns { words.formUnion(Self.missing(in: column, best.style)) }
    missing = words.sorted()
    remarks = Self.remarks(on: best.style)
  }

  /// The styles in the order in which they are preferred.
  private static func candidates(_ signs: [String], delimiter: UInt8) -> [NumberStyle] {
    // Where commas cut the fields, one inside a number more likely stands between thousands.
    let comma: [(NumberStyle.Decimal, NumberStyle.Thousands)] = [
      (.comma, .none), (.comma, .point), (.comma, .space), (.comma, .apostrophe),
    ]
    let point: [(NumberStyle.Decimal, NumberStyle.Thousands)] = [
      (.point, .none), (.point, .comma), (.point, .space), (.point, .apostrophe),
    ]
    let pairs = delimiter == UInt8(ascii: ",") ? point + comma : comma + point
    let plain = pairs.map { NumberStyle(decimal: $0, thousands: $1) }
    guard !signs.isEmpty else { return plain }
    return plain + pairs.map { NumberStyle(decimal: $0, thousands: $1, currency: signs) }
  }

  /// How many columns hold nothing but numbers of a style and words for missing ones.
  private static func score(_ columns: [[String]], _ style: NumberStyle) -> Int {
    columns.count { levels in
      var hasNumber = false
      for level in levels {
        if isNumber(level, style) {
          hasNumber = true
        } else if !missingWords.contains(level) {
          return false
        }
      }
      return hasNumber
    }
  }

  private static func isNumber(_ text: String, _ style: NumberStyle) -> Bool {
    let bytes = Array(text.utf8)
    guard !style.isPlain else { return DecimalNumber.parse(bytes, 0..<bytes.count) != nil }
    guard let plain = style.plain(bytes.span, 0..<bytes.count) else { return false }
    return DecimalNumber.parse(plain, 0..<plain.count) != nil
  }

  /// The words of a column that stand for missing values: among numbers, or a question mark.
  private static func missing(
    in column: TableGuess.Sample, _ style: NumberStyle
  ) -> [String] {
    let words = column.levels.filter { missingWords.contains($0) }
    guard !words.isEmpty, words.count < column.levels.count else { return [] }
    let others = column.levels.filter { !missingWords.contains($0) }.prefix(levelsMax)
    if others.allSatisfy({ isNumber($0, style) }) { return words }
    return words.filter { $0 == "?" }
  }

  private static func remarks(on style: NumberStyle) -> [TableGuess.Remark] {
    var remarks: [TableGuess.Remark] = []
    if style.decimal != .point {
      remarks.append(.init(setting: "decimal", reason: "so more columns hold numbers"))
    }
    if style.thousands != .none {
      remarks.append(.init(setting: "thousands", reason: "groups of three digits"))
    }
    if !style.currency.isEmpty {
      remarks.append(.init(setting: "currency", reason: "numbers stand beside it"))
    }
    return remarks
  }
}
