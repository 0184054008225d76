import Analyses
import Diagnostics
import Learning

extension Impute {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Fills missing values with one learned from training rows."
  ) { .impute(read(&$0)) }

  private static func read(_ reader: inout SettingReader) -> Impute {
    let columns = RecipeSteps.columns(&reader)
    let method = reader.setting(
      "method", .choice(), standard: Method.median, "How the value is found.")
    let constant = reader.optional(
      "constant", .constant, "The value itself, for `method: constant`.")
    let indicator = reader.setting(
      "indicator", .flag, standard: false, "Whether to add a column that says where one was.")
    if method == .constant, constant == nil {
      reader.report(
        .missingKey, "`method: constant` needs the setting 'constant'", at: "method")
    }
    if method != .constant, constant != nil {
      reader.report(
        .conflict, "'constant' is used with `method: constant` only", at: "constant")
    }
    return Impute(columns: columns, method: method, constant: constant, indicator: indicator)
  }
}

extension SettingForm where Value == Impute.Value {
  /// A number or a text.
  static var constant: SettingForm<Impute.Value> {
    SettingForm<Impute.Value>(
      shape: .text,
      read: { node, reading in
        switch node.scalar?.value {
        case .integer(let value)?: return .number(Double(value))
        case .number(let value)? where value.isFinite: return .number(value)
        case .text(let value)?: return .text(value)
        default:
          reading.reportType(of: node, wanted: "a number or a text")
          return nil
        }
      },
      resolve: { value in
        switch value {
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        }
      })
  }
}
