import ArgumentParser
import Attribution
import Exchange
import Foundation
import Learning
import Tables
import Trees

/// Times the Shapley values of an XGBoost model.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time the Shapley values of trees that XGBoost saved as JSON.",
    discussion: """
      Prints the seconds that it takes to prepare the trees, and the median of the seconds that it \
      takes to give the values of all rows. Each feature is a player.
      """)

  @Option(help: "The model, saved as JSON.")
  var model: String

  @Option(help: "A CSV file of the features, with a header; all columns are numbers.")
  var rows: String

  @Option(help: "A CSV file of background rows; without it the values are path-dependent.")
  var background: String?

  @Option(help: "How many threads share the rows.")
  var threads = 1

  @Option(help: "How many times the values are found.")
  var runs = 5

  @Flag(help: "Find interactions of pairs too.")
  var interactions = false

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "Write the base and the values of each row to this CSV file.")
  var values: String?

  func validate() throws {
    guard threads > 0, runs > 0 else { throw ValidationError("threads and runs are at least 1") }
  }

  func run() throws {
    let features = try matrix(rows)
    let imported = try XGBoostReader.model(of: Array(Data(contentsOf: URL(filePath: model))))
    let predictor = try imported.predictor(
      featureNames: features.names,
      classCount: imported.objective.predictsClasses ? imported.classCount : nil)
    guard let sum = predictor.treeSum else { throw ValidationError("the model has no trees") }
    let clock = ContinuousClock()
    var trees: (any TreeValues)?
    let prepared = try clock.measure {
      let game = try TreeGame(sum, players: Players(featureNames: features.names))
      trees =
        try background.map { path -> any TreeValues in
          try InterventionalTrees(game, background: try matrix(path), interactions: interactions)
        } ?? PathDependentTrees(game, interactions: interactions)
    }
    guard let trees else { return }
    var seconds: [Double] = []
    var found: [MarginValues] = []
    for _ in 0..<runs {
      let time = clock.measure { found = all(trees, features) }
      seconds.append(time / .seconds(1))
    }
    if let values { try write(found, to: values) }
    report(median: seconds.sorted()[runs / 2], seconds, prepared / .seconds(1), features.rowCount)
  }

  /// Gives the values of all rows, of which each thread takes a part.
  private func all(_ trees: any TreeValues, _ features: FeatureMatrix) -> [MarginValues] {
    let parts = (0..<threads).map { part in
      (features.rowCount * part / threads)..<(features.rowCount * (part + 1) / threads)
    }
    return MarginValues.joined(
      Parallel.map(threads) { trees.values(of: features, rows: parts[$0]) })
  }

  private func matrix(_ path: String) throws -> FeatureMatrix {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    return FeatureMatrix(of: try CSVReader.read(bytes: bytes, path: path, options: CSVOptions()))
  }

  private func write(_ found: [MarginValues], to path: String) throws {
    var text = ""
    for margin in found {
      for row in 0..<(margin.values.first?.count ?? 0) {
        let numbers = [margin.base] + (margin.interactions ?? margin.values).map { $0[row] }
        text += numbers.map { "\($0)" }.joined(separator: ",") + "\n"
      }
    }
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func report(median: Double, _ seconds: [Double], _ prepared: Double, _ rowCount: Int) {
    let least = seconds.min() ?? 0
    guard json else {
      print("prepared in \(prepared) s, median \(median) s of \(runs) runs, least \(least) s")
      return
    }
    print(
      """
      {"rows": \(rowCount), "threads": \(threads), "runs": \(runs), "prepared": \(prepared), \
      "median": \(median), "least": \(least)}
      """)
  }
}
