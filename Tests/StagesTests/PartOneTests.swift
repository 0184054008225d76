import Engine
import Foundation
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("The example data of part 1", .timeLimit(.minutes(2)))
struct PartOneTests {
  private static var analyses: URL { SharedMaterial.root.appending(path: "analyses") }

  private func columns(_ name: String) throws -> [String: [String]] {
    let file = Self.analyses.appending(path: "data/part1/\(name).csv")
    return Dictionary(
      uniqueKeysWithValues: try OracleFile.columns(file).map { ($0.name, $0.fields) })
  }

  /// The formula, written down apart from the query that made the data.
  private func formula(_ columns: [String: [String]], row: Int) throws -> Double {
    let ranges: [(low: Double, high: Double)] = [
      (10, 30), (20, 70), (30, 70), (40, 70), (50, 130), (60, 130), (70, 80), (80, 170), (90, 150),
    ]
    let u = try ranges.enumerated().map { index, range in
      let value = try #require(columns["X\(index + 1)"].flatMap { Double($0[row]) })
      #expect(value >= range.low && value <= range.high)
      return (value - range.low) / (range.high - range.low)
    }
    let levels = ["DAF", "DEB", "ACV", "AED", "OIF", "QWE"]
    let level = try #require(levels.firstIndex(of: columns["X10"]?[row] ?? "")) + 1
    let sines = sin(0.1 * u[0]) + sin(0.2 * u[1]) + sin(0.3 * u[2])
    let cosines = cos(0.6 * u[3]) + cos(0.7 * u[4]) + cos(0.8 * u[5])
    let squares = u[6] * u[6] + u[7] * u[7] + u[8] * u[8]
    return 123 + 100 * (sines + cosines + squares + log(10 * Double(level)))
  }

  @Test("its own analysis makes the committed files again, byte for byte")
  func madeAgain() async throws {
    let text = try String(
      contentsOf: Self.analyses.appending(path: "part1-data.yaml"), encoding: .utf8)
    let analysed = try Analysed(text)
    let result = try await analysed.run()
    #expect(result.outcome.problems.isEmpty)
    for name in ["data/part1/train.csv", "data/part1/test.csv"] {
      let made = try Data(contentsOf: analysed.folder.url.appending(path: "analyses/\(name)"))
      let committed = try Data(contentsOf: Self.analyses.appending(path: name))
      #expect(made == committed, "\(name) is not what part1-data.yaml makes")
    }
  }

  // Twelve digits of each column leave an error of a few 1e-12 of the target.
  @Test("targets of training rows are the formula to the digits of the file")
  func trainingTargets() throws {
    let columns = try columns("train")
    let targets = try #require(columns["Y"])
    #expect(targets.count == 9000)
    var worst = 0.0
    for (row, text) in targets.enumerated() {
      let target = try #require(Double(text))
      worst = max(worst, abs(target - (try formula(columns, row: row))) / abs(target))
    }
    #expect(worst < 1e-9)
  }

  @Test("targets of test rows lie above the formula by 0 to 20, evenly")
  func testTargets() throws {
    let columns = try columns("test")
    let targets = try #require(columns["Y"])
    #expect(targets.count == 1000)
    let noise = try targets.enumerated().map { row, text in
      try #require(Double(text)) - (try formula(columns, row: row))
    }
    #expect(noise.allSatisfy { $0 > -1e-6 && $0 < 20 + 1e-6 })
    // Five standard errors of the mean and of the share in a quarter.
    let mean = noise.reduce(0, +) / 1000
    #expect(abs(mean - 10) < 5 * 5.77 / 31.6)
    for quarter in 0..<4 {
      let share = noise.count { Int($0 / 5) == quarter }
      #expect(abs(Double(share) - 250) < 5 * 13.7)
    }
  }
}
