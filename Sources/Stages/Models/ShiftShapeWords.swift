import Documents
import Learning

/// What is said about the shape of a shift.
enum ShiftShapeWords {
  /// Tells what the residuals look as if it had been added to the targets.
  static func text(_ shape: ShiftShape, rows: Text) -> Text {
    guard shape.fits else {
      return Text(
        "No simple shape explains how the residuals of ") + rows
        + " differ: a constant, uniform, normal and exponential additions to the targets were tried."
    }
    return Text("The residuals of ") + rows + Text(" lie as if \(addition(shape)).")
  }

  private static func addition(_ shape: ShiftShape) -> String {
    let mean = Wording.number(shape.mean, digits: 3)
    let deviation = Wording.number(shape.deviation, digits: 3)
    switch shape.form {
    case .constant: return "\(mean) had been added to every target, and nothing else"
    case .uniform:
      let (low, high) = shape.ends
      return "something between \(Wording.number(low, digits: 3)) and "
        + "\(Wording.number(high, digits: 3)), each value equally often, had been added to each "
        + "target: a uniform shift of width \(Wording.number(high - low, digits: 3))"
    case .normal:
      return
        "normal noise with mean \(mean) and deviation \(deviation) had been added to the targets"
    case .exponential:
      return "something mostly small and seldom large, \(mean) on average with deviation "
        + "\(deviation), had been added to the targets"
    }
  }
}
