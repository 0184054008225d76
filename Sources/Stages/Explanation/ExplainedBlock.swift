import Analyses
import Attribution
import Digests

/// The values of some rows, and how they were found.
struct ExplainedBlock: Artifact {
  static let format = "attributions"

  let method: AttributionMethod
  let values: Attributions

  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.text(method.rawValue)
    writer.text(values.scale.rawValue)
    writer.integer(values.classPlace ?? -1)
    writer.texts(values.players)
    writer.number(values.base)
    writer.numbers(values.outputs)
    for column in values.values { writer.numbers(column) }
    writer.flag(values.errors != nil)
    for column in values.errors ?? [] { writer.numbers(column) }
    writer.flag(values.interactions != nil)
    for column in values.interactions ?? [] { writer.numbers(column) }
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8]) throws -> ExplainedBlock {
    var reader = ByteReader(bytes)
    guard let method = AttributionMethod(rawValue: try reader.text()),
      let scale = Attributions.Scale(rawValue: try reader.text())
    else { throw reader.failure("a method and a scale") }
    let place = try reader.integer()
    let players = try reader.texts()
    let base = try reader.number()
    let outputs = try reader.numbers()
    func columns(_ count: Int) throws -> [[Double]] {
      try (0..<count).map { _ in
        let column = try reader.numbers()
        guard column.count == outputs.count else { throw reader.failure("a value a row") }
        return column
      }
    }
    let values = try columns(players.count)
    let errors = try reader.flag() ? try columns(players.count) : nil
    let pairs = try reader.flag() ? try columns(players.count * players.count) : nil
    return ExplainedBlock(
      method: method,
      values: Attributions(
        players: players, base: base, values: values, errors: errors, outputs: outputs,
        scale: scale, classPlace: place < 0 ? nil : place, interactions: pairs))
  }
}
