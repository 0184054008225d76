/// The lines below a picture that say what its marks mean.
struct Legend {
  /// How the sign before a word looks.
  enum Sign: Hashable, Sendable {
    case line(Drawing.Pen)
    case bar(Paint, opacity: Double)
    case mark(Drawing.Shape, Paint)
    case interval
  }

  /// A sign and its word.
  struct Entry: Hashable, Sendable {
    let sign: Sign
    let text: String
  }

  private static let size = 15.0
  private static let lineHeight = 24.0
  private static let signWidth = 30.0

  private let lines: [[Entry]]
  private let notes: [String]
  private let width: Double

  /// Sets entries, and notes below them, into lines of a width.
  init(_ entries: [Entry], notes: [String], width: Double) {
    var lines: [[Entry]] = []
    var used = Double.infinity
    for entry in entries {
      let needed = Legend.width(of: entry, within: width)
      if used + needed > width {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1].append(entry)
      used += needed
    }
    self.lines = lines
    self.notes = notes.flatMap { Legend.wrapped($0, width: width) }
    self.width = width
  }

  /// The height of all lines.
  var height: Double {
    let count = Double(lines.count)
    return count * Legend.lineHeight + Double(notes.count) * 21 + (lines.isEmpty ? 0 : 4)
  }

  /// Draws the lines with their upper left corner at a place.
  func draw(into drawing: inout Drawing, x: Double, y: Double) {
    var baseline = y + 17
    for line in lines {
      var left = x
      for entry in line {
        draw(entry.sign, into: &drawing, x: left, y: baseline - 5)
        let room = width - Legend.signWidth
        let text = TextWidth.fitted(entry.text, size: Legend.size, width: room)
        drawing.write(
          text, at: left + Legend.signWidth, baseline, .init(paint: .ink, size: Legend.size))
        left += Legend.width(of: entry, within: width)
      }
      baseline += Legend.lineHeight
    }
    if !lines.isEmpty { baseline += 2 }
    for note in notes {
      drawing.write(note, at: x, baseline, .init(paint: .muted, size: Legend.size))
      baseline += 21
    }
  }

  private func draw(_ sign: Sign, into drawing: inout Drawing, x: Double, y: Double) {
    switch sign {
    case .line(let pen):
      drawing.line(from: .init(x: x, y: y), to: .init(x: x + 23, y: y), pen)
    case .bar(let paint, let opacity):
      let box = [Drawing.Stroke].rectangle(x: x + 2, y: y - 7, width: 20, height: 14)
      drawing.pieces.append(.area(box, paint, opacity: opacity, layer: -1))
      drawing.pieces.append(.outline(box, .init(paint: paint, width: 1.2), layer: -1))
    case .mark(let shape, let paint):
      drawing.pieces.append(
        .mark(shape, .init(x: x + 13, y: y), radius: 5, paint, opacity: 1, layer: -1))
    case .interval:
      let pen = Drawing.Pen(paint: .ink, width: 1.5)
      drawing.line(from: .init(x: x + 2, y: y), to: .init(x: x + 22, y: y), pen)
      for end in [x + 2, x + 22] {
        drawing.line(from: .init(x: end, y: y - 5), to: .init(x: end, y: y + 5), pen)
      }
    }
  }

  private static func width(of entry: Entry, within width: Double) -> Double {
    min(signWidth + TextWidth.estimate(entry.text, size: size) + 18, width)
  }

  private static func wrapped(_ text: String, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, TextWidth.estimate("\(last) \(word)", size: size) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
