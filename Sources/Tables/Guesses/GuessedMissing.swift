/// Words for a missing value, found among numbers and dates.
struct GuessedMissing {
  /// Marks that stand alone where a value is missing.
  private static let marks: Set<String> = [
    "?", "??", "???", "-", "--", "---", "–", "—", ".", "..", "...", "…", "*", "#", "/", "//",
  ]
  /// Words in small letters, without spaces and the marks that people put between letters.
  private static let words: Set<String> = [
    "na", "none", "nil", "null", "nan", "missing", "unknown", "unspecified", "undefined", "value!",
    "div0!", "notavailable", "notapplicable", "nodata", "noanswer", "notknown", "notgiven",
    "notreported",
    "empty", "ka", "keineangabe", "keineangaben", "unbekannt", "nichtbekannt", "nichtangegeben",
    "fehlt", "fehlend", "leer", "ohneangabe", "oa", "entfällt", "nv", "nichtvorhanden", "tba",
    "tbd",
    "nc", "nr", "nd", "inconnu", "inconnue", "nonrenseigné", "desconocido", "sindato", "sindatos",
    "sconosciuto", "onbekend", "ukendt", "okänd", "brakdanych",
  ]
  private static let levelsMax = 2000

  /// The words to be added to those for missing values, sorted.
  let words: [String]
  /// Which columns have which of them, and how often; empty where there is none.
  let reason: String

  /// Takes columns as texts; the share of the file that they are of is told where it is not all.
  init(_ columns: [TableGuess.Sample], _ style: NumberStyle, isWhole: Bool) {
    var words: Set<String> = []
    for column in columns { words.formUnion(Self.words(of: column, style)) }
    self.words = words.sorted()
    guard !words.isEmpty else {
      reason = ""
      return
    }
    let places = self.words.map { word in
      let counts = columns.compactMap { column -> String? in
        guard let code = column.levels.firstIndex(of: word) else { return nil }
        let count = column.codes.count { $0 == code }
        return count > 0 ? "\(column.name) (\(count))" : nil
      }
      let shown = counts.prefix(6).joined(separator: ", ")
      return "'\(word)' in \(shown)" + (counts.count > 6 ? " and \(counts.count - 6) more" : "")
    }
    let shown = places.prefix(8).joined(separator: "; ")
    let more = places.count > 8 ? "; …" : ""
    reason =
      "words for a missing number or date\(isWhole ? "" : ", counted in the first rows"): "
      + shown + more
  }

  /// Tells whether people and programs write a text for a missing value.
  static func isWord(_ text: String) -> Bool {
    if marks.contains(text) { return true }
    guard text.utf8.count <= 24 else { return false }
    let letters = text.lowercased().filter { !" ./\\_-#<>()[]*?'".contains($0) }
    return words.contains(letters)
  }

  /// The words of a column that stand for missing values: among numbers or dates, or question marks.
  private static func words(of column: TableGuess.Sample, _ style: NumberStyle) -> [String] {
    let words = column.levels.filter(isWord)
    guard !words.isEmpty, words.count < column.levels.count else { return [] }
    let others = Array(column.levels.lazy.filter { !isWord($0) }.prefix(levelsMax))
    if others.allSatisfy({ GuessedNumbers.isNumber($0, style) }) || areDates(others, column) {
      return words
    }
    return words.filter { $0 == "?" }
  }

  private static func areDates(_ levels: [String], _ column: TableGuess.Sample) -> Bool {
    let areISO = levels.allSatisfy { level in
      let bytes = Array(level.utf8)
      return ISODate.parse(bytes.span, 0..<bytes.count) != nil
    }
    return areISO || GuessedDates.pattern(column.name, levels, levels) != nil
  }
}
