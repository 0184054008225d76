import Digests
import Documents
import Foundation

/// The report as the templates see it: dictionaries, lists and finished texts.
///
/// A template looks for a missing word in the surroundings, so every block has every word.
struct PageContext {
  private let pictures: [String: String]
  /// The title of the section in which each part stands.
  private let places: [String: String]

  private init(pictures: [String: String], sections: [Section]) {
    self.pictures = pictures
    var places: [String: String] = [:]
    for section in sections {
      for part in section.parts { places[part.id] = section.title }
    }
    self.places = places
  }

  /// Gives the words of the page template.
  static func page(_ report: Report, pictures: [String: String]) -> [String: Any] {
    let sections = report.shownSections
    return PageContext(pictures: pictures, sections: sections).page(report, sections)
  }

  private func page(_ report: Report, _ sections: [Section]) -> [String: Any] {
    let script = Resources.text(.script)
    return [
      "title": ShownText.visible(report.title),
      "refresh": present(report.refreshSeconds.map(String.init) ?? ""),
      "question": present(report.question ?? ""),
      "style": Resources.text(.style),
      "script": script,
      "scriptDigest": Data(Digest(of: Array(script.utf8)).bytes).base64EncodedString(),
      "data": report.data.map { ShownText.embedded(json: $0) as Any } ?? false,
      "answer": text(report.answer),
      "hasKeyNumbers": !report.keyNumbers.isEmpty,
      "keyNumbers": report.keyNumbers.map { number -> [String: Any] in
        [
          "label": ShownText.visible(number.label), "value": ShownText.visible(number.value),
          "interval": present(number.interval ?? ""), "explanation": present(number.explanation),
        ]
      },
      "hasLead": !report.lead.isEmpty,
      "lead": ["blocks": report.lead.map { block($0, heading: 2) }],
      "hasWarnings": !report.warnings.isEmpty,
      "warnings": report.warnings.map(text),
      "hasFindings": !report.findings.isEmpty,
      "findings": report.findings.map(finding),
      "contents": sections.map { section -> [String: Any] in
        [
          "target": section.id, "entry": ShownText.visible(section.title),
          "hasParts": !section.parts.isEmpty,
          "parts": section.parts.map {
            ["target": $0.id, "entry": ShownText.visible($0.title)]
          },
        ]
      },
      "sections": sections.map { section -> [String: Any] in
        [
          "sectionId": section.id, "sectionTitle": ShownText.visible(section.title),
          "blocks": section.blocks.map { block($0, heading: 3) },
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
    case .paragraph(let text): words["paragraph"] = self.text(text)
    case .finding(let finding): words["finding"] = self.finding(finding)
    case .list(let items): words["list"] = ["items": items.map { self.text($0) }]
    case .table(let table): words["table"] = self.table(table)
    case .figure(let figure): words["figure"] = self.figure(figure, heading: heading)
    case .listing(let text): words["listing"] = ShownText.visible(text)
    case .part(let part):
      words["part"] =
        [
          "partId": part.id, "partTitle": ShownText.visible(part.title), "partKind": part.kind,
          "blocks": part.blocks.map { self.block($0, heading: heading + 1) },
        ] as [String: Any]
    case .details(let summary, let blocks):
      words["details"] =
        [
          "summary": ShownText.visible(summary),
          "blocks": blocks.map { self.block($0, heading: heading) },
        ]
        as [String: Any]
    }
    return words
  }

  private func figure(_ figure: Figure, heading: Int) -> [String: Any] {
    [
      "heading": heading,
      "figureId": figure.id,
      "figureTitle": ShownText.visible(figure.title),
      "figureCaption": text(figure.caption),
      "picture": present(pictures[figure.id] ?? ""),
      "figureTable": table(figure.table),
    ]
  }

  private func finding(_ finding: Finding) -> [String: Any] {
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

  private func table(_ table: DataTable) -> [String: Any] {
    let isWide = table.headings.count > Self.narrowColumnsMax
    return [
      "isWide": isWide,
      "tableCaption": ShownText.visible(table.caption),
      "headings": table.headings.map {
        ["heading": present($0.text), "alignment": $0.alignment.rawValue]
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

  private func text(_ text: Text) -> [String: Any] { ["runs": runs(text)] }

  private func runs(_ text: Text) -> [[String: Any]] {
    text.runs.map { run in
      var words: [String: Any] = [
        "runPlain": false, "runStrong": false, "runCode": false, "runReference": false,
      ]
      switch run {
      case .plain(let text): words["runPlain"] = ShownText.visible(text)
      case .strong(let text): words["runStrong"] = ShownText.visible(text)
      case .code(let text): words["runCode"] = ShownText.name(text)
      case .reference(let text, let target):
        words["runReference"] = [
          "words": ShownText.visible(text), "to": target, "place": present(places[target] ?? ""),
        ]
      }
      return words
    }
  }

  /// A text that is left out when it is empty.
  private func present(_ text: String) -> Any {
    text.isEmpty ? false : ShownText.visible(text)
  }

  /// A text that is left out when it is empty.
  private func present(_ text: Text) -> Any {
    text.plain.isEmpty ? false : self.text(text)
  }
}

extension Section {
  /// The headed parts that stand directly in the section.
  fileprivate var parts: [Part] {
    blocks.compactMap { if case .part(let part) = $0 { part } else { nil } }
  }
}
