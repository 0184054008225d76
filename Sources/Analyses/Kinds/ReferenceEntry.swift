/// Something that a kind of stage offers besides its settings, such as a function of its language.
package struct ReferenceEntry: Sendable, Hashable {
  /// One line below the summary: what it is about, and what there is to say.
  package struct Fact: Sendable, Hashable {
    package let label: String
    package let text: String

    package init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  package let name: String
  /// How it is written.
  package let signature: String
  package let summary: String
  package let facts: [Fact]

  package init(name: String, signature: String, summary: String, facts: [Fact]) {
    self.name = name
    self.signature = signature
    self.summary = summary
    self.facts = facts
  }
}
