/// A statement of the file about its models that no number can make, such as what they are for.
package struct CardEntry: Sendable, Hashable {
  /// The subjects of a card, in the order in which they are shown, and what is said there.
  package static let subjects: [(name: String, summary: String)] = [
    ("use", "What the models are meant for, and for whom."),
    ("not-for", "What they should not be used for."),
    ("data", "Where the rows come from, and whom or what they describe."),
    ("limits", "Where the models are known to be weak."),
    ("care", "What their use may do to people, and what is done about it."),
    ("contact", "Whom to ask."),
    ("licence", "Under which licence they may be used."),
  ]

  /// The word of the file, such as `not-for`.
  package let name: String
  /// What is said, nil where the file says nothing.
  package let text: String?

  package init(name: String, text: String?) {
    self.name = name
    self.text = text
  }
}
