// SAFETY: the files are constants of the program; each is read with its own length.
import CResources

/// The templates and the style, which are part of the program.
package enum Resources {
  /// The files by their names.
  package enum Name: String, CaseIterable, Sendable {
    case blocks = "blocks.mustache"
    case figure = "figure.mustache"
    case page = "page.mustache"
    case script = "page.js"
    case style = "style.css"
    case table = "table.mustache"
    case text = "text.mustache"
  }

  /// Gives the text of a file.
  package static func text(_ name: Name) -> String {
    String(decoding: bytes(name), as: UTF8.self)
  }

  /// All files in a fixed order, so that a change of any of them can be seen in a digest.
  package static var all: [(name: Name, bytes: [UInt8])] {
    Name.allCases.map { ($0, bytes($0)) }
  }

  private static func bytes(_ name: Name) -> [UInt8] {
    for index in 0..<cres_count() {
      let file = unsafe cres_at(index)
      guard unsafe String(cString: file.name) == name.rawValue else { continue }
      return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    preconditionFailure("'\(name.rawValue)' is part of the program")
  }
}
