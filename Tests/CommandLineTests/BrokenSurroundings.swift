import Diagnostics

/// Files and options beside the analysis that do not fit it, and several problems at once.
enum BrokenSurroundings {
  private static let model =
    "  - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}\n"

  static let all = [
    BrokenAnalysis(
      "several problems, told in the order of the text",
      """
        - {id: r, kind: recipe, from: rows, with: {target: 1️⃣z, ignore: [2️⃣w, colour]}}
        - {id: s, kind: 3️⃣recpe, from: rows}
        - {id: e, kind: evaluate, from: 4️⃣row, with: {resamples: 5️⃣5}}
      """,
      .init(.unknownColumn, "column 'z' is not in 'rows'"),
      .init(.unknownColumn, "column 'w' is not in 'rows'"),
      .init(.unknownKind, "'recpe' is not a kind of stage", hint: "did you mean `recipe`?"),
      .init(.unknownStage, "there is no stage 'row'", hint: "did you mean `rows`?"),
      .init(.outOfRange, "'resamples' is 5; it takes a whole number from 100 to 100000")),
    BrokenAnalysis(
      "a missing input file", "  - {id: f, kind: read-csv, with: {path: 1️⃣tset.csv}}",
      .init(.inputMissing, "there is no file 'tset.csv'", hint: "did you mean `test.csv`?"),
      status: 4),
    BrokenAnalysis(
      "an input file of another folder",
      "  - {id: f, kind: read-csv, with: {path: 1️⃣../data/houses.csv}}",
      .init(
        .inputMissing, "there is no file '../data/houses.csv' (data/houses.csv)",
        hint: "the path is relative to the folder of the analysis file"),
      status: 4),
    BrokenAnalysis(
      "a folder for an input file", "  - {id: f, kind: read-csv, with: {path: 1️⃣.}}",
      .init(.inputUnreadable, "'.' is a folder; a file is needed"), status: 4),
    BrokenAnalysis(
      "a device without an end for an input file",
      "  - {id: f, kind: read-csv, with: {path: 1️⃣/dev/zero}}",
      .init(.inputUnreadable, "'/dev/zero' is a device or a pipe; a file is needed"), status: 4),
    BrokenAnalysis(
      "a missing file and a slip in the analysis",
      "  - {id: f, kind: read-csv, with: {path: tset.csv, 1️⃣delimeter: \";\"}}",
      .init(
        .unknownKey, "'delimeter' is not a setting of read-csv",
        hint: "did you mean `delimiter`?")),
    BrokenAnalysis(
      "a wrong value from the command line", model,
      .init(.wrongType, "'folds' takes a whole number from 0 to 1000; this is the text 'many'"),
      arguments: ["--set", "m.folds=many"]),
    BrokenAnalysis(
      "a setting from the command line that is none", model,
      .init(.unknownKey, "'fold' is not a setting of train", hint: "did you mean `folds`?"),
      arguments: ["--set", "m.fold=3"]),
    BrokenAnalysis(
      "a stage from the command line that is none", model,
      .init(
        .unknownStage, "`--set n.folds=3` names no stage",
        hint: "the stages are rows, test-rows, features, m"),
      arguments: ["--set", "n.folds=3"]),
    BrokenAnalysis(
      "no value from the command line", model,
      .init(.wrongType, "`--set m.folds=` gives no value", hint: "behind the `=`"),
      arguments: ["--set", "m.folds="]),
    BrokenAnalysis(
      "a value from the command line that is not YAML", model,
      .init(.yamlSyntax, "the list that opens here with '[' is not closed"),
      arguments: ["--set", "m.folds=[3"]),
  ]
}
