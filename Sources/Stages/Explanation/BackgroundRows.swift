import Analyses
import Digests
import Learning
import Tables

/// Rows that stand for what is not known of a row that is explained, and how much each counts.
struct BackgroundRows: Artifact {
  static let format = "background"

  let rows: Table
  /// Not all zero.
  let weights: [Double]

  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.block(rows.encoded())
    writer.numbers(weights)
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8]) throws -> BackgroundRows {
    var reader = ByteReader(bytes)
    return BackgroundRows(
      rows: try Table(decoding: try reader.block()), weights: try reader.numbers())
  }
}
