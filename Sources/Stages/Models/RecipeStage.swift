package import Analyses
import Diagnostics
import Documents
package import Learning
import Tables

/// Describes how features are made; it is fitted inside every training fold.
package enum RecipeStage: StageKind {
  package typealias Settings = Recipe

  package static let name = "recipe"
  package static let revision = 1
  package static let summary =
    "Describes how a target and features are made of a table; fitting happens in each fold."
  package static let section = "Features"
  package static let ports = [
    Port("table", [.table], refusesTestRows: true, "The rows whose columns it is about.")
  ]
  package static let outputs = [
    OutputDeclaration("recipe", .recipe, "The description, fitted later where it is used.")
  ]
  package static let examples = [
    StageExample(
      "Scale numbers and turn a text column into columns of 0 and 1",
      analysis: """
        workbench: 1
        title: A recipe
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with:
              rows: 50
              columns: {x: {uniform: [0, 9]}, colour: {choice: [red, blue]}, y: {normal: [0, 1]}}
          - id: features
            kind: recipe
            from: drawn
            with:
              target: y
              steps:
                - impute: {columns: numeric, method: median}
                - min-max: {columns: numeric}
                - one-hot: {columns: [colour], unseen: zeros}
        """),
    StageExample(
      "Tame long tails, and turn texts into numbers without columns of 0 and 1",
      analysis: """
        workbench: 1
        title: A recipe for trees
        seed: 1
        stages:
          - id: drawn
            kind: draw
            with:
              rows: 200
              columns:
                size: {choice: [small, medium, large]}
                shop: {choice: [a, b, c, d, e]}
                income: {uniform: [0, 90000]}
                y: {normal: [0, 1]}
          - id: features
            kind: recipe
            from: drawn
            with:
              target: y
              steps:
                - ordinal: {columns: [size], levels: [small, medium, large]}
                - rare: {columns: [shop], rows-min: 20}
                - target-mean: {columns: [shop], smoothing: 10}
                - clip: {columns: [income], high-quantile: 0.99}
                - log: {columns: [income]}
                - robust: {columns: [income]}
          - {id: few-trees, kind: train, from: {rows: drawn, recipe: features}, with: {learner: trees, rounds: 5}}
        """),
    StageExample(
      "Add columns made of others, and the values of the hour and the day before",
      analysis: """
        workbench: 1
        title: A recipe with a time
        seed: 1
        stages:
          - {id: drawn, kind: draw, with: {rows: 100, columns: {load: {uniform: [1, 9]}, area: {uniform: [0, 4]}}}}
          - id: hours
            kind: sql
            from: drawn
            with: {query: "select row_number() over (order by load) as hour, load, area, load + area as y from drawn"}
          - id: features
            kind: recipe
            from: hours
            with:
              target: y
              steps:
                - ratio: {numerator: load, denominator: area}
                - product: {columns: [load, area], name: load by area}
                - bins: {columns: [area], count: 4}
                - lag: {columns: [load], time: hour, rows: [1, 24], keep: false}
          - {id: few-trees, kind: train, from: {rows: hours, recipe: features}, with: {learner: trees, rounds: 5}}
        """),
    StageExample(
      "Read the month, the weekday and the time gone by off a date",
      analysis: """
        workbench: 1
        title: A recipe with dates
        seed: 1
        stages:
          - {id: sales, kind: read-csv, with: {path: sales.csv}}
          - id: features
            kind: recipe
            from: sales
            with:
              target: sold
              steps:
                - date-parts: {columns: dates, parts: [month, weekday, elapsed]}
          - {id: line, kind: train, from: {rows: sales, recipe: features}, with: {learner: linear, folds: 3}}
        """,
      files: [
        "sales.csv": """
        day,sold
        2024-01-05,31
        2024-01-06,52
        2024-02-09,34
        2024-02-11,49
        2024-03-15,40
        2024-03-16,63
        2024-04-19,41
        2024-04-20,66
        2024-05-24,45
        2024-05-26,64

        """
      ]),
  ]

  package static func settings(_ reader: inout SettingReader) -> Recipe {
    Recipe(
      target: reader.required("target", .text, placeholder: "", "The column to predict."),
      features: reader.optional(
        "features", .list(of: .text, countMin: 1),
        "The columns to predict from; without it all but the target, the weight and the ignored."),
      ignore: reader.setting("ignore", .list(of: .text), standard: [], "Columns to leave out."),
      leaks: reader.setting(
        "leaks", .list(of: .text), standard: [], absent: [],
        "Columns that give the target away: left out like those of `ignore`, and named on the "
          + "first screen of the report."),
      targetScale: reader.setting(
        "target-scale", .choice(), standard: .linear, absent: .linear,
        "On what scale values are learned: `logarithm` for targets above 0 with a long tail; "
          + "predictions and scores are in the target's own units, and predictions are then nearer "
          + "to the middle of what is likely than to its mean."),
      weight: reader.optional(
        "weight", .text, "The column that says how often a row counts; without it each counts once."
      ),
      task: reader.setting(
        "task", .choice(TaskChoice.self), standard: .automatic, absent: .automatic,
        "Whether values or classes are predicted; automatic means values of a target of numbers, "
          + "and classes of texts and flags."
      ).task,
      positive: reader.optional(
        "positive", .label,
        "The label of the class that matters most where there are two; without it the second in "
          + "order, such as true, 1 or yes."),
      group: reader.optional(
        "group", .text,
        "The column whose equal values keep rows together in one fold; it is no feature."),
      time: reader.optional(
        "time", .text,
        "The column of times: each fold is held out from fits on earlier rows alone."),
      steps: reader.setting(
        "steps", .list(of: .variant(of: "step", RecipeSteps.variants)), standard: [],
        "What is done to the features, in order."
      ).map(\.value))
  }

  package static func types(
    _ settings: Recipe, _ check: inout TypeCheck
  ) -> [String: ArtifactType] {
    let stage = check.stages["table"]?.first ?? ""
    guard let columns = check.input("table")?.table?.columns else {
      return [
        "recipe": .recipe(
          RecipeType(
            target: settings.target, inputs: nil, isClasses: settings.task.map { $0 == .classes },
            isWeighted: settings.weight != nil,
            leaks: settings.leaks ?? []))
      ]
    }
    let known = columns.map { (name: $0.name, kind: $0.kind.flatMap(ColumnKind.init)) }
    var textsLeft: [String] = []
    for problem in RecipeSteps.causes(settings.problems(columns: known)) {
      if case .textLeft(let columns) = problem.reason {
        // Some learners take text, so the stages that learn tell whether it may be left.
        textsLeft = columns
        continue
      }
      RecipeSteps.report(problem, of: settings, stage: stage, to: &check)
    }
    let inputs = columns.filter { settings.isFeature($0.name) }
    checkFolds(settings, columns, of: stage, &check)
    let targetKind = known.first { $0.name == settings.target }?.kind
    let isClasses =
      targetKind.map { settings.predictsClasses(targetKind: $0) }
      ?? settings.task.map { $0 == .classes }
    if isClasses == true, settings.targetScale != nil {
      check.report(
        .conflict,
        "`target-scale` is for values, and of '\(settings.target)' classes are predicted",
        setting: "target-scale")
    }
    if isClasses == false, settings.positive != nil {
      check.report(
        .conflict, "`positive` is for classes, and of '\(settings.target)' values are predicted",
        setting: "positive", hints: ["set `task: classes` if its numbers are names of classes"])
    }
    return [
      "recipe": .recipe(
        RecipeType(
          target: settings.target, inputs: inputs, targetKind: targetKind?.rawValue,
          isClasses: isClasses, textsLeft: textsLeft, isWeighted: settings.weight != nil,
          leaks: settings.leaks ?? []))
    ]
  }

  /// Reports what is wrong with the columns that decide the folds.
  private static func checkFolds(
    _ settings: Recipe, _ columns: [ColumnType], of stage: String, _ check: inout TypeCheck
  ) {
    for (name, column) in [("group", settings.group), ("time", settings.time)] {
      guard let column else { continue }
      check.requireColumn(column, in: columns, of: stage, setting: name)
      if column == settings.target {
        check.report(.conflict, "`\(name)` is the target, '\(column)'", setting: name)
      }
    }
    if settings.group != nil, settings.time != nil {
      check.report(
        .conflict, "folds go by `group` or by `time`, and not by both", setting: "time",
        hints: ["keep the one that new rows will differ in"])
    }
    if let time = settings.time, columns.contains(where: { $0.name == time && $0.kind == "text" }) {
      check.report(
        .wrongInputType, "`time` is '\(time)', which holds text; numbers or dates are needed",
        setting: "time", hints: ["set `types: {\(time): date}` where the table is read"])
    }
  }

  package static func run(
    _ settings: Recipe, _ context: any StageContext
  ) async throws -> StageResult {
    StageResult([("recipe", settings)])
  }

  package static func view(_ settings: Recipe, _ context: any ViewContext) throws -> StageView {
    let steps = settings.steps.map { step in
      Text.code(step.name) + Text(" on \(RecipeSteps.words(step.step))")
    }
    var blocks: [Block] = [
      .paragraph(
        Text("The target is ") + .code(settings.target) + taskWords(settings) + ". "
          + Text(foldWords(settings))
          + Text(
            "What the steps need to know of the data, such as a smallest and a largest value, is "
              + "learned from the training rows of each fit and travels with the model."))
    ]
    if settings.targetScale == .logarithm {
      blocks.append(
        .paragraph(
          Text("Learned is the logarithm of ") + .code(settings.target)
            + "; predictions and scores are in its own units."))
    }
    if !settings.ignore.isEmpty {
      blocks.append(.paragraph(Text("Left out: ") + names(settings.ignore) + "."))
    }
    if steps.isEmpty {
      blocks.append(.paragraph("There are no steps: columns are used as they are."))
    } else {
      blocks.append(.list(steps))
    }
    return StageView(blocks: blocks, findings: leakFindings(settings))
  }

  private static func names(_ columns: [String]) -> Text {
    columns.enumerated().reduce(Text("")) { text, item in
      let (place, name) = item
      return text + (place == 0 ? "" : place == columns.count - 1 ? " and " : ", ") + .code(name)
    }
  }

  /// What a reader of the first screen must know: scores would be too good with these columns.
  private static func leakFindings(_ settings: Recipe) -> [Finding] {
    guard let leaks = settings.leaks else { return [] }
    let (give, are) = leaks.count == 1 ? ("gives", "is") : ("give", "are")
    return [
      Finding(
        .note,
        names(leaks) + Text(" \(give) ") + .code(settings.target) + " away and \(are) left out",
        explanation:
          "Models that had learned from what is known only afterwards would look too good here and "
          + "fail on new rows. The analysis file says why next to each column.")
    ]
  }

  private static func foldWords(_ settings: Recipe) -> String {
    if let group = settings.group { return "Rows of one '\(group)' stay in one fold. " }
    if let time = settings.time { return "Folds go forward in '\(time)'. " }
    return ""
  }

  private static func taskWords(_ settings: Recipe) -> Text {
    let positive = settings.positive.map { Text(", the positive one is ") + .code($0) } ?? ""
    return switch settings.task {
    case .classes: Text("; its different values are classes") + positive
    case .values: "; its value is predicted"
    case nil: positive
    }
  }
}
