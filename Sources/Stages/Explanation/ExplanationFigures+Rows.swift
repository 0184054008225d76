import Documents
import Kernels
import Learning

extension ExplanationFigures {
  private static let heatRowsMax = 50

  /// What each column adds to some rows' predictions, from the lowest prediction to the highest.
  func heatMap(_ model: Int) -> Figure {
    let (own, _) = ranked
    let outputs = shown.outputs(model)
    let order = outputs.indices.sorted { (outputs[$0], $0) < (outputs[$1], $1) }
    let step = max(1, (order.count + Self.heatRowsMax - 1) / Self.heatRowsMax)
    let rows = stride(from: 0, to: order.count, by: step).map { order[$0] }
    let players = own.filter { shown.values(model, $0) != nil }
    let values = players.map { player in
      let values = shown.values(model, player) ?? []
      return rows.map { values[$0] }
    }
    let name = shown.models[model]
    return Figure(
      id: "\(stage)-heat-\(name)", title: "What columns add in \(name), over the rows",
      caption: Text(
        "Each column of the picture is a row of the table, from the lowest prediction on the left to "
          + "the highest on the right"
          + (step > 1 ? "; one row in \(step) is drawn." : ".")),
      x: Figure.Axis("Rows, from the lowest prediction to the highest"), y: Figure.Axis(""),
      chart: .heatMap(
        .init(
          columns: rows.map { _ in "" }, rows: players.map { shown.players[$0] }, values: values,
          label: unit, isDiverging: true)),
      table: DataTable(
        caption: "What columns add to the rows drawn, from the lowest prediction",
        headings: [.init("Row", .trailing), .init("Prediction", .trailing)]
          + players.map { .init(shown.players[$0], .trailing) },
        rows: rows.map { row in
          [Text(Wording.grouped(shown.numbers[row])), Text(Wording.number(outputs[row]))]
            + players.map { Text(Wording.number(shown.values(model, $0)?[row] ?? .nan)) }
        }))
  }

  /// The rows that are shown one by one: those asked for, or some that differ.
  func shownRows(_ wanted: [Int]?) -> [Int] {
    if let wanted { return wanted.compactMap { shown.numbers.firstIndex(of: $0) } }
    let outputs = shown.models.isEmpty ? [] : shown.outputs(0)
    let order = outputs.indices.sorted { (outputs[$0], $0) < (outputs[$1], $1) }
    guard let first = order.first, let last = order.last else { return [] }
    var chosen = [first]
    for row in [order[order.count / 2], last] where !chosen.contains(row) { chosen.append(row) }
    return chosen
  }

  /// How the prediction of a row comes about, step by step from the base.
  func waterfall(_ row: Int) -> Figure {
    let number = shown.numbers[row]
    var lines: [[Text]] = []
    let charts = shown.models.indices.map { model in
      let steps = steps(model, row)
      lines += steps.map { step in
        [.code(shown.models[model]), Text(step.name), Text(Wording.number(step.value))]
      }
      return Figure.Chart.waterfall(
        .init(startName: "base", start: shown.base(model), steps: steps, endName: "prediction"))
    }
    return figure(
      "row-\(number)", "How the prediction of row \(Wording.grouped(number)) comes about",
      "From the base at the foot, which is what is predicted where nothing is known of the row, each "
        + "column adds or takes off what its bar is long.",
      x: Figure.Axis("Prediction", unit: unit), y: Figure.Axis(""), charts: charts,
      commonAxes: false,
      table: DataTable(
        caption: "What each column adds to row \(Wording.grouped(number))",
        headings: [.init("Model"), .init("Column"), .init("Adds", .trailing)], rows: lines))
  }

  /// The greatest steps of a row, the last one summing what is left.
  private func steps(_ model: Int, _ row: Int) -> [Figure.Waterfall.Step] {
    let all = shown.players.indices.compactMap { player in
      shown.values(model, player).map { (player: player, value: $0[row]) }
    }.sorted { (-abs($0.value), $0.player) < (-abs($1.value), $1.player) }
    let own = all.count > Self.rowsMax ? all.prefix(Self.rowsMax - 1) : all[...]
    let rest = all.dropFirst(own.count)
    return own.map { .init(name: shown.text($0.player, row), value: $0.value) }
      + (rest.isEmpty
        ? []
        : [.init(name: "\(rest.count) others", value: Sum.of(rest.map(\.value)))])
  }

