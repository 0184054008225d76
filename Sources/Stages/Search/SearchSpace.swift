import Analyses
import Diagnostics
import Kernels

/// One learner of a search: what is fixed, and what the search goes through.
struct SearchSpace: Sendable {
  /// The most cells that are all read before anything runs.
  private static let checkedMax = 1000

  /// The learner's entries besides the grid.
  let fixed: [YAMLNode.Entry]
  let axes: [SearchAxis]
  let place: YAMLNode.Place?
  /// What stands before a setting's name in paths.
  let path: String

  /// The number of cells of the grid; nil where an axis is a range or there are too many to count.
  var cellCount: Int? {
    var count = 1
    for axis in axes {
      guard let values = axis.count else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: values)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// Gives a cell of the grid; the last axis changes first.
  func cell(_ index: Int) -> [YAMLNode.Entry] {
    var rest = index
    var entries: [YAMLNode.Entry] = []
    for axis in axes.reversed() {
      guard case .list(let nodes) = axis.values else { continue }
      entries.append(axis.entry(nodes[rest % nodes.count]))
      rest /= nodes.count
    }
    return entries.reversed()
  }

  /// Draws a cell; a try draws the same value of an axis whatever the other axes are.
  func cell(drawn index: Int, _ random: RandomStream) -> [YAMLNode.Entry] {
    axes.map { $0.entry($0.draw(random.derived($0.name, index))) }
  }

  /// The first value of each axis, which stands for all where types are checked.
  var firstCell: [YAMLNode.Entry] {
    axes.compactMap { axis in axis.extremes.first.map { axis.entry($0) } }
  }

  /// Reads a cell; gives what was read and what is wrong with it.
  func candidate(_ cell: [YAMLNode.Entry]) -> (SearchCandidate?, [Diagnostic]) {
    var reader = SettingReader(
      of: YAMLNode(.mapping(fixed), place: place), subject: Search.name, path: path, place: place)
    reader.vary(cell)
    let learner = reader.union("learner", LearnerCatalog.variants, "What is fitted.")
    reader.finish()
    guard reader.diagnostics.isEmpty, let learner else { return (nil, reader.diagnostics) }
    let values = cell.map { SettingValue.Pair($0.key, $0.value.settingValue) }
    let others = fixed.filter { !$0.key.hasPrefix("x-") }
    let pairs = others.map { SettingValue.Pair($0.key, $0.value.settingValue) } + values
    return (SearchCandidate(values: values, pairs: pairs, learner: learner), [])
  }

  /// Gives what is wrong with any cell, each problem once; of large grids only with single values.
  var problems: [Diagnostic] {
    let cells: [[YAMLNode.Entry]]
    if let count = cellCount, count <= Self.checkedMax {
      cells = (0..<count).map { cell($0) }
    } else {
      let first = firstCell
      cells = axes.indices.flatMap { index in
        axes[index].extremes.map { value in
          var cell = first
          cell[index] = axes[index].entry(value)
          return cell
        }
      }
    }
    var seen: Set<String> = []
    var found: [Diagnostic] = []
    for cell in cells {
      for problem in candidate(cell).1 {
        let place = problem.span.map { "\($0.file):\($0.line):\($0.column)" } ?? ""
        if seen.insert(place + problem.headline).inserted { found.append(problem) }
      }
    }
    return found
  }
}

/// A way to learn that a search compares with others.
struct SearchCandidate: Sendable {
  /// The settings that the search goes through, with their values.
  let values: [SettingValue.Pair]
  /// All settings that were given for it.
  let pairs: [SettingValue.Pair]
  let learner: LearnerChoice
}
