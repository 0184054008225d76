import Foundation
import Learning
import Tables
import TestSupport

/// The rows of the exercise, where they lie beside the repository.
enum OriginalRows {
  static let folder = "data/part1-original"
  static var isPresent: Bool { SharedMaterial.file("\(folder)/train.csv") != nil }

  static func table(_ name: String) throws -> Table {
    guard let file = SharedMaterial.file("\(folder)/\(name)") else { return Table([]) }
    return Table(
      try OracleFile.columns(file).map { name, fields in
        name == "X10"
          ? Column(name, texts: fields) : Column(name, numbers: fields.map { Double($0) ?? .nan })
      })
  }

  /// The recipe of the exercise: scale by training range, one column a level of X10.
  static let recipe = Recipe(
    target: "Y",
    steps: [
      .minMax(MinMax(columns: .group(.numeric))),
      .oneHot(OneHot(columns: .names(["X10"]), unseen: .zeros)),
    ])

  /// The formula behind the training target, without the noise that test targets carry.
  static func formula(_ rows: Table) -> [Double] {
    let lows: [Double] = [10, 20, 30, 40, 50, 60, 70, 80, 90]
    let highs: [Double] = [30, 70, 70, 70, 130, 130, 80, 170, 150]
    let ranks: [String: Double] = ["DAF": 1, "DEB": 2, "ACV": 3, "AED": 4, "OIF": 5, "QWE": 6]
    let columns = (1...9).map { rows["X\($0)"]?.numbers ?? [] }
    return (0..<rows.rowCount).map { row in
      let u = (0..<9).map { (columns[$0][row] - lows[$0]) / (highs[$0] - lows[$0]) }
      let sines = sin(0.1 * u[0]) + sin(0.2 * u[1]) + sin(0.3 * u[2])
      let cosines = cos(0.6 * u[3]) + cos(0.7 * u[4]) + cos(0.8 * u[5])
      let squares = u[6] * u[6] + u[7] * u[7] + u[8] * u[8]
      let rank = ranks[rows["X10"]?.texts?[row] ?? ""] ?? .nan
      return 123 + 100 * (sines + cosines + squares + log(10 * rank))
    }
  }
}
