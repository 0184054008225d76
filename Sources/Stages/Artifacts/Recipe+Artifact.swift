import Analyses
import Learning

extension Recipe: JSONArtifact {
  package static var format: String { "recipe" }
}
