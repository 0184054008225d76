import Documents
import Learning

/// What is said of classes that occur more or less often on the scored rows.
struct ClassShiftWords {
  private let shift: ClassShift
  private let label: String
  private let rows: Text
  private let level: String

  init(_ shift: ClassShift, _ evaluation: Evaluation) {
    self.shift = shift
    label = evaluation.classes?[shift.place] ?? ""
    rows = evaluation.rowsText
    level = Wording.percent(evaluation.level)
  }

  /// The class that differs most, of those whose difference is more than chance would make.
  static func clearest(_ entry: Evaluation.Entry) -> ClassShift? {
    let shifts = entry.classShifts ?? []
    func size(_ interval: Bootstrap.Interval) -> Double { abs(interval.low + interval.high) / 2 }
    return shifts.filter(\.isClear).max { size($0.difference) < size($1.difference) }
      ?? shifts.filter(\.isSurprising).max { size($0.surprise) < size($1.surprise) }
  }

  private func percent(_ share: Double) -> String {
    Wording.fixed(100 * share, decimals: 1) + " %"
  }

  private func points(_ interval: Bootstrap.Interval, _ noun: String) -> String {
    "\(level) interval of the \(noun) \(Wording.fixed(100 * interval.low, decimals: 1)) to "
      + "\(Wording.fixed(100 * interval.high, decimals: 1)) points"
  }

  /// What follows the score on these rows in the answer.
  var clause: Text {
    let shares =
      shift.isClear
      ? "\(percent(shift.testShare)) of rows there and \(percent(shift.heldOutShare)) of training "
        + "rows are "
      : "\(percent(shift.testShare)) of rows there are "
    let expected =
      shift.isSurprising
      ? ", while the model expects \(percent(shift.predicted))" : ", as the model expects"
    return Text("; ") + Text(shares) + .code(label) + Text(expected)
  }

  /// The same as a finding.
  func finding(_ model: String) -> Finding {
    let more = shift.isClear ? shift.difference.low > 0 : shift.surprise.low > 0
    let headline =
      shift.isClear
      ? .code(label) + Text(" is \(more ? "more" : "less") frequent on ") + rows
        + Text(" than on held-out rows")
      : Text("\(model) expects ") + .code(label) + Text(" too \(more ? "seldom" : "often") on ")
        + rows
    var text =
      "It is the class of \(percent(shift.testShare)) of rows there and of "
      + "\(percent(shift.heldOutShare)) of held-out ones "
      + "(\(points(shift.difference, "difference"))). The mean probability that \(model) gives it "
      + "there is \(percent(shift.predicted))"
    if shift.isSurprising {
      text +=
        ", which is off by more than chance (\(points(shift.surprise, "share minus it"))). On the "
        + "whole its probabilities are not right on such rows, and neither is a threshold chosen "
        + "by them; train or calibrate with rows of this kind."
    } else {
      text +=
        ", which agrees with what came true: the features tell of the change, and probabilities "
        + "are right on the whole."
    }
    return Finding(.warning, headline, explanation: Text(text))
  }
}
