import Foundation
import TestSupport
import Testing

@Suite("Predicting rows of another file")
struct PredictCommandTests {
  private static let analysis = """
    workbench: 1
    title: Prices
    seed: 1
    stages:
      - id: houses
        kind: read-csv
        with: {path: houses.csv, delimiter: ";", decimal: ",", types: {postcode: text}}
      - id: plain
        kind: recipe
        from: houses
        with: {target: price, steps: [{min-max: {columns: [area]}}, {one-hot: {columns: [postcode], unseen: zeros}}]}
      - {id: line, kind: train, from: {rows: houses, recipe: plain}, with: {learner: linear, folds: 0}}

    """

  /// A price is ten times the area, and 50 more in one of two postcodes.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { row in
      let area = Double(40 + 3 * row)
      let isFirst = row % 2 == 0
      let written = "\(area)".replacing(".", with: ",")
      return "\(written);\(isFirst ? "01067" : "04109");\(Int(10 * area) + (isFirst ? 50 : 0))"
    }
    try folder.write(
      "analyses/houses.csv", (["area;postcode;price"] + rows).joined(separator: "\n") + "\n")
    try folder.write("analyses/prices.yaml", analysis)
    let run = try BuiltProgram.run(["run", "analyses/prices.yaml"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    return folder
  }

  private static func predict(_ rows: String, _ arguments: [String] = []) throws -> (
    run: BuiltProgram.Outcome, folder: TemporaryFolder
  ) {
    let folder = try folder()
    try folder.write("new.csv", rows)
    let run = try BuiltProgram.run(
      ["predict", "analyses/prices.yaml", "new.csv", "--model", "line"] + arguments,
      in: folder.url)
    return (run, folder)
  }

  @Test("reads the file as the analysis reads its own, and puts predictions behind the rows")
  func predictions() throws {
    let (run, _) = try Self.predict("postcode;name;area\n01067;a;50,5\n04109;b;60\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    let lines = run.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(lines.first == ["postcode", "name", "area", "prediction"])
    let values = lines.dropFirst().compactMap { Double($0[3]) }
    #expect(values.count == 2)
    #expect(zip(values, [555, 600]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(lines[1].prefix(3) == ["01067", "a", "50.5"])
  }

  private static func bytes(_ path: String, in folder: TemporaryFolder) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.url.appending(path: path)))
  }

  @Test("of a bundle gives the same bytes without the analysis, and refuses one that was changed")
  func bundle() throws {
    let folder = try Self.folder()
    try folder.write("new.csv", "postcode;area\n01067;50,5\n04109;60\n")
    let arguments = ["new.csv", "--model", "line"]
    let wanted = try BuiltProgram.run(
      ["predict", "analyses/prices.yaml"] + arguments, in: folder.url)
    let made = try BuiltProgram.run(
      ["bundle", "analyses/prices.yaml", "--model", "line", "-o", "out"], in: folder.url)
    #expect(made.status == 0, "\(made.errors)")
    let elsewhere = try TemporaryFolder()
    for name in ["bundle.json", "line.model", "line.background"] {
      try elsewhere.write("moved/\(name)", bytes: try Self.bytes("out/\(name)", in: folder))
    }
    try elsewhere.write("new.csv", try folder.read("new.csv"))
    let run = try BuiltProgram.run(["predict", "moved"] + arguments, in: elsewhere.url)
    #expect(run.output == wanted.output, "\(run.errors)")
    try elsewhere.write(
      "moved/line.model", bytes: try Self.bytes("out/line.model", in: folder) + [0])
    let changed = try BuiltProgram.run(["predict", "moved"] + arguments, in: elsewhere.url)
    #expect(changed.status == 4)
    #expect(changed.errors.contains("is not as it was written"), "\(changed.errors)")
  }

  @Test("with --features writes what the learner sees")
  func features() throws {
    let (run, _) = try Self.predict("area;postcode\n40;01067\n97;04109\n", ["--features"])
    #expect(run.output == "area,postcode=01067,postcode=04109\n0,1,0\n1,0,1\n", "\(run.errors)")
  }

  @Test("warns of values unlike all of training, and predicts all the same")
  func strange() throws {
    let (run, folder) = try Self.predict(
      "area;postcode\n50;01067\n900;99999\n", ["-o", "out.csv"])
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(
      run.errors.contains(
        "warning: 'area': 1 row has a value far from those of training, 40 to 97; the farthest is "
          + "900 in row 2"))
    #expect(run.errors.contains("'postcode': 1 row has a text that none of the training rows had"))
    #expect(run.errors.hasSuffix("wrote out.csv: 2 rows\n"))
    #expect(try folder.read("out.csv").split(separator: "\n").count == 3)
  }

  @Test(
    "says what is wrong with the file, the model or the place",
    arguments: [
      ("area\n50\n", [], "'new.csv' has no column 'postcode', which the model needs"),
      ("area;postcode\nwide;01067\n", [], "column 'area' holds text; the recipe needs numbers"),
      ("area;postcode;prediction\n50;01067;1\n", [], "has a column 'prediction' already"),
      ("area;postcode\n50;01067\n", ["-o", "none/out.csv"], "there is no folder 'none'"),
    ])
  func refused(_ rows: String, _ arguments: [String], _ says: String) throws {
    let (run, _) = try Self.predict(rows, arguments)
    #expect(run.status != 0 && run.output.isEmpty)
    #expect(run.errors.contains(says), "\(run.errors)")
  }

  @Test("names the stages with models where another is asked for")
  func noModel() throws {
    let folder = try Self.folder()
    try folder.write("new.csv", "area;postcode\n50;01067\n")
    let run = try BuiltProgram.run(
      ["predict", "analyses/prices.yaml", "new.csv", "--model", "plain"], in: folder.url)
    #expect(run.status == 1)
    #expect(run.errors.contains("hint: the stages with models are line"), "\(run.errors)")
  }

  @Test("says which stages make a column that the file cannot have, and refuses other endings")
  func madeColumns() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<30).map { "\($0),\(2 * $0 + 1)" }
    try folder.write("analyses/t.csv", (["x,y"] + rows).joined(separator: "\n") + "\n")
    try folder.write(
      "analyses/t.yaml",
      """
      workbench: 1
      title: Squares
      stages:
        - {id: read, kind: read-csv, with: {path: t.csv}}
        - {id: squared, kind: sql, from: read, with: {query: "SELECT x * x AS z, y FROM read"}}
        - {id: plain, kind: recipe, from: squared, with: {target: y}}
        - {id: line, kind: train, from: {rows: squared, recipe: plain}, with: {learner: linear, folds: 0}}

      """)
    #expect(try BuiltProgram.run(["run", "analyses/t.yaml"], in: folder.url).status == 0)
    try folder.write("new.csv", "x\n3\n")
    let call = ["predict", "analyses/t.yaml", "new.csv", "--model", "line"]
    let run = try BuiltProgram.run(call, in: folder.url)
    #expect(run.status != 0)
    #expect(run.errors.contains("the analysis makes columns in 'squared'"), "\(run.errors)")
    let other = try BuiltProgram.run(call + ["-o", "p.jsonl"], in: folder.url)
    #expect(other.status == 2 && other.errors.contains("predictions are written as CSV"))
  }
}
