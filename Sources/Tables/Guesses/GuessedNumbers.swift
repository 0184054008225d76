/// How the numbers of a file are written, found from its columns as texts.
struct GuessedNumbers {
  private static let levelsMax = 2000

  let style: NumberStyle
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
        } else if !GuessedMissing.isWord(level) {
          return false
        }
      }
      return hasNumber
    }
  }

  /// Tells whether a text is a number in a style.
  static func isNumber(_ text: String, _ style: NumberStyle) -> Bool {
    let bytes = Array(text.utf8)
    guard !style.isPlain else { return DecimalNumber.parse(bytes, 0..<bytes.count) != nil }
    guard let plain = style.plain(bytes.span, 0..<bytes.count) else { return false }
    return DecimalNumber.parse(plain, 0..<plain.count) != nil
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
