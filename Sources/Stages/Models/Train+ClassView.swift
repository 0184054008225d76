import Documents
import Learning
import Tables

extension Train {
  /// What is shown of held-out rows where classes are predicted.
  static func classBlocks(_ heldOut: Table, _ model: Model, _ labels: ClassLabels) -> [Block] {
    let target = model.recipe.target
    var words = "\(Wording.count(labels.count, "class", plural: "classes")) of \(target)"
    if let positive = labels.positiveName { words += "; the positive one is '\(positive)'" }
    words += ". " + choiceWords(model, labels)
    var blocks: [Block] = [.paragraph(Text(words))]
    guard let targets = heldOut["target"], let predictions = heldOut["prediction"],
      heldOut.rowCount > 0, let actual = try? labels.places(of: targets),
      let predicted = try? labels.places(of: predictions)
    else { return blocks }
    blocks.append(.table(classTable(actual, predicted, labels, target: target)))
    return blocks
  }

  /// By what a class is chosen.
  private static func choiceWords(_ model: Model, _ labels: ClassLabels) -> String {
    guard let adjustment = model.adjustment, adjustment.costs != nil else {
      return "The most probable one is chosen."
    }
    guard let threshold = adjustment.threshold, let positive = labels.positiveName else {
      return "The one with the least expected cost is chosen."
    }
    return
      "'\(positive)' is chosen from a probability of \(Wording.number(threshold, digits: 3)) on: "
      + "that cost least on held-out rows."
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
