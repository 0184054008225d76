import Analyses
import Documents
import Learning
import Tables

/// Makes the numbers of a picture from a table.
struct PlotMaker {
  static let seriesMax = 12
  static let facetMax = 12
  static let groupMax = 24
  /// More points than this are not kept; a picture shows such a crowd as counts anyway.
  static let pointsMax = 20_000
  static let outliersMax = 40

  private let settings: Plot.Settings
  private let table: Table
  private let x: Column?
  private let y: Column?
  private let value: Column?
  private let colour: ColumnParts
  private let facet: ColumnParts
  private var omissions: [Plotted.Omission] = []

  /// Finds the columns; one that is not there or holds the wrong kind is explained.
  init(_ settings: Plot.Settings, _ table: Table) throws {
    self.settings = settings
    self.table = table
    for (setting, name) in settings.columns {
      guard let column = table[name] else {
        throw StageProblem(
          "column '\(name)' is not in the table", hints: ["it has \(Wording.list(table.names))"],
          setting: setting)
      }
      let isDate = settings.takesDates(setting) && column.dates != nil
      guard !settings.needsNumbers(setting) || column.numbers != nil || isDate else {
        throw StageProblem(
          "column '\(name)' holds \(column.kind.rawValue)s; numbers "
            + "\(settings.takesDates(setting) ? "or dates " : "")are needed", setting: setting)
      }
      guard !isDate || !settings.log.contains(.x) else {
        throw StageProblem(
          "column '\(name)' holds dates, which have no place on an axis of ratios", setting: "log")
      }
    }
    x = settings.x.flatMap { table[$0] }
    y = settings.y.flatMap { table[$0] }
    value = settings.value.flatMap { table[$0] }
    let all = ColumnParts(all: table.rowCount)
    colour =
      settings.colour.flatMap { table[$0] }
      .map { ColumnParts($0, most: Self.seriesMax, banding: .equalCounts(5)) } ?? all
    facet =
      settings.facet.flatMap { table[$0] }
      .map { ColumnParts($0, most: Self.facetMax, banding: .equalCounts(4)) } ?? all
  }

  /// Gives the numbers of the picture and what is not in it.
  func plotted() throws -> Plotted {
    var maker = self
    let parts = [("colour", colour), ("facet", facet)]
    for (_, part) in parts where part.names.count < part.allCount {
      maker.omissions.append(
        .parts(
          of: part.column, shown: part.names.count, all: part.allCount, rows: part.droppedCount))
    }
    let panels: [Plotted.Panel] =
      switch settings.chart {
      case .scatter, .line: maker.pointPanels()
      case .histogram: maker.histogramPanels()
      case .box: maker.boxPanels()
      case .bar: maker.barPanels()
      case .heatMap: maker.heatMapPanels()
      }
    return Plotted(
      panels: panels, rowCount: table.rowCount, omissions: maker.omissions,
      dates: settings.takesDates("x") ? x?.dates.map(DateForm.init) : nil)
  }

  /// Gives, for each panel and series, the rows for which a test holds; counts the others.
  private mutating func rows(
    notMissing isKnown: (Int) -> Bool, isDrawn: ((Int) -> Bool)? = nil
  ) -> [[[Int]]] {
    var rows = [[[Int]]](
      repeating: Array(repeating: [], count: colour.names.count), count: facet.names.count)
    var missing = 0
    var notAboveZero = 0
    for row in 0..<table.rowCount {
      let (part, series) = (facet.codes[row], colour.codes[row])
      guard part != ColumnParts.dropped, series != ColumnParts.dropped else { continue }
      guard part >= 0, series >= 0, isKnown(row) else {
        missing += 1
        continue
      }
      guard isDrawn?(row) ?? true else {
        notAboveZero += 1
        continue
      }
      rows[part][series].append(row)
    }
    if missing > 0 { omissions.append(.missing(rows: missing)) }
    if notAboveZero > 0 { omissions.append(.notAboveZero(rows: notAboveZero)) }
    return rows
  }

  private func panels(_ charts: [Figure.Chart]) -> [Plotted.Panel] {
    zip(facet.names, charts).map { Plotted.Panel(title: $0, chart: $1) }
  }

  private mutating func pointPanels() -> [Plotted.Panel] {
    guard let x = x?.numbersOrSeconds, let y = y?.numbers else { return [] }
    let log = settings.log
    var rows = rows(
      notMissing: { x[$0].isFinite && y[$0].isFinite },
      isDrawn: { (!log.contains(.x) || x[$0] > 0) && (!log.contains(.y) || y[$0] > 0) })
    let names = colour.names
    guard settings.chart == .scatter else { return linePanels(rows, x, y) }
    let count = rows.joined().reduce(0) { $0 + $1.count }
    if count > Self.pointsMax {
      let step = (count + Self.pointsMax - 1) / Self.pointsMax
      rows = rows.map { $0.map { own in stride(from: 0, to: own.count, by: step).map { own[$0] } } }
      let kept = rows.joined().reduce(0) { $0 + $1.count }
      omissions.append(.spread(points: kept, of: count))
    }
    return panels(
      rows.map { series in
        .points(
          zip(names, series).map { name, own in
            .init(name: name, x: own.map { x[$0] }, y: own.map { y[$0] })
          })
      })
  }

