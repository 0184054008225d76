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
  /// What has changed since an earlier report, nil where there is none.
  package let changes: Section?
  package let pipeline: Figure?
  package let sections: [Section]
  /// What stands first where it is said how the report was made.
  package let making: [Block]
  package let facts: [Fact]
  package let source: Source?
  /// After how many seconds a browser reads the page again, nil for never.
  package let refreshSeconds: Int?
  /// The report for programs: a text in JSON, nil for none.
  package let data: String?

  package init(
    title: String, question: String?, answer: Text, keyNumbers: [KeyNumber] = [],
    lead: [Block] = [], findings: [Finding] = [], warnings: [Text] = [],
    changes: Section? = nil, pipeline: Figure? = nil,
    sections: [Section] = [], making: [Block] = [], facts: [Fact] = [], source: Source? = nil,
    refreshSeconds: Int? = nil, data: String? = nil
  ) {
    self.title = title
    self.question = question
    self.answer = answer
    self.keyNumbers = keyNumbers
    self.lead = lead
    self.findings = findings
    self.warnings = warnings
    self.changes = changes
    self.pipeline = pipeline
    self.sections = sections
    self.making = making
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

  /// The sections as they are shown: changes, the pipeline, the given ones, and the making.
  var shownSections: [Section] {
    var shown = changes.map { [$0] } ?? []
    if let pipeline {
      shown.append(
        Section(id: "page-pipeline", title: "How it was worked out", blocks: [.figure(pipeline)]))
    }
    shown += sections
    var made = making
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
