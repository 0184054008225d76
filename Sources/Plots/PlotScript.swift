/// What gnuplot is told: commands made of numbers and fixed words only, and data.
///
/// No text of a user is ever part of it; texts are written into the drawing afterwards.
struct PlotScript: Hashable, Sendable {
  /// A command, or the columns that the last plot command asks for.
  enum Step: Hashable, Sendable {
    case command(String)
    case columns([[Double]])
  }

  /// Data drawn in one way.
  struct Layer: Hashable, Sendable {
    /// Columns of equal length.
    let columns: [[Double]]
    /// gnuplot's words after the data, from `with` on.
    let style: String
  }

  /// A pair of axes and what is drawn between them.
  struct Panel: Hashable, Sendable {
    let frame: Frame
    let x: Scale
    let y: Scale
    let layers: [Layer]
    let verticalGrid: Bool
    let horizontalGrid: Bool
  }

  /// A rectangle of the picture; y grows downwards.
  struct Frame: Hashable, Sendable {
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    /// The right edge.
    var right: Double { left + width }
    /// The lower edge.
    var bottom: Double { top + height }
  }

  let steps: [Step]

  /// The script of a picture with panels.
  init(width: Double, height: Double, panels: [Panel]) {
    var steps: [Step] = [
      .command("set terminal svg size \(Int(width)),\(Int(height)) dynamic noenhanced"),
      .command("set output"),
      .command("unset key"),
      .command("set errorbars 0.8"),
      .command("set tics scale 0 nomirror"),
      .command("set multiplot"),
    ]
    for panel in panels {
      steps += PlotScript.commands(panel, width: width, height: height)
    }
    steps.append(.command("unset multiplot"))
    steps.append(.command("exit"))
    self.steps = steps
  }

  /// The commands, for a message about a failure.
  var text: String {
    steps.map { step in
      switch step {
      case .command(let text): text
      case .columns(let columns): "# \(columns.count) columns of \(columns[0].count) numbers"
      }
    }.joined(separator: "\n")
  }

  private static func commands(_ panel: Panel, width: Double, height: Double) -> [Step] {
    let frame = panel.frame
    var steps: [Step] = [
      .command("set lmargin at screen \(frame.left / width)"),
      .command("set rmargin at screen \(frame.right / width)"),
      .command("set tmargin at screen \(1 - frame.top / height)"),
      .command("set bmargin at screen \(1 - frame.bottom / height)"),
      .command("\(panel.x.isLogarithmic ? "set" : "unset") logscale x"),
      .command("\(panel.y.isLogarithmic ? "set" : "unset") logscale y"),
      .command("set xrange [\(panel.x.low):\(panel.x.high)]"),
      .command("set yrange [\(panel.y.low):\(panel.y.high)]"),
      .command("set xtics (\(marks(panel.x)))"),
      .command("set ytics (\(marks(panel.y)))"),
      .command("set border \(panel.horizontalGrid ? 1 : 2) lc rgb '\(Paint.muted.gnuplot)' lw 1"),
      .command("unset grid"),
    ]
    let grids = (panel.verticalGrid ? "xtics " : "") + (panel.horizontalGrid ? "ytics " : "")
    if !grids.isEmpty {
      steps.append(
        .command("set grid \(grids)back lw 1 dt solid lc rgb '\(Paint.grid.gnuplot)'"))
    }
    // gnuplot refuses to plot nothing; a point outside the axes draws them and no more.
    let outside = Layer(
      columns: [[outside(panel.x)], [outside(panel.y)]],
      style: "with points pt 7")
    let layers = panel.layers.filter { $0.columns.first?.isEmpty == false }
    let drawn = layers.isEmpty ? [outside] : layers
    let clauses = drawn.map { layer in
      let format = String(repeating: "%double", count: layer.columns.count)
      let using = (1...layer.columns.count).map(String.init).joined(separator: ":")
      return "'-' binary record=(\(layer.columns[0].count)) format='\(format)' using \(using) "
        + layer.style
    }
    steps.append(.command("plot " + clauses.joined(separator: ", ")))
    steps += drawn.map { .columns($0.columns) }
    return steps
  }

  private static func outside(_ scale: Scale) -> Double {
    scale.isLogarithmic ? scale.high * 10 : 2 * scale.low - scale.high
  }

  private static func marks(_ scale: Scale) -> String {
    scale.marks.map { "'' \($0)" }.joined(separator: ",")
  }
}
