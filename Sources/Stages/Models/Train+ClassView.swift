import Documents
import Learning
import Tables

extension Train {
  /// What is shown of held-out rows where classes are predicted.
  static func classBlocks(_ heldOut: Table, _ labels: ClassLabels, target: String) -> [Block] {
    var words = "\(Wording.count(labels.count, "class", plural: "classes")) of \(target)"
    if let positive = labels.positiveName { words += "; the positive one is '\(positive)'" }
    var blocks: [Block] = [.paragraph(Text(words + "."))]
    guard let targets = heldOut["target"], let predictions = heldOut["prediction"],
      heldOut.rowCount > 0, let actual = try? labels.places(of: targets),
      let predicted = try? labels.places(of: predictions)
    else { return blocks }
    blocks.append(.table(classTable(actual, predicted, labels, target: target)))
    return blocks
  }

  /// How often each class is there and is predicted, the most frequent first where there are many.
  private static func classTable(
    _ actual: [Int], _ predicted: [Int], _ labels: ClassLabels, target: String
  ) -> DataTable {
    var counts = [Int](repeating: 0, count: labels.count)
    var guesses = counts
    for place in actual { counts[place] += 1 }
    for place in predicted { guesses[place] += 1 }
    var shown = Array(counts.indices)
    if shown.count > 20 {
      shown = Array(shown.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(20))
    }
    let names = labels.names
    return DataTable(
      caption: shown.count < labels.count
        ? "The \(shown.count) most frequent classes of \(target)" : "Classes of \(target)",
      headings: [
        .init("Class"), .init("Rows", .trailing), .init("Share", .trailing),
        .init("Held-out rows predicted so", .trailing),
      ],
      rows: shown.map { place in
        [
          Text(names[place]), Text(Wording.grouped(counts[place])),
          Text(Wording.percent(Double(counts[place]) / Double(actual.count))),
          Text(Wording.grouped(guesses[place])),
        ]
      })
  }
}
