import Analyses
import Diagnostics
import Foundation
import TestSupport
import Testing
import WorkbenchKit

@Suite("Beginning an analysis")
struct BeginningTests {
  @Test("of a table of values runs at once, and trees beat the mean")
  func values() async throws {
    let begun = try Begun(PlantedTable().withTargets.csv, target: "price")
    #expect(try begun.opened().analysis.warnings.isEmpty)
    let scores = try await begun.heldOutScores()
    let (trees, mean) = (
      try #require(scores["trees"]?["rmse"]), try #require(scores["mean"]?["rmse"])
    )
    #expect(trees < 0.7 * mean)
  }

  @Test("gives editors a schema and seals the test rows")
  func head() throws {
    let begun = try Begun(PlantedTable().withTargets.csv, target: "price")
    #expect(begun.text.hasPrefix("# yaml-language-server: $schema=../.workbench/schema.json\n"))
    #expect(begun.text.contains("\ntest-set: sealed\n"))
    #expect(try begun.folder.read(".workbench/schema.json") == AnalysisSchema.text)
    #expect(begun.text.contains("path: ../data/table.csv"))
  }

  @Test("does not replace an analysis unless that is asked for")
  func replacing() throws {
    let folder = try TemporaryFolder()
    let data = try folder.write("t.csv", PlantedTable().withTargets.csv)
    var request = NewAnalysis.Request(data: data.path, target: "price")
    request.output = try folder.write("analyses/t.yaml", "mine").path
    #expect(throws: DiagnosticError.self) { try NewAnalysis(request) }
    #expect(try folder.read("analyses/t.yaml") == "mine")
    request.replacesFile = true
    _ = try NewAnalysis(request)
    #expect(try folder.read("analyses/t.yaml") != "mine")
  }

  // MARK: Roles

