/// A piece of a document.
package enum Block: Hashable, Sendable, Codable {
  /// A paragraph.
  case paragraph(Text)
  /// A finding that must not be missed.
  case finding(Finding)
  /// A few short statements of equal rank.
  case list([Text])
  case table(DataTable)
  case figure(Figure)
  /// Text to be typed or found in a file, with its line breaks.
  case listing(String)
  /// A headed part of its own below the section's heading.
  case part(Part)
  /// A part that most readers skip: a heading to open it by, and what is in it.
  case details(String, [Block])
}

/// A finding: how it is meant, one sentence, and the explanation.
package struct Finding: Hashable, Sendable, Codable {
  /// How a finding is meant; it is shown in words as well as by colour.
  package enum Tone: String, Hashable, Sendable, Codable {
    case good
    case note
    case warning
  }

  package let tone: Tone
  package let headline: Text
  package let explanation: Text

  package init(_ tone: Tone, _ headline: Text, explanation: Text) {
    self.tone = tone
    self.headline = headline
    self.explanation = explanation
  }
}

/// A part of a section with a heading of its own.
package struct Part: Hashable, Sendable, Codable {
  /// An identifier that is unique in the document: lower case letters, digits and hyphens.
  package let id: String
  package let title: String
  /// What the part is, in a word, set beside the heading.
  package let kind: String
  package let blocks: [Block]

  package init(id: String, title: String, kind: String, blocks: [Block]) {
    self.id = id
    self.title = title
    self.kind = kind
    self.blocks = blocks
  }
}

/// A headed part of a document.
package struct Section: Hashable, Sendable, Codable {
  /// An identifier that is unique in the document: lower case letters, digits and hyphens.
  package let id: String
  package let title: String
  package let blocks: [Block]

  package init(id: String, title: String, blocks: [Block]) {
    self.id = id
    self.title = title
    self.blocks = blocks
  }
}
