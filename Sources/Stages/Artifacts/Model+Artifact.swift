import Analyses
package import Learning

extension Model: Artifact {
  package static var format: String { "model" }

  package static func decode(_ bytes: [UInt8]) throws -> Model {
    try Model(decoding: bytes, catalog: LearnerCatalog.predictors)
  }
}
