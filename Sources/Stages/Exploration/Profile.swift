package import Analyses
import Diagnostics
import Documents
import Learning
import Tables

/// Describes a table: its columns, what is odd about them, how they go together, how they drift.
package enum Profile: StageKind {
  package struct Settings: Sendable {
    package let target: String?
    package let columnsMax: Int
  }

  package static let name = "profile"
  package static let revision = 1
  package static let summary =
    "Describes the columns of a table, what is odd about them, what tells the target, and how "
    + "another table differs."
  package static let section = "Data"
  package static let ports = [
    Port("rows", [.table], refusesTestRows: true, "The rows to describe."),
    Port(
      "against", [.table], arity: .optional,
      "Other rows to compare with; the target of test rows is not read."),
    Port(
      "recipe", [.recipe], arity: .optional,
      "A recipe; columns that it ignores are named and not described."),
  ]
  package static let outputs = [
    OutputDeclaration("profile", .document, "The figures of the description.")
  ]
  package static let examples = [
    StageExample(
      "Describe rows, what tells their target, and how test rows differ",
      analysis: """
        workbench: 1
        title: Getting to know a table
        stages:
          - {id: flats, kind: read-csv, with: {path: flats.csv}}
          - {id: others, kind: read-csv, with: {path: others.csv, part: test}}
          - {id: overview, kind: profile, from: {rows: flats, against: others}, with: {target: rent}}
        """,
      files: [
        "flats.csv": rows(1...40), "others.csv": rows(31...60),
      ])
  ]

  /// Rows of an example: a column that counts, one that repeats, one with gaps, and a target.
  private static func rows(_ numbers: ClosedRange<Int>) -> String {
    let lines = numbers.map { number in
      let area = 20 + number * 37 % 80
      let floor = number % 7 == 0 ? "" : String(number % 5)
      return "\(number),\(area),\(floor),\(["east", "west"][number % 2]),\(area * 9 + number % 4)"
    }
    return (["flat,area,floor,side,rent"] + lines).joined(separator: "\n") + "\n"
  }

  package static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      target: reader.optional(
        "target", .text,
        "The column to be predicted; columns that tell it are shown, and suspects named."),
      columnsMax: reader.setting(
        "columns", .integer(in: 1...200), standard: 40, unit: "columns",
        "The most columns described, from the first on."))
  }

  package static func types(
    _ settings: Settings, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    if let target = settings.target {
      check.requireColumn(
        target, in: check.input("rows")?.table?.columns, of: check.stages["rows"]?.first ?? "",
        setting: "target")
      if let other = check.input("recipe")?.recipe?.target, other != target {
        check.report(
          .conflict, "`target` is '\(target)', and the recipe predicts '\(other)'",
          setting: "target", hints: ["leave `target` out, or name the same column"])
      }
    }
    return ["profile": .document]
  }

  package static func run(
    _ settings: Settings, _ context: any StageContext
  ) async throws -> StageResult {
    let table = try context.input("rows", as: Table.self).value
    let recipe = try context.inputs("recipe", as: Recipe.self).first?.value
    if let target = settings.target, table[target] == nil {
      throw StageProblem(
        "column '\(target)' is not in the table", hints: ["it has \(Wording.list(table.names))"],
        setting: "target")
    }
    let other = try context.inputs("against", as: Table.self).first?.value
    let maker = ProfileMaker(
      settings, table, recipe: recipe, against: other,
      isSealed: context.holdsTestRows("against"))
    return StageResult([("profile", maker.profile)])
  }

  package static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    let profile = try context.output("profile", as: TableProfile.self)
    return ProfileView(
      profile, stage: context.stage, rows: context.references("rows").first ?? "",
      against: context.references("against").first
    ).view
  }
}
