import Analyses
import Digests
package import Tables

extension Table: Artifact {
  package static var format: String { "table" }

  package static func decode(_ bytes: [UInt8]) throws -> Table {
    try Table(decoding: bytes)
  }
}
