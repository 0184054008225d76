import TestSupport
import Testing

@Suite("Whole messages")
struct MessageTests {
  @Test("a broken analysis: every problem with its line, and nothing else")
  func brokenAnalysis() throws {
    let folder = try TemporaryFolder()
    try folder.write("analyses/data/test.csv", BrokenAnalysis.testCSV)
    try folder.write(
      "analyses/prices.yaml",
      """
      workbench: 1
      title: Prices
      stages:
        - {id: houses, kind: read-csv, with: {path: data/tset.csv}}
        - {id: rows, kind: draw, with: {rows: 9, columns: {x: {uniform: [0, 1]}, y: {normal: [0, 1]}}}}
        - id: more
          kind: sql
          from: rows
          with:
            query: |
              SELECT x,
                     zz * 2 AS double
              FROM rows
        - id: plain
          kind: recipe
          from: row
          with: {target: y}
        - {id: model, kind: train, from: {rows: rows, recipe: plain}, with: {learner: trees, dept: 3}}

      """)
    let run = try BuiltProgram.run(["run", "analyses/prices.yaml"], in: folder.url)
    #expect(run.status == 3)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        analyses/prices.yaml:4:47: error: there is no file 'data/tset.csv' (analyses/data/tset.csv) [WB0401]
            4 |   - {id: houses, kind: read-csv, with: {path: data/tset.csv}}
              |                                               ^^^^^^^^^^^^^
        hint: did you mean `data/test.csv`?

        analyses/prices.yaml:12:16: error: no table of the query has a column 'zz' [WB0311]
           12 |                zz * 2 AS double
              |                ^^
        hint: texts stand in single quotes, and names of columns in double quotes or none

        analyses/prices.yaml:16:11: error: there is no stage 'row' [WB0301]
           16 |     from: row
              |           ^^^
        hint: did you mean `rows`?

        analyses/prices.yaml:18:88: error: 'dept' is not a setting of train with `learner: trees` [WB0201]
           18 |   - {id: model, kind: train, from: {rows: rows, recipe: plain}, with: {learner: trees, dept: 3}}
              |                                                                                        ^^^^
        hint: did you mean `depth`?

        """)
  }

  @Test("a broken row: the stage, the place, the row, and what was done and what was not")
  func brokenRow() throws {
    let folder = try TemporaryFolder()
    try folder.write("analyses/houses.csv", "area,price\n80,210\n90,\"1,5\"\n70,n/a\n")
    try folder.write(
      "analyses/prices.yaml",
      """
      workbench: 1
      title: Prices
      stages:
        - {id: houses, kind: read-csv, with: {path: houses.csv, types: {price: number}}}
        - {id: plain, kind: recipe, from: houses, with: {target: price}}

      """)
    let run = try BuiltProgram.run(["run", "analyses/prices.yaml"], in: folder.url)
    #expect(run.status == 4)
    let lines = run.errors.split(separator: "\n")
    #expect(
      lines.dropLast().joined(separator: "\n") == """
        failed    houses
        analyses/houses.csv:3:4: error: '1,5' in column 'price' is not a number such as 12, -0.5 or 1e-3 [WB0406]
            3 | 90,"1,5"
              |    ^^^^^
        note: row 2, field 2
        note: and 1 more
        hint: write decimals with a point, as in 1.5, or say `decimal: ","`
        hint: if it stands for a missing value, add it to `missing`; or declare the column as text
        skipped   plain
        """)
    #expect(lines.last?.hasSuffix("0 computed, 0 up to date, 1 failed, 1 skipped") == true)
  }

  @Test("a value from the command line is shown as it was typed")
  func commandLineValue() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "analyses/a.yaml",
      """
      workbench: 1
      title: Rows
      stages:
        - {id: rows, kind: draw, with: {rows: 9, columns: {x: {uniform: [0, 1]}}}}

      """)
    let check = try BuiltProgram.run(
      ["check", "analyses/a.yaml", "--set", "rows.rows=-5"], in: folder.url)
    #expect(
      check.errors == """
        --set rows.rows=-5:1:1: error: 'rows' is -5; it takes a whole number from 0 to 100000000 [WB0204]
            1 | -5
              | ^^

        """)
  }
}
