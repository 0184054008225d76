/// A text with places marked by keycap digits, 1️⃣ to 9️⃣, which are taken out.
package struct MarkedText: Sendable {
  package let text: String
  /// The line and the column behind each mark, both from 1.
  package let places: [Int: Place]

  /// A line and a column.
  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int
  }

  package init(_ marked: String) {
    var text = String.UnicodeScalarView()
    var places: [Int: Place] = [:]
    var (line, column) = (1, 1)
    let scalars = Array(marked.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if index + 2 < scalars.count, scalars[index + 1] == "\u{FE0F}",
        scalars[index + 2] == "\u{20E3}", let digit = Int(String(scalar))
      {
        places[digit] = Place(line: line, column: column)
        index += 3
        continue
      }
      text.append(scalar)
      if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      index += 1
    }
    self.text = String(text)
    self.places = places
  }
}
