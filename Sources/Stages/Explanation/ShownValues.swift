import Learning
import Tables

/// Stored values as pictures need them: by model and player, with what the rows hold.
struct ShownValues {
  /// More rows than these would only hide each other.
  private static let rowsMax = 2000

  let models: [String]
  /// From the one that adds most.
  let players: [String]
  /// The numbers of the rows, counted from 1.
  let numbers: [Int]
  private let rows: Table
  /// By model, player and row; nil where a model does not read a column.
  private let values: [[[Double]?]]
  private let outputs: [[Double]]
  private let bases: [Double]

  /// Takes the tables that the stage stored; of very many rows some are taken, evenly spread.
  init(_ table: Table, _ stored: Table, _ summary: AttributionSummary) {
    models = summary.entries.map(\.model)
    players = summary.order
    let count = stored.rowCount
    let step = max(1, (count + Self.rowsMax - 1) / Self.rowsMax)
    let places = Array(stride(from: 0, to: count, by: step))
    rows = stored.rows(places)
    numbers = (rows["row"]?.numbers ?? []).map { Int($0) }
    func column(_ name: String, _ model: Int) -> [Double] {
      guard let column = table[name]?.numbers, column.count >= (model + 1) * count else {
        return []
      }
      return places.map { column[model * count + $0] }
    }
    values = summary.entries.enumerated().map { model, entry in
      let own = Set(entry.sizes.map(\.player))
      return summary.order.map {
        own.contains($0) ? column(ExplainedTables.name(of: $0), model) : nil
      }
    }
    outputs = summary.entries.indices.map { column("prediction", $0) }
    bases = summary.entries.map(\.base)
  }

  /// How many rows are shown.
  var count: Int { numbers.count }

  /// What a player adds to each row's prediction; nil where the model does not read it.
  func values(_ model: Int, _ player: Int) -> [Double]? { values[model][player] }

  /// The predictions of a model, on the scale of its values.
  func outputs(_ model: Int) -> [Double] { outputs[model] }

  /// What all predictions of a model start from.
  func base(_ model: Int) -> Double { bases[model] }

  /// What a column holds as numbers: its own, seconds of dates, or places of texts by the alphabet.
  func numbers(of player: Int) -> [Double]? {
    guard let column = rows[players[player]]?.withFlagsAsNumbers else { return nil }
    if let numbers = column.numbers { return numbers }
    if let dates = column.dates { return dates.seconds }
    guard let texts = column.texts else { return nil }
    let used = Set(texts.codes.filter { $0 >= 0 }).sorted {
      texts.levels[Int($0)].unicodeScalars.lexicographicallyPrecedes(
        texts.levels[Int($1)].unicodeScalars)
    }
    let places = Dictionary(
      uniqueKeysWithValues: used.enumerated().map { ($0.element, Double($0.offset)) })
    return texts.codes.map { places[$0] ?? .nan }
  }

  /// The levels of a text column in the order of their places; nil for numbers.
  func levels(of player: Int) -> [String]? {
    guard let texts = rows[players[player]]?.texts else { return nil }
    return Set(texts.codes.filter { $0 >= 0 }).map { texts.levels[Int($0)] }.sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
  }

  /// Whether a column holds dates.
  func dates(of player: Int) -> DateForm? { rows[players[player]]?.dates.map(DateForm.init) }

  /// How high each row's value is among all: 0 at the 5 % quantile, 1 at the 95 % quantile.
  func shades(of player: Int) -> [Double] {
    guard let numbers = numbers(of: player) else { return self.numbers.map { _ in .nan } }
    let sorted = numbers.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else { return numbers }
    var low = Quantiles.of(sorted: sorted, at: 0.05)
    var high = Quantiles.of(sorted: sorted, at: 0.95)
    if low == high { (low, high) = (first, last) }
    return numbers.map { number in
      guard number.isFinite else { return .nan }
      return high > low ? min(max((number - low) / (high - low), 0), 1) : 0.5
    }
  }

  /// What a row holds in a column, as a name beside a step.
  func text(_ player: Int, _ row: Int) -> String {
    let name = players[player]
    guard let column = rows[name] else { return name }
    let value: String =
      switch column.values {
      case .numbers(let numbers):
        numbers[row].isNaN ? "missing" : Wording.number(numbers[row])
      case .texts(let texts): texts[row] ?? "missing"
      case .flags(let flags): flags[row].map { "\($0)" } ?? "missing"
      case .dates(let dates): dates.text(row) ?? "missing"
      }
    return "\(name) = \(value)"
  }
}
