import Diagnostics

/// Stages that take what is not there or does not fit.
enum BrokenReferences {
  static let all = [
    BrokenAnalysis(
      "a slip in a stage's name", "  - {id: r, kind: recipe, from: 1️⃣row, with: {target: y}}",
      .init(.unknownStage, "there is no stage 'row'", hint: "did you mean `rows`?")),
    BrokenAnalysis(
      "a stage that is nowhere", "  - {id: r, kind: recipe, from: 1️⃣customers, with: {target: y}}",
      .init(
        .unknownStage, "there is no stage 'customers'",
        hint: "the stages above are rows, test-rows, features")),
    BrokenAnalysis(
      "a stage further down",
      """
        - {id: e, kind: evaluate, from: 1️⃣m}
        - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}
      """,
      .init(.laterStage, "'m' stands further down", hint: "move 'm' above 'e'")),
    BrokenAnalysis(
      "a stage that takes its own output",
      "  - {id: more, kind: sql, from: [rows, 1️⃣more], with: {query: SELECT * FROM more}}",
      .init(.laterStage, "'more' cannot take its own output")),
    BrokenAnalysis(
      "two stages with one id",
      "  - {id: 1️⃣rows, kind: recipe, from: rows, with: {target: y}}",
      .init(.duplicateStage, "there are two stages with the id 'rows'")),
    BrokenAnalysis(
      "an output that is none",
      """
        - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}
        - {id: r, kind: recipe, from: 1️⃣m.heldout, with: {target: target}}
      """,
      .init(.unknownOutput, "'m' has no output 'heldout'", hint: "did you mean `m.held-out`?")),
    BrokenAnalysis(
      "a slip in an input's name",
      "  - {id: m, kind: train, from: {rows: rows, 1️⃣recipes: features}, with: {learner: mean}}",
      .init(.unknownPort, "'recipes' is not an input of train", hint: "did you mean `recipe`?")),
    BrokenAnalysis(
      "an input left out", "  - {id: m, kind: train, from: 1️⃣{rows: rows}, with: {learner: mean}}",
      .init(
        .missingInput, "train needs the input 'recipe': a recipe", hint: "recipe: how the target")),
    BrokenAnalysis(
      "rows where a model is taken", "  - {id: e, kind: evaluate, from: {models: 1️⃣rows}}",
      .init(.wrongInputType, "the input 'models' takes a model; 'rows' is a table")),
    BrokenAnalysis(
      "two tables where one is taken",
      "  - {id: m, kind: train, from: {rows: 1️⃣[rows, rows], recipe: features}, with: {learner: mean}}",
      .init(.wrongType, "the input 'rows' takes one stage; these are 2")),
    BrokenAnalysis(
      "an input for a kind that takes none",
      "  - {id: d, kind: draw, from: 1️⃣rows, with: {rows: 3, columns: {a: {uniform: [0, 1]}}}}",
      .init(.unknownPort, "draw takes no input")),
    BrokenAnalysis(
      "a number for a stage", "  - {id: r, kind: recipe, from: 1️⃣5, with: {target: y}}",
      .init(.wrongType, "the input 'table' takes the id of a stage; this is the whole number '5'")),
    BrokenAnalysis(
      "a target that is no column",
      "  - {id: r, kind: recipe, from: rows, with: {target: 1️⃣z, ignore: [colour]}}",
      .init(.unknownColumn, "column 'z' is not in 'rows'")),
    BrokenAnalysis(
      "a column in a step's list that is none",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{one-hot: {columns: [colour, 1️⃣color]}}]}}",
      .init(.unknownColumn, "column 'color' is not in 'rows'", hint: "did you mean `colour`?")),
    BrokenAnalysis(
      "a misspelt column of a step, without what follows from it",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{one-hot: {columns: [1️⃣color]}}]}}",
      .init(.unknownColumn, "column 'color' is not in 'rows'", hint: "did you mean `colour`?")),
    BrokenAnalysis(
      "an ignored column that is none",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, ignore: [colour, 1️⃣id]}}",
      .init(.unknownColumn, "column 'id' is not in 'rows'", hint: "its columns are x, colour, y")),
    BrokenAnalysis(
      "a step for the target",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, ignore: [colour], steps: [{min-max: {columns: [x, 1️⃣y]}}]}}",
      .init(.unknownColumn, "column 'y' is the target, the weight or ignored")),
    BrokenAnalysis(
      "a text column in min-max",
      "  - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{min-max: {columns: [x, 1️⃣colour]}}, {one-hot: {columns: [colour]}}]}}",
      .init(.wrongColumnKind, "column 'colour' of 'rows' holds texts; numbers are needed")),
    BrokenAnalysis(
      "text left after the last step",
      """
        - {id: r, kind: recipe, from: rows, with: {target: y, steps: [{min-max: {columns: numeric}}]}}
        - {id: m, kind: train, from: {rows: rows, recipe: r}, with: {learner: 1️⃣linear}}
      """,
      .init(
        .wrongColumnKind,
        "'colour' still holds text after the recipe's last step, which `linear` does not take",
        hint: "add `one-hot: {columns: [colour]}`")),
    BrokenAnalysis(
      "a column that a query does not find",
      """
        - id: more
          kind: sql
          from: rows
          with:
            query: |
              -- prices by colour
              SELECT colour,
                     avg(1️⃣prize) AS y
              FROM rows
      """,
      .init(.badQuery, "prize")),
    BrokenAnalysis(
      "a slip in a column of a query on one line",
      "  - {id: more, kind: sql, from: rows, with: {query: \"SELECT x, 1️⃣color FROM rows\"}}",
      .init(.badQuery, "color", hint: "did you mean `colour`?")),
    BrokenAnalysis(
      "a table with a hyphen in its name",
      "  - {id: more, kind: sql, from: test-rows, with: {query: SELECT x FROM test1️⃣-rows}}",
      .init(
        .badQuery, "the query cannot be read: near \"-\"",
        hint: "the table of 'test-rows' goes by `test_rows`")),
    BrokenAnalysis(
      "a table that a query does not find",
      "  - {id: more, kind: sql, from: rows, with: {query: SELECT x FROM 1️⃣features}}",
      .init(.badQuery, "the query has no table 'features'", hint: "its tables are rows")),
    BrokenAnalysis(
      "a query with a comma and without quotes",
      "  - {id: more, kind: sql, from: rows, with: {query: SELECT x, 1️⃣y FROM rows}}",
      .init(.unknownKey, "'y FROM rows' is not a setting of sql", hint: "needs quotes inside")),
    BrokenAnalysis(
      "a query that changes rows",
      "  - {id: more, kind: sql, from: rows, with: {query: 1️⃣DELETE FROM rows}}",
      .init(.badQuery, "DELETE is not allowed; a query only reads its tables")),
    BrokenAnalysis(
      "test rows into a model",
      "  - {id: m, kind: train, from: {rows: 1️⃣test-rows, recipe: features}, with: {learner: mean}}",
      .init(
        .testRowsRefused, "'test-rows' holds rows of a test set; train must not see them",
        hint: "fit on training rows")),
    BrokenAnalysis(
      "test rows into a recipe",
      "  - {id: r, kind: recipe, from: 1️⃣test-rows, with: {target: y, ignore: [colour]}}",
      .init(.testRowsRefused, "'test-rows' holds rows of a test set; recipe must not see them")),
    BrokenAnalysis(
      "test rows through a query into a model",
      """
        - {id: all, kind: sql, from: [rows, test-rows], with: {query: SELECT * FROM rows UNION ALL SELECT * FROM test_rows}}
        - {id: m, kind: train, from: {rows: 1️⃣all, recipe: features}, with: {learner: mean}}
      """,
      .init(.testRowsRefused, "'all' holds rows of a test set")),
    BrokenAnalysis(
      "test rows through two queries into a recipe",
      """
        - {id: one, kind: sql, from: {t: test-rows}, with: {query: SELECT * FROM t}}
        - {id: two, kind: sql, from: one, with: {query: "SELECT avg(x) AS x, avg(y) AS y FROM one"}}
        - {id: r, kind: recipe, from: 1️⃣two, with: {target: y}}
      """,
      .init(.testRowsRefused, "'two' holds rows of a test set")),
    BrokenAnalysis(
      "scored rows without a column of the model",
      """
        - {id: few, kind: sql, from: test-rows, with: {query: "SELECT x, y FROM test_rows"}}
        - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}
        - {id: e, kind: evaluate, from: {models: m, rows: 1️⃣few}}
      """,
      .init(.unknownColumn, "'few' lacks 'colour', which the model needs")),
    BrokenAnalysis(
      "models of different targets",
      """
        - {id: other, kind: recipe, from: rows, with: {target: x, ignore: [colour]}}
        - {id: m, kind: train, from: {rows: rows, recipe: features}, with: {learner: mean}}
        - {id: n, kind: train, from: {rows: rows, recipe: other}, with: {learner: mean}}
        - {id: e, kind: evaluate, from: {models: [m, 1️⃣n]}}
      """,
      .init(.wrongInputType, "'n' predicts 'x' and 'm' predicts 'y'")),
    BrokenAnalysis(
      "an input file that is written above",
      """
        - {id: out, kind: write-csv, from: rows, with: {path: out.csv}}
        - {id: again, kind: read-csv, with: {path: 1️⃣./out.csv}}
      """,
      .init(.conflict, "'./out.csv' is written by the stage 'out' above", hint: "`from: rows`")),
    BrokenAnalysis(
      "an output over the file that a stage reads",
      "  - {id: out, kind: write-csv, from: rows, with: {path: 1️⃣./test.csv}}",
      .init(.conflict, "is a file that the stage 'test-rows' reads", hint: "write to another file")),
    BrokenAnalysis(
      "two stages that write one file",
      """
        - {id: out, kind: write-csv, from: rows, with: {path: out.csv}}
        - {id: more, kind: write-csv, from: rows, with: {path: 1️⃣a/../out.csv}}
      """,
      .init(.conflict, "is written by the stage 'out' too")),
    BrokenAnalysis(
      "a file outside the folder of the analysis",
      "  - {id: out, kind: write-csv, from: rows, with: {path: 1️⃣../../out.csv}}",
      .init(.outOfRange, "leads out of the folder", hint: "without `..`")),
    BrokenAnalysis(
      "a stage with the name of the held-out rows",
      "  - {id: 1️⃣held-out, kind: sql, from: rows, with: {query: SELECT x FROM rows}}",
      .init(.badIdentifier, "'held-out' names the held-out training rows", hint: "another name")),
  ]
}
