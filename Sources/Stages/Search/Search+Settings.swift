package import Analyses
import Diagnostics
import Learning

extension Search {
  /// The settings that are the search's own and not the learner's.
  private static let ownWords: Set<String> = [
    "candidates", "grid", "method", "tries", "factor", "rows-min", "folds", "repeats", "metric",
    "choose", "class-weights",
  ]
  private static let candidatesMax = 10_000

  package static func settings(_ reader: inout SettingReader) -> Settings {
    let method = reader.setting(
      "method", .choice(), standard: SearchMethod.grid,
      "Which cells are fitted: grid takes all, random draws `tries` of them, halving gives few "
        + "rows to all and more rows to the better ones.")
    let tries = reader.optional(
      "tries", .integer(in: 1...candidatesMax), unit: "candidates",
      "How many cells are drawn at random; where it is not given all are taken.")
    let factor = reader.setting(
      "factor", .integer(in: 2...10), standard: 3,
      "With halving: one in so many candidates goes on, with so many times the rows.")
    let rowsMin = reader.setting(
      "rows-min", .integer(in: 1...1_000_000_000), standard: 100, unit: "rows",
      "With halving: the fewest training rows that a candidate is judged by.")
    let foldCount = reader.setting(
      "folds", .integer(in: 2...1000), standard: 5, unit: "folds",
      "Into how many parts the rows are cut; each is predicted by a fit on the others.")
    let divisions = reader.setting(
      "repeats", .integer(in: 1...1000), standard: 1, unit: "divisions",
      "How often the rows are cut into folds anew.")
    let metric = reader.optional(
      "metric", .choice(Metric.self),
      "What is compared; where it is not given, mae for values and log-loss for classes.")
    let choice = reader.setting(
      "choose", .choice(), standard: SearchChoice.best,
      "Whether the best mean is chosen, or the first candidate in the order of the file that is "
        + "within one standard error of it: write values from simple to complex then.")
    let classWeights = reader.classWeights()
    let settings = Settings(
      spaces: spaces(&reader), method: method, tries: tries, factor: factor, rowsMin: rowsMin,
      foldCount: foldCount, divisions: divisions, metric: metric, choice: choice,
      classWeights: classWeights)
    checkMethod(settings, &reader)
    return settings
  }

  /// Reads one learner from the mapping itself, or several from the list `candidates`.
  private static func spaces(_ reader: inout SettingReader) -> [SearchSpace] {
    let several = reader.setting(
      "candidates", .candidates, standard: [],
      "Several learners, each with its settings and a grid of its own; in place of `learner`.")
    let axes = reader.setting(
      "grid", .searchGrid, standard: [],
      "The settings of the learner to go through, each with its values.")
    guard several.isEmpty else {
      for word in ["learner", "grid"] where reader.isGiven(word) {
        reader.report(
          .conflict, "'\(word)' and 'candidates' say the same in two ways", at: word,
          hints: ["move it into an item of `candidates`"])
      }
      let read = several.map { $0.space(ownWords: ownWords) }
      reader.report(read.flatMap(\.problems))
      let spaces = read.compactMap(\.space)
      for space in spaces { reader.report(space.problems) }
      return spaces
    }
    let fixed = reader.entries.filter { !ownWords.contains($0.key) }
    let space = SearchSpace(fixed: fixed, axes: axes, place: nil, path: "")
    reader.vary(space.firstCell)
    let before = reader.diagnostics.count
    let learner = reader.union("learner", LearnerCatalog.variants, "What is fitted.")
    for axis in axes where fixed.contains(where: { $0.key == axis.name }) {
      reader.report(
        .conflict, "'\(axis.name)' is given one value and also several under 'grid'",
        at: "grid.\(axis.name)", hints: ["leave one of the two out"])
    }
    guard learner != nil else { return [] }
    if axes.isEmpty, !reader.isGiven("grid") {
      reader.report(
        .missingKey, "a search needs 'grid', the values to go through, or 'candidates'",
        at: "learner", hints: ["write `grid: {SETTING: [VALUE, VALUE]}`; `train` fits one setting"])
    }
    // The first cell was read above, so its problems are known.
    // Names that the learner does not know are told with the other unknown keys.
    if reader.diagnostics.count == before {
      reader.report(space.problems.filter { $0.code != .unknownKey })
    }
    return [space]
  }

  /// Reports words that do not go with the method, and too many cells.
  private static func checkMethod(_ settings: Settings, _ reader: inout SettingReader) {
    if settings.method == .random, settings.tries == nil, !settings.spaces.isEmpty {
      reader.report(
        .missingKey, "'method: random' needs 'tries', the number of cells to draw", at: "method")
    }
    if settings.method == .grid, settings.tries != nil {
      reader.report(
        .conflict, "'tries' has no meaning with 'method: grid', which fits every cell",
        at: "tries", hints: ["set `method: random`"])
    }
    guard settings.tries == nil, settings.method != .random else { return }
    var total = 0
    for space in settings.spaces {
      if let range = space.axes.first(where: { $0.count == nil }) {
        reader.report(
          .conflict, "'\(range.name)' is a range, which has no end of values to try",
          at: "grid.\(range.name)",
          hints: ["set `method: random` and `tries`, or give a list of values"])
        return
      }
      total += min(space.cellCount ?? candidatesMax + 1, candidatesMax + 1)
    }
    if total > candidatesMax {
      reader.report(
        .outOfRange, "the grid has more than \(Wording.grouped(candidatesMax)) cells", at: "grid",
        hints: ["set `method: random` and `tries`"])
    }
  }
}

/// An item of `candidates` as it stands in the file.
struct CandidateNode: Sendable {
  let node: YAMLNode
  let path: String

  /// Reads the grid of the item; gives the space, nil where the grid is wrong, and the problems.
  func space(ownWords: Set<String>) -> (space: SearchSpace?, problems: [Diagnostic]) {
    let entries = node.entries ?? []
    var reading = SettingReading(path: "\(path).grid", subject: Search.name)
    var axes: [SearchAxis]? = []
    if let grid = entries.first(where: { $0.key == "grid" })?.value {
      axes = SettingForm<[SearchAxis]>.searchGrid.read(grid, &reading)
    }
    let fixed = entries.filter { $0.key != "grid" }
    for axis in axes ?? [] {
      for entry in fixed where entry.key == axis.name {
        reading.report(
          .conflict, "'\(axis.name)' is given one value and also several under 'grid'",
          at: entry.value, hints: ["leave one of the two out"])
      }
    }
    let space = axes.map {
      SearchSpace(fixed: fixed, axes: $0, place: node.place, path: "\(path).")
    }
    return (reading.diagnostics.isEmpty ? space : nil, reading.diagnostics)
  }
}

extension SettingForm where Value == [CandidateNode] {
  /// Several learners, each a mapping that is read once the method is known.
  static var candidates: SettingForm<[CandidateNode]> {
    SettingForm<[CandidateNode]>(
      shape: .list(.candidate),
      read: { node, reading in
        guard let items = node.items, !items.isEmpty else {
          reading.reportType(
            of: node, wanted: "a list, each \(SettingDescription.Shape.candidate.words)")
          return nil
        }
        for item in items where item.entries == nil {
          reading.reportType(of: item, wanted: SettingDescription.Shape.candidate.words)
        }
        guard items.allSatisfy({ $0.entries != nil }) else { return nil }
        return items.enumerated().map {
          CandidateNode(node: $0.element, path: "\(reading.path)[\($0.offset)]")
        }
      },
      resolve: { .list($0.map(\.node.settingValue)) })
  }
}
