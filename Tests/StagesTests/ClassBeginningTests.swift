import Analyses
import Cache
import Diagnostics
import TestSupport
import Testing
import WorkbenchKit

@Suite("Beginning an analysis of classes")
struct ClassBeginningTests {
  @Test("fits shares, a logistic line and trees, and gives both parts each class")
  func texts() async throws {
    let begun = try Begun(PlantedTable().withTargets.csv, target: "sold") { request, _ in
      request.ids = ["price"]
    }
    for line in [
      "learner: mean", "learner: logistic", "learner: trees", "stratify: sold", "positive: \"yes\"",
    ] {
      #expect(begun.text.contains(line), "\(begun.text)")
    }
    let scores = try await begun.heldOutScores()
    let trees = try #require(scores["trees"]?["log-loss"])
    #expect(trees < (try #require(scores["mean"]?["log-loss"])))
  }

  @Test("of a rare class says that it is rare, and of numbers that they name classes")
  func rare() async throws {
    let table = PlantedTable().adding("failed") { row, price, _, noise in
      price + 3 * noise > 84 || row < 2 ? "1" : "0"
    }
    let begun = try Begun(table.csv, target: "failed")
    #expect(begun.text.contains("task: classes"))
    #expect(begun.text.contains("positive: \"1\""))
    #expect(begun.new.remarks.contains { $0.subject == "imbalance" })
    #expect(begun.text.contains("class-weights: balanced") && begun.text.contains("calibrate: "))
    #expect(try await begun.heldOutScores()["logistic"]?["auc"] != nil)
  }

  @Test("takes numbers for classes where that is asked for")
  func numbers() async throws {
    let table = PlantedTable().adding("grade") { _, price, _, _ in
      "\(price > 70 ? 3 : price > 55 ? 2 : 1)"
    }
    #expect(try Begun(table.csv, target: "grade").new.remarks.contains { $0.subject == "task" })
    let begun = try Begun(table.csv, target: "grade") { request, _ in request.task = .classes }
    #expect(try await begun.heldOutScores()["trees"]?["log-loss"] != nil)
  }

  @Test(
    "finds the class in other words, in a number, and in gaps",
    arguments: [
      ("word", "in other words"), ("number", "alone tells"),
      ("gap", "missing just where sold is 'no'"),
    ])
  func leaks(_ kind: String, _ says: String) throws {
    let table = PlantedTable().adding("planted") { row, _, isSold, noise in
      switch kind {
      case "word": isSold ? "b12" : "a07"
      case "number": "\((isSold ? 1 : 0) + noise / 50)"
      default: isSold ? "\(row % 7)" : ""
      }
    }
    let begun = try Begun(table.withTargets.csv, target: "sold") { request, _ in
      request.ids = ["price"]
    }
    let line = try #require(begun.leakLine("planted"), "\(begun.text)")
    #expect(line.contains(says), "\(line)")
    for other in ["width", "height", "colour"] { #expect(begun.ignoredLine(other) == nil) }
  }

  @Test("of two classes that are about as frequent names the second in order as the positive one")
  func balanced() async throws {
    let sorted = PlantedTable().price.sorted()
    let table = PlantedTable().adding("dear") { _, price, _, _ in
      price > sorted[180] ? "true" : "false"
    }
    let begun = try Begun(table.csv, target: "dear")
    #expect(begun.text.contains("positive: \"true\""), "\(begun.text)")
    #expect(!begun.new.remarks.contains { $0.subject == "imbalance" })
    #expect(try await begun.heldOutScores()["trees"]?["auc"] != nil)
  }

  // MARK: Rare classes

  @Test(
    "leaves out classes that cannot be in each fold, says so, and scores the test rows at the end")
  func tooRare() async throws {
    let table = PlantedTable().adding("kind") { row, price, _, _ in
      row < 3 ? "odd's" : row == 7 ? "lone" : row % 50 == 0 ? "" : price > 60 ? "a" : "b"
    }
    let begun = try Begun(table.csv, target: "kind")
    #expect(begun.text.contains("NOT IN ('odd''s', 'lone')"), "\(begun.text)")
    #expect(begun.new.remarks.contains { $0.isWarning && $0.subject == "rare classes" })
    let scores = try await begun.heldOutScores()
    #expect(
      try #require(scores["trees"]?["log-loss"]) < (try #require(scores["mean"]?["log-loss"])))
    var options = RunSession.Options()
    options.isUnsealed = true
    #expect(try await RunSession(try begun.opened(), options).run { _ in }.problems.isEmpty)
    #expect(
      try StoredOutputs(try begun.opened()).metrics().contains {
        $0.row.rows != "held-out" && $0.row.model == "trees"
      })
  }

  @Test("says that one class alone has enough rows")
  func oneClass() throws {
    let table = PlantedTable().adding("kind") { row, _, _, _ in row < 4 ? "odd" : "usual" }
    let error = #expect(throws: DiagnosticError.self) { try Begun(table.csv, target: "kind") }
    #expect(error?.diagnostics.first?.headline.contains("only one class of 'kind'") == true)
  }

  @Test("of many classes and columns fits no weighted sum, which would take minutes")
  func manyClasses() throws {
    var table = PlantedTable(rowCount: 1200).adding("kind") { row, price, _, _ in
      "k\((Int(price) + row % 3) % 30)"
    }
    for index in 0..<40 {
      table = table.adding("c\(index)") { row, _, _, noise in
        "\(noise + Double((row * (index + 3)) % (17 + index)))"
      }
    }
    let begun = try Begun(table.csv, target: "kind")
    #expect(!begun.text.contains("\n      learner: logistic"), "\(begun.text)")
    #expect(begun.text.contains("models: [mean, trees]"))
    #expect(try begun.opened().analysis.warnings.isEmpty)
  }

  // MARK: Times

  /// A table in the order of days, each row a day, with classes from a row on.
  private static func inTime(_ kind: @escaping (Int, Double) -> String) -> PlantedTable {
    PlantedTable().adding("day") { row, _, _, _ in
      let (month, day) = (row / 28 % 12 + 1, row % 28 + 1)
      return "\(2022 + row / 336)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }.adding("kind") { row, price, _, _ in kind(row, price) }
  }

  @Test(
    "makes folds by time where the first of them has every class",
    arguments: [
      (0, "by: time", true), (100, "by: time", false), (320, "stratify: kind", false),
    ])
  func times(firstOfClass: Int, split: String, hasFolds: Bool) async throws {
    let table = Self.inTime { row, price in
      row >= firstOfClass && row % 3 == 0 ? "new" : price > 60 ? "a" : "b"
    }
    let begun = try Begun(table.csv, target: "kind")
    #expect(begun.text.contains(split), "\(begun.text)")
    #expect(begun.text.contains("\n      time: day") == hasFolds)
    #expect(try await begun.heldOutScores()["trees"]?["log-loss"] != nil)
  }
}
