import Engine
import Foundation
import TestSupport
import Testing
import WorkbenchKit

@Suite("Imported models")
struct ReadModelTests {
  private static func analysis(levels: String) -> String {
    """
    workbench: 1
    title: A model from elsewhere
    seed: 1
    stages:
      - id: rows
        kind: draw
        with:
          rows: 40
          columns:
            a: {uniform: [-5, 5]}
            b: {uniform: [0, 99]}
            c: {uniform: [0, 12]}
            d: {uniform: [0, 1]}
            k: {choice: [k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11]}
            m: {choice: [m0, m1, m2]}
            y: {normal: [0, 1]}
      - id: coded
        kind: recipe
        from: rows
        with:
          target: y
          steps:
            - ordinal: {columns: [k], levels: [k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11]}
            - ordinal: {columns: [m], levels: [\(levels)]}
      - {id: foreign, kind: read-model, from: {rows: rows, recipe: coded}, with: {path: model.json}}
    """
  }

  @Test(
    "a recipe must number categories as the model does",
    arguments: [("m0, m1, m2", true), ("m1, m0, m2", false), ("m0, m2, m1", false)])
  func categories(levels: String, isRight: Bool) async throws {
    let model = try Data(contentsOf: OracleFile.url("exchange/xgboost-categories.json"))
    let analysed = try Analysed(
      Self.analysis(levels: levels), bytes: ["model.json": [UInt8](model)])
    let result = try await analysed.run()
    #expect(result.outcome.failed == (isRight ? [] : ["foreign"]))
  }
}