  /// Lines through the points by rising x; where x repeats, through their mean.
  private mutating func linePanels(
    _ rows: [[[Int]]], _ x: [Double], _ y: [Double]
  ) -> [Plotted.Panel] {
    let names = colour.names
    var averaged = 0
    let charts = rows.map { series in
      Figure.Chart.lines(
        zip(names, series).map { name, own in
          var places: [Double] = []
          var sums: [(sum: Double, count: Int)] = []
          for row in own.sorted(by: { (x[$0], $0) < (x[$1], $1) }) {
            if places.last == x[row], let last = sums.popLast() {
              sums.append((last.sum + y[row], last.count + 1))
            } else {
              places.append(x[row])
              sums.append((y[row], 1))
            }
          }
          averaged += sums.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
          return .init(name: name, x: places, y: sums.map { $0.sum / Double($0.count) })
        })
    }
    if averaged > 0 { omissions.append(.averaged(rows: averaged)) }
    return panels(charts)
  }

  private mutating func histogramPanels() -> [Plotted.Panel] {
    let isDate = x?.dates != nil
    let isDaily = x?.dates?.precision == .day
    guard let x = x?.numbersOrSeconds else { return [] }
    let isLog = settings.log.contains(.x)
    let rows = rows(
      notMissing: { x[$0].isFinite }, isDrawn: isLog ? { x[$0] > 0 } : nil)
    let all = rows.joined().joined().map { x[$0] }.sorted()
    let bins =
      isDate
      ? PlotBins(dates: all, count: settings.bins, isDaily: isDaily)
      : PlotBins(sorted: all, count: settings.bins, isLogarithmic: isLog)
    if bins.beyondCount > 0 { omissions.append(.beyondBins(rows: bins.beyondCount)) }
    return panels(
      rows.map { series in
        .histogram(
          edges: bins.edges,
          series: zip(colour.names, series).map { name, own in
            .init(name: name, shares: bins.shares(of: own.map { x[$0] }))
          }, zeroLine: false)
      })
  }

  private mutating func boxPanels() -> [Plotted.Panel] {
    guard let y = y?.numbers else { return [] }
    let isLog = settings.log.contains(.y)
    let groups = groups(of: x)
    let rows = rows(
      notMissing: { y[$0].isFinite && groups.codes[$0] != ColumnParts.missing },
      isDrawn: isLog ? { y[$0] > 0 } : nil)
    var hidden = 0
    let charts = rows.map { series in
      Figure.Chart.boxes(
        zip(colour.names, series).flatMap { name, own in
          Self.split(own, by: groups).enumerated().compactMap { group, members in
            let values = members.map { y[$0] }.sorted()
            guard
              let box = TukeyBox.box(
                group: groups.names[group], series: name, sorted: values,
                outliersMax: Self.outliersMax)
            else { return nil }
            hidden += box.hiddenCount
            return box.box
          }
        })
    }
    if hidden > 0 { omissions.append(.beyondWhiskers(values: hidden)) }
    return panels(charts)
  }

  private mutating func barPanels() -> [Plotted.Panel] {
    let groups = groups(of: x)
    let measured = y?.numbers
    let rows = rows(notMissing: {
      groups.codes[$0] != ColumnParts.missing && (measured?[$0].isFinite ?? true)
    })
    let charts = rows.map { series -> Figure.Chart in
      let bars = zip(colour.names, series).flatMap { name, own in
        Self.split(own, by: groups).enumerated().compactMap { group, members -> Figure.Bar? in
          guard !members.isEmpty else { return nil }
          return Figure.Bar(
            group: groups.names[group], series: name, value: measure(members, of: measured),
            low: nil, high: nil)
        }
      }
      // The longest bar first, where groups have no order of their own.
      guard colour.names.count == 1, facet.names.count == 1, x?.numbersOrSeconds == nil else {
        return .bars(bars)
      }
      return .bars(bars.sorted { ($1.value, $0.group) < ($0.value, $1.group) })
    }
    return panels(charts)
  }

  private mutating func heatMapPanels() -> [Plotted.Panel] {
    let (columns, lines) = (groups(of: x), groups(of: y))
    let measured = value?.numbers
    let rows = rows(notMissing: {
      columns.codes[$0] != ColumnParts.missing && lines.codes[$0] != ColumnParts.missing
        && (measured?[$0].isFinite ?? true)
    })
    return panels(
      rows.map { series in
        let cells = Self.split(series.flatMap { $0 }, by: lines).map {
          Self.split($0, by: columns).map { members in
            members.isEmpty && settings.shown != .count ? .nan : measure(members, of: measured)
          }
        }
        return .heatMap(
          Figure.HeatMap(
            columns: columns.names, rows: lines.names, values: cells,
            label: settings.measureName, isDiverging: false))
      })
  }

  /// Parts rows into groups of boxes, bars or cells, and notes how many groups are left out.
  private mutating func groups(of column: Column?) -> ColumnParts {
    guard let column else { return ColumnParts(all: table.rowCount) }
    let parts = ColumnParts(
      column, most: Self.groupMax, banding: .equalWidths(settings.chart == .heatMap ? 12 : 8))
    if parts.names.count < parts.allCount {
      omissions.append(
        .parts(
          of: column.name, shown: parts.names.count, all: parts.allCount,
          rows: parts.droppedCount))
    }
    return parts
  }

  private static func split(_ rows: [Int], by groups: ColumnParts) -> [[Int]] {
    var split = [[Int]](repeating: [], count: groups.names.count)
    for row in rows where groups.codes[row] >= 0 { split[groups.codes[row]].append(row) }
    return split
  }

  private func measure(_ rows: [Int], of numbers: [Double]?) -> Double {
    let values = numbers.map { numbers in rows.map { numbers[$0] } } ?? []
    switch settings.shown {
    case .count: return Double(rows.count)
    case .sum: return values.reduce(0, +)
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .median: return Quantiles.median(values) ?? .nan
    }
  }
}
