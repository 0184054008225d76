import Analyses
import Learning

/// What the setting `task` of a recipe can be.
enum TaskChoice: String, CaseIterable {
  case automatic
  case values
  case classes

  /// The task, nil where the kind of the target decides.
  var task: TargetTask? {
    switch self {
    case .automatic: nil
    case .values: .values
    case .classes: .classes
    }
  }
}

extension SettingForm where Value == String {
  /// The label of a class: any plain value, also a number or a truth value, as it is written.
  static var label: SettingForm<String> {
    SettingForm<String>(
      shape: .text,
      read: { node, reading in
        guard let scalar = node.scalar, !node.isNull else {
          reading.reportType(of: node, wanted: "the label of a class")
          return nil
        }
        return scalar.text
      },
      resolve: { .text($0) })
  }
}
