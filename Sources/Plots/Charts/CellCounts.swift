import Documents
import Foundation

/// Counts of points over square cells, which stand in for points where there are many.
struct CellCounts {
  /// A range of counts that is drawn alike.
  struct Level {
    let low: Int
    let high: Int
    let opacity: Double

    /// The counts in words.
    var text: String {
      low == high ? NumberText.count(low) : "\(NumberText.count(low))–\(NumberText.count(high))"
    }
  }

  let levels: [Level]
  private let perSide: Int
  private let counts: [[Int]]

  /// Counts the points of each series; cells are a share of 1 / `perSide` of both axes.
  init(_ series: [Figure.PointSeries], x: Scale, y: Scale, perSide: Int) {
    self.perSide = perSide
    counts = series.map { one in
      var counts = [Int](repeating: 0, count: perSide * perSide)
      for row in one.x.indices {
        let column = min(Int(x.position(one.x[row]) * Double(perSide)), perSide - 1)
        let line = min(Int(y.position(one.y[row]) * Double(perSide)), perSide - 1)
        counts[line * perSide + column] += 1
      }
      return counts
    }
    levels = CellCounts.levels(max: counts.joined().max() ?? 0)
  }

  /// Up to five ranges of counts, each about as many times wider as the one before.
  private static func levels(max: Int) -> [Level] {
    guard max > 0 else { return [] }
    let wanted = min(5, max)
    var bounds: [Int] = [0]
    for index in 1...wanted {
      let share = Double(index) / Double(wanted)
      let bound = Int(Foundation.pow(Double(max), share).rounded())
      bounds.append(Swift.max(bound, (bounds.last ?? 0) + 1))
    }
    bounds[wanted] = Swift.max(max, bounds[wanted])
    return (0..<wanted).map { index in
      let opacity = wanted == 1 ? 0.6 : 0.22 + 0.78 * Double(index) / Double(wanted - 1)
      return Level(low: bounds[index] + 1, high: bounds[index + 1], opacity: opacity)
    }
  }

  /// Gives the cells of a series, a layer for each level.
  func layers(of series: Int, x: Scale, y: Scale, paint: Paint) -> [PlotScript.Layer] {
    let share = 1 / Double(perSide)
    return levels.map { level in
      var columns = [[Double]](repeating: [], count: 6)
      for (cell, count) in counts[series].enumerated()
      where count >= level.low && count <= level.high {
        let column = Double(cell % perSide)
        let line = Double(cell / perSide)
        let values = [
          x.value(at: (column + 0.5) * share), y.value(at: (line + 0.5) * share),
          x.value(at: column * share), x.value(at: (column + 1) * share),
          y.value(at: line * share), y.value(at: (line + 1) * share),
        ]
        for index in 0..<6 { columns[index].append(values[index]) }
      }
      return PlotScript.Layer(
        columns: columns,
        style: "with boxxyerror lc rgb '\(paint.gnuplot)'"
          + " fs transparent solid \(Decimal2.text(level.opacity)) noborder")
    }
  }
}
