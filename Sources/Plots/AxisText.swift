import Documents

/// The numbers and words around a pair of axes.
struct AxisText {
  /// The label of an axis, with its unit.
  static func label(_ axis: Figure.Axis) -> String {
    axis.unit.map { $0.isEmpty ? axis.label : "\(axis.label) (\($0))" } ?? axis.label
  }

  /// Gives the widest number along a scale.
  static func width(of scale: Scale, size: Double) -> Double {
    scale.marks.map { TextWidth.estimate(scale.text($0), size: size) }.max() ?? 0
  }

  /// Writes the numbers below a frame, leaving out those that would touch.
  ///
  /// In a row of frames none may reach far over the right edge, where the next frame begins.
  static func writeBelow(
    _ frame: PlotScript.Frame, _ scale: Scale, isAlone: Bool = true, into drawing: inout Drawing
  ) {
    var free = -Double.infinity
    let end = isAlone ? drawing.width : min(frame.right + 10, drawing.width)
    for mark in scale.marks {
      let text = scale.text(mark)
      let x = frame.left + scale.position(mark) * frame.width
      let half = TextWidth.estimate(text, size: 15) / 2
      guard x - half > free, x + half <= end else { continue }
      free = x + half + (isAlone ? 4 : 8)
      drawing.write(
        text, at: x, frame.bottom + 20, .init(paint: .muted, size: 15, anchor: .middle))
    }
  }

  /// Writes the numbers to the left of a frame.
  static func writeBeside(
    _ frame: PlotScript.Frame, _ scale: Scale, into drawing: inout Drawing
  ) {
    for mark in scale.marks {
      let y = frame.bottom - scale.position(mark) * frame.height
      drawing.write(
        scale.text(mark), at: frame.left - 8, y + 5, .init(paint: .muted, size: 15, anchor: .end))
    }
  }

  /// Writes the label of the horizontal axis, in the middle of a stretch.
  static func writeLabel(
    below axis: Figure.Axis, left: Double, right: Double, baseline: Double,
    into drawing: inout Drawing
  ) {
    writeLabel(
      below: axis, middle: (left + right) / 2, width: drawing.width - 16, baseline: baseline,
      into: &drawing)
  }

  /// Writes the label of the horizontal axis around a place, with so much room.
  static func writeLabel(
    below axis: Figure.Axis, middle: Double, width: Double, baseline: Double,
    into drawing: inout Drawing
  ) {
    let text = TextWidth.fitted(label(axis), size: 15, width: width)
    // A long label in the middle of a frame would stand out of the picture.
    let half = TextWidth.estimate(text, size: 15) / 2
    let x = min(max(middle, half + 4), max(drawing.width - half - 4, half + 4))
    drawing.write(text, at: x, baseline, .init(paint: .ink, size: 15, anchor: .middle))
  }

  /// Writes the label of the vertical axis, turned, in the middle of a stretch.
  static func writeLabel(
    beside axis: Figure.Axis, x: Double = 16, top: Double, bottom: Double,
    into drawing: inout Drawing
  ) {
    let text = TextWidth.fitted(label(axis), size: 15, width: max(bottom - top, 100))
    drawing.write(
      text, at: x, (top + bottom) / 2,
      .init(paint: .ink, size: 15, anchor: .middle, isVertical: true))
  }
}
