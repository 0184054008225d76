import Analyses
import Digests
package import Learning

/// What became of one repeat of a fit: a model, or what was wrong.
package enum RepeatFit: Artifact {
  case model(Model)
  case problem(String)

  package static let format = "fit"

  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    switch self {
    case .model(let model):
      writer.flag(true)
      writer.block(model.encoded())
    case .problem(let sentence):
      writer.flag(false)
      writer.text(sentence)
    }
    return writer.bytes
  }

  package static func decode(_ bytes: [UInt8]) throws -> RepeatFit {
    var reader = ByteReader(bytes)
    return try reader.flag()
      ? .model(try Model.decode(try reader.block())) : .problem(try reader.text())
  }
}
