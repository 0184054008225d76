/// A colour by its meaning; the page gives it for light and for dark.
enum Paint: Hashable, Sendable {
  case ink
  case muted
  case grid
  case surface
  case good
  case warning
  case series(Int)

  /// The number of different series colours; later series begin again, with other shapes.
  static let seriesCount = 6

  // gnuplot knows fixed colours only, so meanings travel through it as numbers of the last byte.
  private static let marker = 240

  private var code: Int {
    switch self {
    case .ink: 1
    case .muted: 2
    case .grid: 3
    case .surface: 4
    case .good: 5
    case .warning: 6
    case .series(let index): 16 + index % Paint.seriesCount
    }
  }

  /// The stand-in colour that gnuplot is given, such as `#f0f001`.
  var gnuplot: String {
    let digits = String(code, radix: 16)
    return "#f0f0" + (digits.count == 1 ? "0" : "") + digits
  }

  /// Reads a stand-in colour back; anything else gnuplot drew is ink.
  init(red: Int, green: Int, blue: Int) {
    let all: [Paint] = [.ink, .muted, .grid, .surface, .good, .warning]
    guard red == Paint.marker, green == Paint.marker else {
      self = .ink
      return
    }
    self = blue >= 16 ? .series(blue - 16) : all.first { $0.code == blue } ?? .ink
  }

  /// The value in a style sheet, with a colour for pictures that stand alone.
  ///
  /// The series are Okabe and Ito's colours for all kinds of sight, darkened where 3:1 on white asks.
  var css: String {
    switch self {
    case .ink: "var(--ink,#1c2733)"
    case .muted: "var(--muted,#55616d)"
    case .grid: "var(--grid,#dfe4e8)"
    case .surface: "var(--surface,#ffffff)"
    case .good: "var(--good,#00765a)"
    case .warning: "var(--warning,#b34700)"
    case .series(let index):
      "var(--series-\(index % Paint.seriesCount + 1),\(Paint.fallback[index % Paint.seriesCount]))"
    }
  }

  private static let fallback = [
    "#0072b2", "#d55e00", "#00845f", "#a8548a", "#8f6a00", "#2f7fb0",
  ]
}
