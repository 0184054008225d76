import Analyses
import Diagnostics
import Learning

extension Clip {
  /// The step as an analysis file names it.
  static let variant = SettingVariant<RecipeStep>(
    name, "Brings values beyond limits, or beyond training quantiles, back to them."
  ) { reader in
    let columns = RecipeSteps.columns(&reader)
    let anyNumber = -Double.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    let low = limit(
      reader.optional("low", .number(in: anyNumber), "The lower limit, as a value."),
      reader.optional(
        "low-quantile", .number(in: 0...1), "The lower limit, as a share of training rows below."),
      "low", &reader)
    let high = limit(
      reader.optional("high", .number(in: anyNumber), "The upper limit, as a value."),
      reader.optional(
        "high-quantile", .number(in: 0...1), "The upper limit, as a share of training rows below."),
      "high", &reader)
    switch (low, high) {
    case (.value(let least)?, .value(let most)?), (.quantile(let least)?, .quantile(let most)?):
      if least > most {
        reader.report(
          .conflict,
          "the lower limit \(SettingValue.text(of: least)) is above the upper limit "
            + SettingValue.text(of: most), at: "columns")
      }
    case (nil, nil):
      reader.report(
        .missingKey, "clip needs a limit: 'low', 'high', 'low-quantile' or 'high-quantile'",
        at: "columns")
    default: break
    }
    return .clip(Clip(columns: columns, low: low, high: high))
  }

  private static func limit(
    _ value: Double?, _ share: Double?, _ name: String, _ reader: inout SettingReader
  ) -> Limit? {
    if value != nil, share != nil {
      reader.report(.conflict, "'\(name)' and '\(name)-quantile' are both given", at: name)
    }
    return value.map { .value($0) } ?? share.map { .quantile($0) }
  }
}
