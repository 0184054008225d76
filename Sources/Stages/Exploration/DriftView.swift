import Documents

/// Shows how another table differs.
struct DriftView {
  private let drift: Drift
  private let here: String
  private let there: String

  init(_ drift: Drift, here: String, there: String) {
    self.drift = drift
    self.here = here
    self.there = there
  }

  /// What differs clearly in sentences, and all distances in a table.
  var blocks: [Block] {
    guard !drift.isSealed else {
      return [
        .finding(
          Finding(
            .note, "\(there) holds test rows; they were not compared",
            explanation: Text(
              "Which of their columns is the target is not known here, and it is not to be read. "
                + "Name it with ") + .code("target") + Text(" and the others are compared.")))
      ]
    }
    var blocks: [Block] = [.finding(finding)]
    let different = drift.comparisons.filter(\.isDifferent)
    if !different.isEmpty {
      blocks.append(
        .list(
          different.prefix(8).map { ProfileWords.sentence($0, here: here, there: there) }))
    }
    if let odd { blocks.append(.paragraph(Text(odd))) }
    if !drift.comparisons.isEmpty {
      blocks.append(.details("All distances to \(there)", [.table(table)]))
    }
    return blocks
  }

  private var finding: Finding {
    let compared = drift.comparisons.count
    let different = drift.comparisons.filter(\.isDifferent)
    let sealed =
      drift.sealedColumn.map {
        Text(" These are test rows, so their ") + .code($0) + Text(" was not read.")
      } ?? Text([])
    if compared == 0 {
      return Finding(
        .note, "\(here) and \(there) have nothing to compare",
        explanation: "No column with rows is in both." + sealed)
    }
    let means = Text(
      "Numbers and dates are compared by the distance of Kolmogorov and Smirnov, texts by the total "
        + "variation: 0 where all is alike, 1 where nothing is. A difference counts as clear when "
        + "chance makes one in fewer than one of a hundred such comparisons of tables.")
    if different.isEmpty {
      return Finding(
        .good,
        "\(there) looks like \(here): none of \(Wording.count(compared, "column")) differs "
          + "clearly", explanation: means + sealed)
    }
    let verb = different.count == 1 ? "differs" : "differ"
    return Finding(
      .warning,
      "\(different.count) of \(Wording.count(compared, "column")) of \(there) \(verb) clearly from "
        + "those of \(here)",
      explanation: means + sealed)
  }

  private var odd: String? {
    var sentences: [String] = []
    if !drift.onlyHere.isEmpty {
      sentences.append("\(there) lacks \(Wording.list(drift.onlyHere)).")
    }
    if !drift.onlyThere.isEmpty {
      sentences.append("Only \(there) has \(Wording.list(drift.onlyThere)).")
    }
    if !drift.otherKind.isEmpty {
      sentences.append("Another kind of value is in \(Wording.list(drift.otherKind)).")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private var table: DataTable {
    DataTable(
      caption: "How far \(there) (\(Wording.count(drift.otherRowCount, "row"))) is from \(here) "
        + "(\(Wording.count(drift.rowCount, "row")))",
      headings: [
        .init("Column"), .init("Distance", .trailing), .init("Clear"),
        .init("Median here", .trailing), .init("Median there", .trailing),
        .init("Missing here", .trailing), .init("Missing there", .trailing),
      ],
      rows: drift.comparisons.map { one in
        [
          .code(one.column), Text(Wording.fixed(one.distance, decimals: 3)),
          Text(one.isDifferent ? "yes" : "no"),
          Text(one.median.map(ProfileWords.plain) ?? ""),
          Text(one.otherMedian.map(ProfileWords.plain) ?? ""),
          Text(ProfileWords.percent(one.missingShare)),
          Text(ProfileWords.percent(one.otherMissingShare)),
        ]
      })
  }
}
