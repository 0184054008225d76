import Analyses
import Diagnostics
import Learning
import Tables

/// The steps of a recipe as an analysis file names them.
enum RecipeSteps {
  /// Every step, with its settings.
  static let variants: [SettingVariant<RecipeStep>] = [
    SettingVariant("min-max", "Scales columns to 0 to 1 by the training rows' range.") { reader in
      .minMax(MinMax(columns: columns(&reader)))
    },
    SettingVariant(
      "standard", "Takes the training mean away and divides by the training deviation."
    ) { reader in
      .standard(Standard(columns: columns(&reader)))
    },
    SettingVariant("one-hot", "Makes a column of 0 and 1 for each training level.") { reader in
      .oneHot(
        OneHot(
          columns: columns(&reader),
          unseen: reader.setting(
            "unseen", .choice(), standard: .zeros,
            "What a level that no training row had becomes.")))
    },
    SettingVariant("impute", "Fills missing values with one learned from training rows.") {
      reader in
      .impute(impute(&reader))
    },
  ]

  private static func columns(_ reader: inout SettingReader) -> ColumnSelection {
    reader.required(
      "columns", .columns, placeholder: .names([]),
      "A group (numeric, text, all) or a list of names; never the target.")
  }

  private static func impute(_ reader: inout SettingReader) -> Impute {
    let columns = columns(&reader)
    let method = reader.setting(
      "method", .choice(), standard: Impute.Method.median, "How the value is found.")
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

  /// A choice of columns in words.
  static func words(_ selection: ColumnSelection) -> String {
    switch selection {
    case .group(let group): "the columns of group '\(group.rawValue)'"
    case .names(let names): Wording.list(names)
    }
  }

  /// Reports what a recipe finds wrong with itself at the place in the file.
  static func report(
    _ problem: RecipeProblem, of recipe: Recipe, stage: String, to check: inout TypeCheck
  ) {
    let path = path(of: problem.field, recipe)
    switch problem.reason {
    case .unknownColumn(let name, let known):
      check.requireColumn(
        name, in: known.map { ColumnType($0) }, of: stage, setting: path)
    case .notAFeature(let name):
      check.report(
        .unknownColumn, "column '\(name)' is the target, the weight or ignored", setting: path,
        hints: ["steps work on features only"])
    case .wrongKind(let name, let found, let needed):
      check.report(
        .wrongColumnKind,
        "column '\(name)' of '\(stage)' holds \(found.rawValue)s; \(needed.rawValue)s are needed",
        setting: path)
    case .textLeft(let columns):
      check.report(
        .wrongColumnKind,
        "\(Wording.list(columns.map { "'\($0)'" })) still holds text after the last step",
        setting: path,
        hints: ["add `one-hot: {columns: [\(columns.joined(separator: ", "))]}`, or ignore it"])
    case .noFeatures:
      check.report(.unknownColumn, "no column is left to learn from", setting: path)
    }
  }

  private static func path(of field: RecipeProblem.Field, _ recipe: Recipe) -> String {
    switch field {
    case .feature(let index): return "features[\(index)]"
    case .ignored(let index): return "ignore[\(index)]"
    case .step(let index, let column):
      let base = "steps[\(index)].\(recipe.steps[index].name).columns"
      return column.map { "\(base)[\($0)]" } ?? base
    case .steps: return "steps"
    case .target: return "target"
    case .weight: return "weight"
    }
  }
}

extension SettingForm where Value == ColumnSelection {
  /// The name of a group of columns, or a list of column names.
  static var columns: SettingForm<ColumnSelection> {
    let names = SettingForm<[String]>.list(of: .text, countMin: 1)
    let group = SettingForm<ColumnGroup>.choice()
    return SettingForm<ColumnSelection>(
      shape: .oneOrMore(group.shape),
      read: { node, reading in
        if node.items != nil { return names.read(node, &reading).map { .names($0) } }
        return group.read(node, &reading).map { .group($0) }
      },
      resolve: { selection in
        switch selection {
        case .group(let chosen): group.resolve(chosen)
        case .names(let chosen): names.resolve(chosen)
        }
      })
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
