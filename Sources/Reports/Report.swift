package import Documents

/// A report as a value: all that its reader sees, before it is set as a page.
package struct Report: Hashable, Sendable {
  /// A fact about how the report came about.
  package struct Fact: Hashable, Sendable {
    package let label: String
    package let value: Text

    package init(_ label: String, _ value: Text) {
      self.label = label
      self.value = value
    }
  }

  /// The file that the report was made from.
  package struct Source: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package let title: String
  package let question: String?
  /// The answer in words and numbers, in a sentence or two.
  package let answer: Text
  package let keyNumbers: [KeyNumber]
  /// What stands below the numbers of the first screen.
  package let lead: [Block]
  package let findings: [Finding]
  package let warnings: [Text]
  package let pipeline: Figure?
  package let sections: [Section]
  package let facts: [Fact]
  package let source: Source?
  /// After how many seconds a browser reads the page again, nil for never.
  package let refreshSeconds: Int?
  /// The report for programs: a text in JSON, nil for none.
  package let data: String?

  package init(
    title: String, question: String?, answer: Text, keyNumbers: [KeyNumber] = [],
    lead: [Block] = [], findings: [Finding] = [], warnings: [Text] = [], pipeline: Figure? = nil,
    sections: [Section] = [], facts: [Fact] = [], source: Source? = nil,
    refreshSeconds: Int? = nil, data: String? = nil
  ) {
    self.title = title
    self.question = question
    self.answer = answer
    self.keyNumbers = keyNumbers
    self.lead = lead
    self.findings = findings
    self.warnings = warnings
    self.pipeline = pipeline
    self.sections = sections
    self.facts = facts
    self.source = source
    self.refreshSeconds = refreshSeconds
    self.data = data
  }

  /// All figures in the order in which they are shown; each needs a picture.
  package var figures: [Figure] {
    Report.figures(in: lead) + (pipeline.map { [$0] } ?? [])
      + sections.flatMap { Report.figures(in: $0.blocks) }
  }

  /// The sections as they are shown: the pipeline, the given ones, and how the report was made.
  var shownSections: [Section] {
    var shown: [Section] = []
    if let pipeline {
      shown.append(
        Section(id: "page-pipeline", title: "How it was worked out", blocks: [.figure(pipeline)]))
    }
    shown += sections
    var made: [Block] = []
    if !facts.isEmpty {
      made.append(
        .table(
          DataTable(
            caption: "Facts about this run",
            headings: [.init("Fact"), .init("Value")],
            rows: facts.map { [Text($0.label), $0.value] })))
    }
    if let source {
      made.append(.details("The analysis file, \(source.name)", [.listing(source.text)]))
    }
    if !made.isEmpty {
      shown.append(Section(id: "page-making", title: "How this report was made", blocks: made))
    }
    return shown
  }

  private static func figures(in blocks: [Block]) -> [Figure] {
    blocks.flatMap { block -> [Figure] in
      switch block {
      case .figure(let figure): [figure]
      case .details(_, let inner): figures(in: inner)
      case .part(let part): figures(in: part.blocks)
      case .paragraph, .finding, .list, .table, .listing: []
      }
    }
  }
}