  @Test("leaves out what names rows, is empty, constant or a copy, and says why")
  func useless() throws {
    let table = PlantedTable().adding("id") { row, _, _, _ in "\(row + 1)" }
      .adding("code") { row, _, _, _ in "K\(row * 7919 % 10_007)" }
      .adding("nothing") { _, _, _, _ in "" }
      .adding("same") { _, _, _, _ in "1" }
      .adding("twin") { row, _, _, _ in PlantedTable().columns[0][row] }
      .adding("remark") { row, _, _, noise in
        "this flat was seen by \(row) people, who found that it is \(noise) and \(row * row)"
      }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
    }
    let reasons = [
      "id": "names rows", "code": "names rows", "nothing": "no row has a value",
      "same": "one value only",
      "twin": "the same values as width", "remark": "different", "sold": "named by --id",
    ]
    for (column, reason) in reasons.sorted(by: { $0.key < $1.key }) {
      #expect(begun.ignoredLine(column)?.contains(reason) == true, "\(column): \(begun.text)")
    }
    #expect(begun.ignoredLine("width") == nil)
    #expect(try begun.opened().analysis.warnings.isEmpty)
  }

  @Test("splits by time where a column of dates orders the rows")
  func time() async throws {
    let table = PlantedTable().adding("day") { row, _, _, _ in
      "2023-\(row / 28 % 12 + 1 < 10 ? "0" : "")\(row / 28 % 12 + 1)-\(row % 28 < 9 ? "0" : "")\(row % 28 + 1)"
    }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("by: time\n      column: day"))
    #expect(begun.text.contains("\n      time: day  # folds go forward too"))
    #expect(
      begun.text.contains("date-parts: {columns: [day], parts: [elapsed, month, day, weekday]}"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("splits by group where rows of one patient repeat")
  func group() async throws {
    let table = PlantedTable().adding("patient_id") { row, _, _, _ in "\(1000 + row * 31 % 80)" }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("by: group\n      column: patient_id"))
    #expect(begun.text.contains("\n      group: patient_id\n"))
    #expect(begun.text.contains("80 groups with 5.0 rows each, kept together by the split and by"))
    #expect(begun.ignoredLine("patient_id") == nil)
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("says where groups are too few for folds, and leaves their column out all the same")
  func fewGroups() async throws {
    let table = PlantedTable().adding("site") { row, _, _, _ in "\(row % 4)" }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
      request.group = "site"
    }
    #expect(!begun.text.contains("group: site"))
    #expect(begun.ignoredLine("site") != nil)
    #expect(begun.text.replacing("\n  # ", with: " ").contains("as there are too few groups"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("fills gaps, and leaves out rows without a target")
  func missing() async throws {
    let table = PlantedTable().adding("age") { row, _, _, noise in row % 5 == 0 ? "" : "\(noise)" }
      .adding("rent") { row, price, _, _ in row % 11 == 0 ? "" : "\(price * 2)" }
    let begun = try Begun(table.csv, target: "rent")
    #expect(begun.text.contains("impute: {columns: [age], method: median, indicator: true}"))
    #expect(begun.text.contains("37 rows have no rent"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("makes means of the target of texts with many levels")
  func levels() async throws {
    let table = PlantedTable().adding("shop") { row, _, _, _ in "shop \(row * 7 % 60)" }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("- target-mean: {columns: [shop]}"))
    #expect(begun.text.contains("shop has 60 levels"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("takes another file for the test rows")
  func test() async throws {
    let (train, test) = (
      PlantedTable().withTargets, PlantedTable(rowCount: 90, seed: 2).withTargets
    )
    let begun = try Begun(train.csv, target: "price", files: ["data/new.csv": test.csv]) {
      request, folder in
      request.test = folder.appending(path: "data/new.csv").path
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("part: test"))
    #expect(!begun.text.contains("kind: split"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("of a wide table describes all columns and runs")
  func wide() async throws {
    var table = PlantedTable()
    for index in 0..<120 {
      table = table.adding("c\(index)") { row, _, _, noise in
        "\(noise * Double((row * (index + 3)) % 17))"
      }
    }
    let begun = try Begun(table.withTargets.csv, target: "price") { request, _ in
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("columns: 125"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("says that rows repeat others")
  func copies() throws {
    let csv = PlantedTable().withTargets.csv
    let lines = csv.split(separator: "\n")
    let begun = try Begun(csv + lines[1...7].joined(separator: "\n") + "\n", target: "price")
    #expect(begun.text.contains("7 rows repeat a row above"))
    #expect(begun.new.remarks.contains { $0.isWarning && $0.text.contains("7 rows") })
  }

  @Test("does not warn of copies that a split by groups keeps in one part")
  func copiesOfGroups() throws {
    let table = PlantedTable().adding("patient_id") { row, _, _, _ in "\(1000 + row * 31 % 80)" }
    let csv = table.withTargets.csv
    let lines = csv.split(separator: "\n")
    let begun = try Begun(csv + lines[1...7].joined(separator: "\n") + "\n", target: "price") {
      request, _ in
      request.ids = ["sold"]
    }
    #expect(begun.text.contains("copies are of one patient_id and stay"))
    let copies = begun.new.remarks.filter { $0.subject == "copies" }
    #expect(copies.map(\.isWarning) == [false])
  }

  // MARK: Refusals

  @Test(
    "of what is not there or cannot be predicted says why",
    arguments: [
      ("prise", "did you mean"), ("same", "the same value in every row"),
      ("remark", "at most 100 are taken for classes"), ("day", "a date cannot be predicted"),
      ("few", "ten are the least"),
    ])
  func refusals(_ target: String, _ says: String) throws {
    let table = PlantedTable().adding("same") { _, _, _, _ in "1" }
      .adding("remark") { row, _, _, _ in "text \(row)" }
      .adding("day") { row, _, _, _ in "20\(row % 80 + 10)-01-01" }
      .adding("few") { row, _, _, _ in row < 5 ? "\(row)" : "" }
    let error = #expect(throws: DiagnosticError.self) {
      try Begun(table.withTargets.csv, target: target)
    }
    let told = error?.diagnostics.map { "\($0.headline) \($0.hints)" }.joined() ?? ""
    #expect(told.contains(says), "\(told)")
  }

  // MARK: Names

  /// Names of columns that a careless writer of YAML or SQL would change.
  private static let names = [
    "a: b", "a #b", "- a", "[a]", "{a}", "a, b", "it's", "say \"so\"", "a\\b", "no", "Yes", "null",
    "~", "12",
    "012", "1e5", "&a", "*a", "!a", "%a", "@a", "|", "two\nlines", " led", "tail ", "Größe (m²)",
    "价格", "🙂",
    "a=b", "{{a.b}}", "select", "a.b", "prediction", "colour=red", "age missing", "x'; --",
  ]

  @Test(
    "of columns with any names is read again, checked and run",
    arguments: ["price", "say \"so\"", "no"])
  func hostileNames(_ target: String) async throws {
    var table = PlantedTable()
    for (index, name) in Self.names.enumerated() where name != target {
      table = table.adding(name) { row, _, _, noise in
        (row + index) % 9 == 0 ? "" : "\(noise * Double(row % (index + 2)))"
      }
    }
    table = table.adding(target) { row, price, _, _ in row % 20 == 0 ? "" : "\(price)" }
    let begun = try Begun(table.csv, target: target)
    let opened = try begun.opened()
    #expect(opened.analysis.warnings.isEmpty)
    #expect(
      opened.analysis.stages.compactMap { $0.outputTypes["recipe"]?.recipe?.target } == [target])
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }

  @Test("of names that differ in case only says so where SQL is needed, and else runs")
  func caseOfNames() async throws {
    let table = PlantedTable().adding("A") { _, _, _, noise in "\(noise)" }
      .adding("a") { row, _, _, noise in "\(noise * Double(row))" }
    let begun = try Begun(table.adding("y") { _, price, _, _ in "\(price)" }.csv, target: "y")
    #expect(try await begun.heldOutScores()["trees"] != nil)
    let gaps = table.adding("y") { row, price, _, _ in row == 0 ? "" : "\(price)" }
    let error = #expect(throws: DiagnosticError.self) { try Begun(gaps.csv, target: "y") }
    #expect(error?.diagnostics.first?.headline.contains("'A' and 'a'") == true)
  }
}
