/// Writes a drawing as SVG for use inside a page: no fixed size, colours by meaning, own ids.
struct SVGWriter {
  private var output = ""

  /// Gives the SVG of a drawing, named and described for those who do not see it.
  static func svg(
    _ drawing: Drawing, id: String, title: String, description: String, cssClass: String? = nil
  ) -> String {
    var writer = SVGWriter()
    let width = Decimal2.text(drawing.width)
    let height = Decimal2.text(drawing.height)
    let name = escaped(id)
    writer.output =
      "<svg\(cssClass.map { " class=\"\($0)\"" } ?? "") xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\""
      + " role=\"img\" aria-labelledby=\"\(name)-title \(name)-desc\""
      + " style=\"--width:\(width)px;--least:\(Decimal2.text(drawing.leastWidth))px\""
      + " font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\">\n"
      + "<title id=\"\(name)-title\">\(escaped(title))</title>\n"
      + "<desc id=\"\(name)-desc\">\(escaped(description))</desc>\n"
    writer.write(drawing.pieces)
    return writer.output + "</svg>"
  }

  /// Gives text in which no character can be taken for markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}"..<"\u{20}", "\u{7f}"..<"\u{a0}": result += " "
      // These would turn the letters behind them round; a name could look like another.
      case "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}":
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      case "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private mutating func write(_ pieces: [Drawing.Piece]) {
    var index = 0
    while index < pieces.count {
      var path = PathText()
      let head = Look(pieces[index])
      repeat {
        path.add(pieces[index])
        index += 1
      } while index < pieces.count && head.joins && Look(pieces[index]) == head
      write(head, path: path.text)
    }
  }

  private mutating func write(_ look: Look, path: String) {
    switch look {
    case .outline(let pen, _):
      guard !path.isEmpty else { return }
      let dashes =
        pen.dashes.isEmpty
        ? "" : " stroke-dasharray=\"\(pen.dashes.map(Decimal2.text).joined(separator: " "))\""
      output +=
        "<path fill=\"none\" style=\"stroke:\(pen.paint.css)\""
        + " stroke-width=\"\(Decimal2.text(pen.width))\"\(dashes) d=\"\(path)\"/>\n"
    case .area(let paint, let opacity, _):
      guard !path.isEmpty else { return }
      output += "<path style=\"fill:\(paint.css)\"\(SVGWriter.opacity(opacity)) d=\"\(path)\"/>\n"
    case .dots(let radius, let paint, let opacity, _):
      // A line of no length with round ends is the shortest way to write a dot.
      output +=
        "<path style=\"stroke:\(paint.css)\" stroke-width=\"\(Decimal2.text(2 * radius))\""
        + " stroke-linecap=\"round\"\(SVGWriter.opacity(opacity)) d=\"\(path)\"/>\n"
    case .text(let text, let point, let lettering):
      write(text, at: point, lettering)
    }
  }

  private mutating func write(
    _ text: String, at point: Drawing.Point, _ lettering: Drawing.Lettering
  ) {
    let x = Decimal2.text(point.x)
    let y = Decimal2.text(point.y)
    let place =
      lettering.isVertical
      ? "transform=\"translate(\(x) \(y))rotate(-90)\"" : "x=\"\(x)\" y=\"\(y)\""
    let anchor =
      lettering.anchor == .start ? "" : " text-anchor=\"\(lettering.anchor.rawValue)\""
    let weight = lettering.isBold ? " font-weight=\"600\"" : ""
    output +=
      "<text \(place)\(anchor)\(weight) font-size=\"\(Decimal2.text(lettering.size))\""
      + " style=\"fill:\(lettering.paint.css)\">\(SVGWriter.escaped(text))</text>\n"
  }

  private static func opacity(_ value: Double) -> String {
    value < 1 ? " opacity=\"\(Decimal2.text(value))\"" : ""
  }
}

/// How a piece looks, without where it is.
private enum Look: Equatable {
  case outline(Drawing.Pen, layer: Int)
  case area(Paint, opacity: Double, layer: Int)
  case dots(radius: Double, Paint, opacity: Double, layer: Int)
  case text(String, Drawing.Point, Drawing.Lettering)

  init(_ piece: Drawing.Piece) {
    switch piece {
    case .outline(_, let pen, let layer): self = .outline(pen, layer: layer)
    case .area(_, let paint, let opacity, let layer):
      self = .area(paint, opacity: opacity, layer: layer)
    case .mark(.circle, _, let radius, let paint, let opacity, let layer):
      self = .dots(radius: radius, paint, opacity: opacity, layer: layer)
    case .mark(_, _, _, let paint, let opacity, let layer):
      self = .area(paint, opacity: opacity, layer: layer)
    case .text(let text, let point, let lettering): self = .text(text, point, lettering)
    }
  }

  /// Whether pieces of this look are written as one.
  var joins: Bool {
    if case .text = self { false } else { true }
  }
}
