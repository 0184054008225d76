import Documents

/// The report as the templates see it: dictionaries, lists and finished texts.
///
/// A template looks for a missing word in the surroundings, so every block has every word.
struct PageContext {
  private let pictures: [String: String]

  /// Gives the words of the page template.
  static func page(_ report: Report, pictures: [String: String]) -> [String: Any] {
    let context = PageContext(pictures: pictures)
    let sections = report.shownSections
    return [
      "title": report.title,
      "refresh": present(report.refreshSeconds.map(String.init) ?? ""),
      "question": present(report.question ?? ""),
      "style": Resources.text(.style),
      "answer": text(report.answer),
      "hasKeyNumbers": !report.keyNumbers.isEmpty,
      "keyNumbers": report.keyNumbers.map { number -> [String: Any] in
        [
          "label": number.label, "value": number.value,
          "interval": present(number.interval ?? ""), "explanation": present(number.explanation),
        ]
      },
      "hasLead": !report.lead.isEmpty,
      "lead": ["blocks": report.lead.map { context.block($0, heading: 2) }],
      "hasWarnings": !report.warnings.isEmpty,
      "warnings": report.warnings.map(text),
      "hasFindings": !report.findings.isEmpty,
      "findings": report.findings.map(finding),
      "contents": sections.map { ["target": $0.id, "entry": $0.title] },
      "sections": sections.map { section -> [String: Any] in
        [
          "sectionId": section.id, "sectionTitle": section.title,
          "blocks": section.blocks.map { context.block($0, heading: 3) },
        ]
      },
    ]
  }

  private func block(_ block: Block, heading: Int) -> [String: Any] {
    var words: [String: Any] = [
      "paragraph": false, "finding": false, "list": false, "table": false, "figure": false,
      "listing": false, "part": false, "details": false,
    ]
    switch block {
    case .paragraph(let text): words["paragraph"] = PageContext.text(text)
    case .finding(let finding): words["finding"] = PageContext.finding(finding)
    case .list(let items): words["list"] = ["items": items.map(PageContext.text)]
    case .table(let table): words["table"] = PageContext.table(table)
    case .figure(let figure): words["figure"] = self.figure(figure, heading: heading)
    case .listing(let text): words["listing"] = text
    case .part(let part):
      words["part"] =
        [
          "partId": part.id, "partTitle": part.title, "partKind": part.kind,
          "blocks": part.blocks.map { self.block($0, heading: heading + 1) },
        ] as [String: Any]
    case .details(let summary, let blocks):
      words["details"] =
        ["summary": summary, "blocks": blocks.map { self.block($0, heading: heading) }]
        as [String: Any]
    }
    return words
  }

  private func figure(_ figure: Figure, heading: Int) -> [String: Any] {
    [
      "heading": heading,
      "figureId": figure.id,
      "figureTitle": figure.title,
      "figureCaption": PageContext.text(figure.caption),
      "picture": PageContext.present(pictures[figure.id] ?? ""),
      "figureTable": PageContext.table(figure.table),
    ]
  }

  private static func finding(_ finding: Finding) -> [String: Any] {
    let word =
      switch finding.tone {
      case .good: "Good"
      case .note: "Note"
      case .warning: "Warning"
      }
    return [
      "tone": finding.tone.rawValue, "toneWord": word, "headline": text(finding.headline),
      "explanation": present(finding.explanation),
    ]
  }

  /// Tables with more columns are set as cards on narrow screens.
  private static let narrowColumnsMax = 4

  private static func table(_ table: DataTable) -> [String: Any] {
    let isWide = table.headings.count > narrowColumnsMax
    return [
      "isWide": isWide,
      "tableCaption": table.caption,
      "headings": table.headings.map {
        ["heading": $0.text, "alignment": $0.alignment.rawValue]
      },
      "rows": table.rows.map { row -> [String: Any] in
        [
          "cells": zip(row, table.headings).enumerated().map { index, pair -> [String: Any] in
            [
              "isFirst": index == 0, "alignment": pair.1.alignment.rawValue,
              "label": present(isWide ? pair.1.text : ""),
              "runs": runs(pair.0),
            ]
          }
        ]
      },
    ]
  }

  private static func text(_ text: Text) -> [String: Any] { ["runs": runs(text)] }

  private static func runs(_ text: Text) -> [[String: Any]] {
    text.runs.map { run in
      var words: [String: Any] = [
        "runPlain": false, "runStrong": false, "runCode": false, "runReference": false,
      ]
      switch run {
      case .plain(let text): words["runPlain"] = text
      case .strong(let text): words["runStrong"] = text
      case .code(let text): words["runCode"] = text
      case .reference(let text, let target):
        words["runReference"] = ["words": text, "to": target]
      }
      return words
    }
  }

  /// A text that is left out when it is empty.
  private static func present(_ text: String) -> Any { text.isEmpty ? false : text }

  /// A text that is left out when it is empty.
  private static func present(_ text: Text) -> Any {
    text.plain.isEmpty ? false : self.text(text)
  }
}
