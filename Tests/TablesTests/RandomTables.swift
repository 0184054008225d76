import Kernels
import Tables

/// Tables with awkward numbers and texts for seeded tests.
enum RandomTables {
  static let texts: [String?] = [
    nil, "", "a", "NA", "null", "say \"yes\"", "a,b", "line\nbreak", "carriage\r\nreturn",
    " space ",
    "é", "e\u{301}", "😀", "'", "\u{feff}mark", "\t", ";", "\"", "\r", "1.5x", "naïve", "-", "#",
  ]
  static let numbers: [Double] = [
    .nan, 0, -0.0, 1, -1.5, 0.1, 1e-300, .leastNonzeroMagnitude, 1.7976931348623157e308, 1e16,
    123456789012345680,
    0.30000000000000004, 1e-5, 9007199254740992, .leastNormalMagnitude, 1e21, 1e22, 1e23,
  ]

  /// Makes a table of one to four columns; each column of texts has a text that is no number.
  static func table(seed: UInt64, maximumRows: Int = 20) -> Table {
    var stream = RandomStream(seed: seed)
    let rowCount = 1 + stream.integer(below: maximumRows)
    let columnCount = 1 + stream.integer(below: 4)
    let columns = (0..<columnCount).map { index in
      let name = ["plain", "with, comma", "\"quoted\"", "two\nlines"][index]
      if stream.integer(below: 2) == 0 {
        return Column(name, numbers: (0..<rowCount).map { _ in number(&stream) })
      }
      var values = (0..<rowCount).map { _ in texts[stream.integer(below: texts.count)] }
      values[stream.integer(below: rowCount)] = "certainly text"
      return Column(name, texts: values)
    }
    return Table(columns)
  }

  private static func number(_ stream: inout RandomStream) -> Double {
    if stream.integer(below: 2) == 0 { return numbers[stream.integer(below: numbers.count)] }
    let number = Double(bitPattern: stream.next())
    return number.isFinite ? number : 7
  }
}
