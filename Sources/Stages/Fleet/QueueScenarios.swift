import Analyses
import Fleet
import Tables

/// The scenarios of a table: in each row the settings that differ, beside what is carried along.
struct QueueScenarios {
  /// A scenario and the row that it comes from.
  struct Row {
    let name: String
    let settings: QueueSettings
  }

  let rows: [Row]

  /// Reads scenarios over the settings of the stage; without a table there is one.
  init(_ table: Table?, profile: Table?, base: QueueSettings) throws {
    guard let table else {
      let day = try profile.map { try QueueProfile($0) }
      rows = [
        Row(name: "all", settings: try day?.applied(to: base, scenario: nil) ?? base)
      ]
      return
    }
    guard table.rowCount > 0 else { throw StageProblem("there are no scenarios") }
    let day = try profile.map { try QueueProfile($0) }
    let names = Self.names(of: table)
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
      throw StageProblem("there are \(twice.value.count) scenarios '\(twice.key)'; names differ")
    }
    rows = try names.indices.map { row in
      var settings = base
      for column in table.columns { try Self.set(column, row, names[row], &settings) }
      return Row(
        name: names[row],
        settings: try day?.applied(to: settings, scenario: names[row]) ?? settings)
    }
  }

  /// The name of each row: its column 'scenario', else its place.
  static func names(of table: Table) -> [String] {
    (0..<table.rowCount).map { row in
      switch table["scenario"]?.values {
      case .texts(let texts): texts[row] ?? "\(row + 1)"
      case .numbers(let numbers): FleetError.text(numbers[row])
      default: "\(row + 1)"
      }
    }
  }

  private static func set(
    _ column: Column, _ row: Int, _ scenario: String, _ settings: inout QueueSettings
  ) throws {
    if let number = QueueWords.numbers.first(where: { $0.column == column.name }) {
      guard let values = column.numbers else {
        throw StageProblem("column '\(column.name)' of the scenarios holds no numbers")
      }
      let value = values[row]
      if value.isNaN { return }
      guard number.range.contains(value), !number.isWhole || value == value.rounded() else {
        throw StageProblem(
          "'\(column.name)' of scenario '\(scenario)' is \(FleetError.text(value)); it takes "
            + "\(number.isWhole ? "a whole number" : "a number") from "
            + "\(FleetError.text(number.range.lowerBound)) to \(FleetError.text(number.range.upperBound))"
        )
      }
      settings.numbers[number.word] = value
    } else if let choice = QueueWords.choices.first(where: { $0.column == column.name }) {
      guard let word = word(column, row) else { return }
      guard choice.words.contains(word) else {
        throw StageProblem(
          "'\(column.name)' of scenario '\(scenario)' is '\(word)'; there are "
            + Wording.list(choice.words))
      }
      choose(column.name, word, &settings)
    }
  }

  private static func word(_ column: Column, _ row: Int) -> String? {
    switch column.values {
    case .texts(let texts): texts[row]
    case .flags(let flags): flags[row].map { $0 ? "true" : "false" }
    case .numbers(let numbers):
      numbers[row].isNaN
        ? nil : numbers[row] == 0 ? "false" : numbers[row] == 1 ? "true" : "\(numbers[row])"
    case .dates: nil
    }
  }

  private static func choose(_ column: String, _ word: String, _ settings: inout QueueSettings) {
    switch column {
    case "arrivals": settings.arrivals = .init(rawValue: word) ?? settings.arrivals
    case "service_shape": settings.shape = .init(rawValue: word) ?? settings.shape
    case "scaling": settings.scaling = .init(rawValue: word) ?? settings.scaling
    default: settings.heedsNotice = word == "true"
    }
  }
}

/// A day in equal parts: messages a second, and perhaps instances, for all scenarios or for each.
struct QueueProfile {
  private let rates: [Double]?
  private let instances: [Double]?
  private let hours: [Double]?
  private let scenarios: TextValues?

  /// Reads the columns 'rate', 'instances', 'hour' and 'scenario', as far as there are such.
  init(_ table: Table) throws {
    rates = table["rate"]?.numbers
    instances = table["instances"]?.numbers
    hours = table["hour"]?.numbers
    if case .texts(let texts)? = table["scenario"]?.values {
      scenarios = texts
    } else {
      scenarios = nil
    }
    guard rates != nil || instances != nil else {
      throw StageProblem(
        "the profile has no column 'rate' of messages a second",
        hints: ["its columns are \(Wording.list(table.names))"])
    }
    guard table.rowCount > 0 else { throw StageProblem("the profile has no rows") }
  }

  /// Puts the day of a scenario into its settings.
  func applied(to settings: QueueSettings, scenario: String?) throws -> QueueSettings {
    let count = rates?.count ?? instances?.count ?? 0
    var rows = Array(0..<count)
    if let scenarios {
      rows = rows.filter { scenarios[$0] == scenario }
      guard !rows.isEmpty else {
        throw StageProblem("the profile has no rows for the scenario '\(scenario ?? "all")'")
      }
    }
    if let hours {
      for (place, row) in rows.enumerated() {
        let expected = 24 * Double(place) / Double(rows.count)
        guard abs(hours[row] - expected) < 1e-6 else {
          throw StageProblem(
            "row \(row + 1) of the profile has hour \(FleetError.text(hours[row])), and "
              + "\(FleetError.text(expected)) is next: the rows of a scenario are equal parts of a day, "
              + "from 0 on in order")
        }
      }
    }
    var settings = settings
    for (name, column) in [("rate", rates), ("instances", instances)] {
      guard let column else { continue }
      let values = rows.map { column[$0] }
      if let place = values.firstIndex(where: { !($0 >= 0) || !$0.isFinite }) {
        throw StageProblem(
          "'\(name)' in row \(rows[place] + 1) of the profile is "
            + "\(values[place].isNaN ? "missing" : FleetError.text(values[place])); it is a number of at "
            + "least 0")
      }
      if name == "rate" { settings.rates = values } else { settings.schedule = values }
    }
    return settings
  }
}
