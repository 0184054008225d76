import Engine
import Foundation
import Stages
import TestSupport
import Testing
import WorkbenchKit

@Suite("The analyses that come with the program")
struct ShippedAnalysesTests {
  /// An analysis, its data, and what its best model must beat on held-out rows.
  struct Shipped: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let best: String
    let baseline: String
    let bound: Double

    var testDescription: String { name }
  }

  @Test(
    "each runs to the end, and its best model is far better than the baseline",
    arguments: [
      Shipped(name: "bikeshare", file: "hours.csv", best: "trees", baseline: "mean", bound: 0.4),
      Shipped(
        name: "tumours", file: "tumours.csv", best: "logistic", baseline: "shares", bound: 0.2),
    ])
  func runs(shipped: Shipped) async throws {
    let analyses = SharedMaterial.root.appending(path: "analyses")
    let path = "data/\(shipped.name)/\(shipped.file)"
    let text = try String(
      contentsOf: analyses.appending(path: "\(shipped.name).yaml"), encoding: .utf8)
    let data = try String(contentsOf: analyses.appending(path: path), encoding: .utf8)
    let analysed = try Analysed(text, files: [path: data])
    let result = try await analysed.run()
    #expect(result.outcome.failed.isEmpty && result.outcome.sealed.isEmpty)
    let evaluation = try analysed.artifact("evaluation", as: Evaluation.self)
    #expect(evaluation.best?.model == shipped.best)
    func score(_ model: String) throws -> Double {
      try #require(evaluation.entries.first { $0.model == model }?.heldOut.first?.value)
    }
    #expect(try score(shipped.best) < shipped.bound * score(shipped.baseline))
    let page = try analysed.report
    #expect(page.contains("parts.test") && page.utf8.count < 5_000_000)
  }
}
