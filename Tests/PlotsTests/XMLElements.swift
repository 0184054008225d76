import Foundation
import FoundationXML

/// The elements of a well-formed text, for tests that look at what was written.
final class XMLElements: NSObject, XMLParserDelegate {
  /// An element's name and attributes.
  struct Element: Sendable {
    let name: String
    let attributes: [String: String]
  }

  /// A text that is not well-formed.
  struct Malformed: Error {
    let reason: String
  }

  private var elements: [Element] = []

  /// Gives the elements in the order in which they begin.
  static func read(_ text: String) throws -> [Element] {
    let parser = XMLParser(data: Data(text.utf8))
    let reader = XMLElements()
    parser.delegate = reader
    guard parser.parse() else {
      throw Malformed(reason: parser.parserError.map { "\($0)" } ?? "unknown")
    }
    return reader.elements
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
  }
}
