/// A text that equals another only when all bytes do.
///
/// Swift holds texts to be equal that Unicode writes in two ways; data keeps what was written.
package struct ExactText: Hashable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func == (a: ExactText, b: ExactText) -> Bool {
    a.text == b.text && a.text.utf8.elementsEqual(b.text.utf8)
  }

  /// Equal bytes are equal texts for Swift too, so its hash serves.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

/// Collects the texts of a column row by row and stores each text once.
package struct TextCoder {
  private var index: [ExactText: Int32] = [:]
  private var levels: [String] = []
  private var codes: [Int32] = []

  package init() {}

  /// Adds the text of the next row, nil where it is missing, and gives its code.
  @discardableResult
  package mutating func append(_ text: String?) -> Int32 {
    let code = if let text { self.code(of: ExactText(text)) } else { TextValues.missing }
    codes.append(code)
    return code
  }

  /// Adds a row with a text that was added before.
  mutating func append(code: Int32) {
    codes.append(code)
  }

  /// Adds rows that are coded by levels of their own.
  mutating func append(_ codes: [Int32], levels: [String]) {
    let known = levels.map { code(of: ExactText($0)) }
    self.codes.append(contentsOf: codes.lazy.map { $0 < 0 ? $0 : known[Int($0)] })
  }

  /// The texts added so far.
  package var values: TextValues { TextValues(unchecked: levels, codes) }

  private mutating func code(of text: ExactText) -> Int32 {
    if let code = index[text] { return code }
    let code = Int32(levels.count)
    index[text] = code
    levels.append(text.text)
    return code
  }
}
