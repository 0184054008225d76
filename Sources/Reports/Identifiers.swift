import Documents

/// The named places of a page, checked before it is written.
struct Identifiers {
  private var known: Set<String> = [
    "page-answer", "page-content", "page-contents", "page-findings", "page-search",
    "page-warnings", "tools-place", "workbench-run",
  ]
  private var targets: [String] = []

  /// Checks that each place has its own well-formed name and that each link leads to one.
  static func check(_ report: Report) throws(ReportError) {
    var identifiers = Identifiers()
    identifiers.note(report.answer)
    for number in report.keyNumbers { identifiers.note(number.explanation) }
    for block in report.lead { try identifiers.add(block) }
    for finding in report.findings { identifiers.note(finding) }
    for warning in report.warnings { identifiers.note(warning) }
    for section in report.shownSections {
      try identifiers.add(section.id)
      try identifiers.add("\(section.id)-heading")
      for block in section.blocks { try identifiers.add(block) }
    }
    if let target = identifiers.targets.first(where: { !identifiers.known.contains($0) }) {
      throw .unknownReference(to: target, known: identifiers.known.sorted())
    }
  }

  private mutating func add(_ identifier: String) throws(ReportError) {
    let isWellFormed =
      !identifier.isEmpty
      && identifier.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
    guard isWellFormed else { throw .malformedIdentifier(identifier) }
    guard known.insert(identifier).inserted else { throw .duplicateIdentifier(identifier) }
  }

  private mutating func add(_ block: Block) throws(ReportError) {
    switch block {
    case .paragraph(let text): note(text)
    case .finding(let finding): note(finding)
    case .list(let items): for item in items { note(item) }
    case .table(let table): note(table)
    case .figure(let figure):
      for suffix in ["", "-title", "-desc"] { try add(figure.id + suffix) }
      note(figure.caption)
      note(figure.table)
    case .listing: break
    case .part(let part):
      try add(part.id)
      try add("\(part.id)-title")
      for block in part.blocks { try add(block) }
    case .details(_, let blocks): for block in blocks { try add(block) }
    }
  }

  private mutating func note(_ finding: Finding) {
    note(finding.headline)
    note(finding.explanation)
  }

  private mutating func note(_ table: DataTable) {
    for cell in table.rows.joined() { note(cell) }
  }

  private mutating func note(_ text: Text) {
    for case .reference(_, let target) in text.runs { targets.append(target) }
  }
}
