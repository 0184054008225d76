import Analyses
import Diagnostics
import Learning

extension DateParts {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Replaces dates by numbers such as `when.month` and `when.weekday`."
  ) { reader in
    let columns = RecipeSteps.columns(&reader)
    let parts = reader.optional(
      "parts", .list(of: .choice(DatePart.self), countMin: 1),
      "The parts; without it year, month, day, weekday, hour and minute where training rows differ."
    )
    let isCyclic = reader.setting(
      "cyclic", .flag, standard: false,
      "Whether parts that come round again become a sine and a cosine.")
    if let parts, Set(parts).count < parts.count {
      reader.report(.conflict, "'parts' has a part twice", at: "parts")
    }
    return .dateParts(DateParts(columns: columns, parts: parts, isCyclic: isCyclic))
  }
}
