import Digests

/// The kinds of predictors that can be read back from a stored model.
package struct PredictorCatalog: Sendable {
  /// The kinds, each with its own format.
  package let kinds: [any Predictor.Type]

  package init(_ kinds: [any Predictor.Type]) {
    precondition(Set(kinds.map { $0.format }).count == kinds.count, "formats differ")
    self.kinds = kinds
  }

  /// Reads a predictor that was written with its format first.
  func decode(_ reader: inout ByteReader) throws(LearningError) -> any Predictor {
    let format: String
    do { format = try reader.text() } catch { throw .damagedModel(error) }
    guard let kind = kinds.first(where: { $0.format == format }) else {
      throw .unknownPredictor(format: format, known: kinds.map { $0.format })
    }
    do { return try kind.init(decoding: &reader) } catch { throw .damagedModel(error) }
  }
}
