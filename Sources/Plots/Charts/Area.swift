import Documents

/// What stands in one frame of a picture: its axes, what is drawn, and the words around it.
protocol Area {
  /// The axis whose label stands below the frame.
  var below: Figure.Axis { get }
  /// The axis whose label stands beside the frame, where there is one.
  var beside: Figure.Axis? { get }
  /// The room that numbers and names take to the left of the frame.
  var leftRoom: Double { get }
  /// The room that numbers and names take below the frame.
  var belowRoom: Double { get }
  /// The room that is needed to the right of the frame.
  var rightRoom: Double { get }
  /// The least width of a frame in which it can be read.
  var leastWidth: Double { get }
  /// Gives the height that suits a width.
  func height(ofWidth width: Double, isAlone: Bool) -> Double
  /// Gives the axes and what gnuplot draws between them.
  func panel(in frame: PlotScript.Frame) -> PlotScript.Panel
  /// Writes names and numbers; beside and below only where neighbours do not show the same.
  func write(
    in frame: PlotScript.Frame, beside: Bool, below: Bool, into drawing: inout Drawing)
  /// What the marks mean.
  var entries: [Legend.Entry] { get }
  /// What is left to say below the legend.
  var notes: [String] { get }
}

/// What areas of one picture share, so that they can be compared.
struct AreaContext {
  /// Values that the axes cover besides the area's own.
  var x: [Double] = []
  var y: [Double] = []
  /// The cells of all heat maps of one label and kind, which share their colours, by `Shade`.
  private var cells: [Shade: [Double]] = [:]
  /// The names of all series; their places decide colours.
  var series: [String] = []
  /// The number of areas in the picture.
  var count = 1
  let settings: PlotSettings

  /// What the colours of a heat map stand for.
  private struct Shade: Hashable {
    let label: String
    let isDiverging: Bool
  }

  /// Takes what charts on common axes share.
  init(_ panels: [Figure.Panel], common: Bool, settings: PlotSettings) {
    self.settings = settings
    count = max(panels.count, 1)
    for case .heatMap(let map) in panels.map(\.chart) {
      cells[Shade(label: map.label, isDiverging: map.isDiverging), default: []] +=
        map.values.flatMap { $0 }
    }
    guard common else { return }
    var names: [String] = []
    for panel in panels {
      switch panel.chart {
      case .points(let series), .lines(let series):
        for one in series {
          x += Self.ends(one.x)
          y += Self.ends(one.y)
        }
        names += series.filter { $0.isBehind != true }.map(\.name)
      case .histogram(let edges, let series, _):
        x += Self.ends(edges)
        y += Self.ends(series.flatMap(\.shares))
      case .bars(let bars):
        x += Self.ends(bars.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] })
        names += bars.map(\.series)
      case .boxes(let boxes):
        x += Self.ends(boxes.flatMap { [$0.low, $0.high] + $0.outliers })
        names += boxes.map(\.series)
      case .shaded(let points):
        x += Self.ends(points.x)
        y += points.rows.isEmpty ? Self.ends(points.y) : []
      case .marked(let marked):
        x += Self.ends(marked.line.x + marked.points.flatMap(\.x))
        y += Self.ends(marked.line.y + marked.points.flatMap(\.y))
      case .waterfall(let waterfall): x += Self.ends(WaterfallArea.places(waterfall))
      case .heatMap, .scatter, .panels, .graph, .parallel: break
      }
    }
    series = Self.unique(names)
  }

  /// The cells whose colours are compared with a heat map's: its own and those of its neighbours.
  func cells(beside map: Figure.HeatMap) -> [Double] {
    cells[Shade(label: map.label, isDiverging: map.isDiverging)] ?? []
  }

  /// The names, each once, in order of first appearance.
  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The smallest and largest values, and the smallest above zero for axes of ratios.
  private static func ends(_ values: [Double]) -> [Double] {
    let finite = values.filter(\.isFinite)
    return [finite.min(), finite.max(), finite.filter { $0 > 0 }.min()].compactMap(\.self)
  }
}

/// How series are told apart: by colour, and by another sign that still differs when colours repeat.
enum SeriesLook {
  /// Lengths of dashes and gaps; none is a solid line.
  private static let dashes: [[Double]] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]]
  /// Bars of later series are paler, so that they are told apart without colours too.
  private static let opacities = [0.9, 0.35, 0.65, 0.15, 0.5, 0.25]

  private static func place(_ index: Int) -> Int {
    (index + index / Paint.seriesCount) % Paint.seriesCount
  }

  /// The pattern of a line.
  static func dashes(_ index: Int) -> [Double] { dashes[place(index)] }

  /// gnuplot's words for the pattern; it halves the lengths when it writes them.
  static func gnuplotDashes(_ index: Int) -> String {
    let pattern = dashes(index).map { Decimal2.text($0 * 2) }.joined(separator: ",")
    return pattern.isEmpty ? "dt solid" : "dt (\(pattern))"
  }

  /// The strength of a filled bar.
  static func opacity(_ index: Int) -> Double { opacities[place(index)] }

  /// The shape of a mark.
  static func shape(_ index: Int) -> Drawing.Shape { Drawing.Shape.allCases[place(index)] }
}
