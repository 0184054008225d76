import Diagnostics

/// Settings and stages that are not what their kinds take.
enum BrokenSettings {
  static let all = [
    BrokenAnalysis(
      "a slip in a setting's name",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: trees, 1️⃣dept: 3}}",
      .init(.unknownKey, "'dept' is not a setting of train", hint: "did you mean `depth`?")),
    BrokenAnalysis(
      "a setting of another learner",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean, 1️⃣rounds: 3}}",
      .init(
        .unknownKey, "'rounds' is not a setting of train with `learner: mean`",
        hint: "`learner: trees` has it")),
    BrokenAnalysis(
      "a text for a number",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: trees, rounds: 1️⃣many}}",
      .init(.wrongType, "'rounds' takes a whole number from 1 to 1000000; this is the text 'many'")),
    BrokenAnalysis(
      "a number out of range",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: trees, learning-rate: 1️⃣2}}",
      .init(.outOfRange, "'learning-rate' is 2; it takes a number from")),
    BrokenAnalysis(
      "a fraction for a whole number",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: trees, rounds: 1️⃣2.5}}",
      .init(.wrongType, "takes a whole number from 1 to 1000000; this is the number '2.5'")),
    BrokenAnalysis(
      "a value left out",
      """
        - id: m
          kind: train
          from: {rows: rows, recipe: features}
          with:
            learner: trees
            rounds:1️⃣
            depth: 3
      """,
      .init(.wrongType, "'rounds' has no value; it takes a whole number from 1")),
    BrokenAnalysis(
      "one fold",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean, folds: 1️⃣1}}",
      .init(.outOfRange, "'folds' is 1; it takes 0, or a whole number from 2 to 1000")),
    BrokenAnalysis(
      "no learner",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: 1️⃣{folds: 0}}",
      .init(
        .missingKey,
        "train needs the setting 'learner': mean | linear | logistic | additive | trees")),
    BrokenAnalysis(
      "no settings at all", "  - {id: 1️⃣m, kind: train, from: {rows: rows, recipe: features}}",
      .init(.missingKey, "train needs the setting 'learner'")),
    BrokenAnalysis(
      "a slip in a learner's name",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: 1️⃣tree, rounds: 3}}",
      .init(.unknownChoice, "'tree' is not a learner", hint: "did you mean `trees`?")),
    BrokenAnalysis(
      "a list of learners",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: 1️⃣[mean, trees]}}",
      .init(
        .wrongType,
        "'learner' takes one of mean, linear, logistic, additive, trees, forest, net, command; this is a list"
      )
    ),
    BrokenAnalysis(
      "a preset that is none",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: trees, preset: 1️⃣xgbost}}",
      .init(.unknownChoice, "'xgbost' is not a preset", hint: "did you mean `xgboost`?")),
    BrokenAnalysis(
      "settings as a list",
      "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: 1️⃣[learner, mean]}",
      .init(.wrongType, "'with' takes a mapping with the settings of train; this is a list")),
    BrokenAnalysis(
      "a metric that is none",
      """
        - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}
        - {id: e, kind: evaluate, from: m, with: {metrics: [mae, 1️⃣rsme]}}
      """,
      .init(.unknownChoice, "'metrics[1]' is 'rsme'", hint: "did you mean `rmse`?")),
    BrokenAnalysis(
      "a number with a leading zero",
      "  - {id: r, kind: recipe, from: rows, with: {target: 1️⃣012}}",
      .init(.quotesNeeded, "'012' could be a number or a text", hint: "write \"012\"")),
    BrokenAnalysis(
      "a number for a name",
      "  - {id: 1️⃣7, kind: recipe, from: rows, with: {target: y, ignore: [colour]}}",
      .init(.wrongType, "'id' takes a text; this is the whole number '7'", hint: "write \"7\"")),
    BrokenAnalysis(
      "a constant that is not given",
      """
        - id: r
          kind: recipe
          from: rows
          with: {target: y, ignore: [colour], steps: [{impute: {columns: numeric, method: 1️⃣constant}}]}
      """,
      .init(.missingKey, "`method: constant` needs the setting 'constant'")),
    BrokenAnalysis(
      "a slip in a step's name",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{1️⃣onehot: {columns: [colour]}}]}}",
      .init(.unknownChoice, "'onehot' is not a step", hint: "did you mean `one-hot`?")),
    BrokenAnalysis(
      "two steps in one item",
      """
        - id: r
          kind: recipe
          from: rows
          with:
            target: y
            steps:
              - 1️⃣one-hot: {columns: [colour]}
                min-max: {columns: numeric}
      """,
      .init(
        .wrongType, "'steps[0]' takes one step with its settings; this is a mapping with 2 keys")),
    BrokenAnalysis(
      "a step without its columns",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [1️⃣one-hot]}}",
      .init(.missingKey, "one-hot needs the setting 'columns'")),
    BrokenAnalysis(
      "a group of columns that is none",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{one-hot: {columns: 1️⃣texts}}]}}",
      .init(.unknownChoice, "'steps[0].one-hot.columns' is 'texts'", hint: "did you mean `text`?")),
    BrokenAnalysis(
      "a distribution that is none",
      "  - {id: d, kind: draw, with: {rows: 3, columns: {a: {1️⃣unifrom: [0, 1]}}}}",
      .init(.unknownChoice, "'unifrom' is not a distribution", hint: "did you mean `uniform`?")),
    BrokenAnalysis(
      "bounds in the wrong order",
      "  - {id: d, kind: draw, with: {rows: 3, columns: {a: {uniform: 1️⃣[3, 1]}}}}",
      .init(.outOfRange, "the first number is the lower one")),
    BrokenAnalysis(
      "a delimiter of two characters",
      "  - {id: f, kind: read-csv, with: {path: test.csv, delimiter: 1️⃣\", \"}}",
      .init(.outOfRange, "'delimiter' is ', '; it takes one ASCII character but a quote")),
    BrokenAnalysis(
      "a stage that is a text", "  - 1️⃣train",
      .init(.wrongType, "a stage is a mapping with 'id' and 'kind'; this is the text 'train'")),
    BrokenAnalysis(
      "a stage without a kind", "  - 1️⃣{id: m, from: rows}",
      .init(.missingKey, "a stage needs the setting 'kind'")),
    BrokenAnalysis(
      "a kind that is none", "  - {id: m, kind: 1️⃣trian, from: rows}",
      .init(.unknownKind, "'trian' is not a kind of stage", hint: "did you mean `train`?")),
    BrokenAnalysis(
      "a word of a stage that is none", "  - {id: 1️⃣m, kind: evaluate, 2️⃣form: rows}",
      .init(
        .missingInput, "evaluate needs the input 'models': a model",
        hint: "models: the models to score"),
      .init(.unknownKey, "'form' is not a setting of a stage", hint: "did you mean `from`?")),
    BrokenAnalysis(
      "an id with capitals and a blank",
      "  - {id: 1️⃣My Model, kind: recipe, from: rows, with: {target: x, ignore: [colour]}}",
      .init(
        .badIdentifier, "'My Model' cannot name a stage",
        hint: "begins with a letter and has small letters, digits and hyphens only")),
  ]
}