  /// What a column adds by what it holds, coloured by the column it works together with most.
  func dependence(_ player: Int) -> Figure? {
    let name = shown.players[player]
    guard let x = shown.numbers(of: player) else { return nil }
    let partner = partner(of: player)
    let ends = partner.map {
      Figure.ShadedPoints.Ends(
        low: "low \(shown.players[$0])", high: "high \(shown.players[$0])")
    }
    let shades = partner.map { shown.shades(of: $0) } ?? x.map { _ in 0 }
    var lines: [[Text]] = []
    let charts = shown.models.indices.map { model in
      let y = shown.values(model, player) ?? x.map { _ in .nan }
      lines += bands(x, y).map { [.code(shown.models[model])] + $0 }
      return Figure.Chart.shaded(.init(x: x, y: y, shades: shades, ends: ends))
    }
    let colours =
      partner.map {
        " Colours tell \(shown.players[$0]), the column that moves these values most at one place."
      } ?? ""
    return figure(
      "of-\(place(player))", "What \(name) adds by its value",
      "A point is a row: what \(name) holds, and what that adds to the prediction." + colours,
      x: axis(player, x), y: Figure.Axis("It adds", unit: unit), charts: charts,
      table: DataTable(
        caption: "What \(name) adds, in bands of about equally many rows",
        headings: [
          .init("Model"), .init("From", .trailing), .init("To", .trailing),
          .init("Rows", .trailing), .init("Mean", .trailing), .init("Deviation", .trailing),
        ], rows: lines))
  }

  private func place(_ player: Int) -> Int { player + 1 }

  private func axis(_ player: Int, _ x: [Double]) -> Figure.Axis {
    let name = shown.players[player]
    if let form = shown.dates(of: player) {
      return form.axis(name, covering: x.filter(\.isFinite), about: 4)
    }
    guard let levels = shown.levels(of: player), levels.count <= 12 else {
      return Figure.Axis(name)
    }
    return Figure.Axis(
      name, range: -0.5...(Double(max(levels.count, 1)) - 0.5),
      marks: levels.enumerated().map { Figure.Mark(value: Double($0.offset), text: $0.element) })
  }

  /// Bands of the values of a column: their ends, rows, mean and deviation of what is added.
  private func bands(_ x: [Double], _ y: [Double]) -> [[Text]] {
    let bins = Association.bins(x, count: 8)
    return Set(bins).filter { $0 >= 0 }.sorted().map { bin in
      let rows = bins.indices.filter { bins[$0] == bin && y[$0].isFinite }
      let (own, added) = (rows.map { x[$0] }, rows.map { y[$0] })
      return [
        Text(Wording.number(own.min() ?? .nan)), Text(Wording.number(own.max() ?? .nan)),
        Text(Wording.grouped(rows.count)), Text(Wording.number(Sum.mean(of: added))),
        Text(Wording.number(Sum.variance(of: added).squareRoot())),
      ]
    }
  }

  /// The column whose value goes best with what is left of a column's values in bands of its own.
  ///
  /// Of interaction values the strongest pair; nil where no other column moves the values.
  private func partner(of player: Int) -> Int? {
    let name = shown.players[player]
    if let pair = summary.entries.first?.pairs.first(where: {
      $0.first == name || $0.second == name
    }) {
      return pair.mean > 0
        ? shown.players.firstIndex(of: pair.first == name ? pair.second : pair.first) : nil
    }
    guard let x = shown.numbers(of: player),
      let y = shown.models.indices.lazy.compactMap({ shown.values($0, player) }).first
    else { return nil }
    let bins = Association.bins(x, count: 10)
    var best: (strength: Double, player: Int)?
    for other in shown.players.indices where other != player {
      guard let numbers = shown.numbers(of: other) else { continue }
      var strengths = 0.0
      for bin in Set(bins).sorted() where bin >= 0 {
        let rows = bins.indices.filter { bins[$0] == bin && numbers[$0].isFinite }
        let found = Association.correlation(rows.map { y[$0] }, rows.map { numbers[$0] })
        strengths += abs(found ?? 0) * Double(rows.count)
      }
      let strength = strengths / Double(max(x.count, 1))
      if strength > best?.strength ?? 0.25 { best = (strength, other) }
    }
    return best?.player
  }
}
