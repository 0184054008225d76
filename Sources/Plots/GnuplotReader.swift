/// Reads gnuplot's SVG into pieces: outlines, areas and marks, and nothing else.
///
/// Only what is understood goes on, so nothing that gnuplot wrote reaches a page as it stands.
struct GnuplotReader {
  private var pieces: [Drawing.Piece] = []
  private var widths: [Double] = [1]
  private var layer = 0

  /// Gives the pieces of a drawing in order.
  static func pieces(of svg: String) throws(PlotError) -> [Drawing.Piece] {
    guard svg.hasPrefix("<?xml"), svg.contains("</svg>") else {
      throw .unexpectedDrawing(detail: "it does not begin and end as SVG does")
    }
    var reader = GnuplotReader()
    // Definitions of marks come first and are known; what is drawn follows.
    for tag in XMLTag.tags(in: svg, after: "</defs>") { try reader.read(tag) }
    return reader.pieces
  }

  private mutating func read(_ tag: XMLTag) throws(PlotError) {
    switch tag.name {
    case "g":
      if tag["id"]?.hasPrefix("gnuplot_plot") == true { layer += 1 }
      widths.append(tag["stroke-width"].flatMap(Double.init) ?? widths.last ?? 1)
    case "/g":
      if widths.count > 1 { widths.removeLast() }
    case "path":
      let dashes = (tag["stroke-dasharray"] ?? "").split(separator: ",").compactMap {
        Double($0.filter { $0 != " " })
      }
      let pen = Drawing.Pen(
        paint: GnuplotReader.paint(tag["stroke"]), width: widths.last ?? 1, dashes: dashes)
      let strokes = try GnuplotReader.strokes(tag["d"] ?? "")
      if !strokes.isEmpty { pieces.append(.outline(strokes, pen, layer: layer)) }
    case "polygon":
      let points = GnuplotReader.points(tag["points"] ?? "")
      guard let first = points.first else { return }
      pieces.append(
        .area(
          [.move(first)] + points.dropFirst().map { .line($0) } + [.close],
          GnuplotReader.paint(tag["fill"]),
          opacity: tag["fill-opacity"].flatMap { Double($0.filter { $0 != " " }) } ?? 1,
          layer: layer))
    case "use":
      try readMark(tag)
    case "/svg", "title", "/title", "text", "/text", "rect", "circle": break
    default:
      throw .unexpectedDrawing(detail: "the element '\(tag.name)'")
    }
  }

  private mutating func readMark(_ tag: XMLTag) throws(PlotError) {
    let shapes: [String: Drawing.Shape] = [
      "#gpPt6": .circle, "#gpPt4": .square, "#gpPt8": .triangle, "#gpPt10": .triangleDown,
      "#gpPt12": .diamond, "#gpPt14": .pentagon,
    ]
    let numbers = (tag["transform"] ?? "").split { !"0123456789.-".contains($0) }
      .compactMap { Double($0) }
    guard let shape = tag["xlink:href"].flatMap({ shapes[$0] }), numbers.count == 3 else {
      throw .unexpectedDrawing(detail: "a mark of another kind")
    }
    guard numbers[2] > 0 else { return }
    pieces.append(
      .mark(
        shape, .init(x: numbers[0], y: numbers[1]), radius: numbers[2],
        GnuplotReader.paint(tag["color"]), opacity: ScatterChart.markOpacity, layer: layer))
  }

  private static func paint(_ text: String?) -> Paint {
    let numbers = (text ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    return numbers.count == 3
      ? Paint(red: numbers[0], green: numbers[1], blue: numbers[2]) : .ink
  }

  private static func points(_ text: String) -> [Drawing.Point] {
    text.split(whereSeparator: \.isWhitespace).compactMap(point)
  }

  private static func point(_ text: Substring) -> Drawing.Point? {
    let parts = text.split(separator: ",")
    guard parts.count == 2, let x = Double(parts[0]), let y = Double(parts[1]) else { return nil }
    return Drawing.Point(x: x, y: y)
  }

  private static func strokes(_ path: String) throws(PlotError) -> [Drawing.Stroke] {
    var strokes: [Drawing.Stroke] = []
    for word in path.split(whereSeparator: \.isWhitespace) {
      if word == "Z" {
        strokes.append(.close)
      } else if word.hasPrefix("M"), let point = point(word.dropFirst()) {
        // gnuplot moves to places where it then draws nothing.
        if case .move? = strokes.last { strokes.removeLast() }
        strokes.append(.move(point))
      } else if let point = point(word.hasPrefix("L") ? word.dropFirst() : word) {
        strokes.append(.line(point))
      } else {
        throw .unexpectedDrawing(detail: "the path word '\(word)'")
      }
    }
    if case .move? = strokes.last { strokes.removeLast() }
    return strokes
  }
}

/// A tag with its attributes.
struct XMLTag: Hashable {
  let name: String
  private let attributes: [String: String]

  /// The value of an attribute, or nil where it is absent.
  subscript(attribute: String) -> String? { attributes[attribute] }

  /// Gives the tags of a text in order; what stands between them is left out.
  static func tags(in text: String, after start: String) -> [XMLTag] {
    guard let begin = text.utf8.firstRange(of: start.utf8)?.upperBound else { return [] }
    var tags: [XMLTag] = []
    var rest = text.utf8[begin...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: UInt8(ascii: ">")) else { break }
      tags.append(XMLTag(inside[..<close]))
      rest = inside[inside.index(after: close)...]
    }
    return tags
  }

  private init(_ bytes: Substring.UTF8View) {
    let text = Substring(bytes)
    let nameEnd =
      text.firstIndex { $0.isWhitespace || ($0 == "/" && $0 != text.first) } ?? text.endIndex
    name = String(text[..<nameEnd])
    var attributes: [String: String] = [:]
    var rest = text[nameEnd...]
    while let equals = rest.firstIndex(of: "=") {
      let key = rest[..<equals].filter { !$0.isWhitespace }
      let after = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
      guard let quote = after.first, quote == "'" || quote == "\"" else { break }
      let value = after.dropFirst().prefix { $0 != quote }
      attributes[key] = String(value)
      rest = after.dropFirst(value.count + 2)
    }
    self.attributes = attributes
  }
}
