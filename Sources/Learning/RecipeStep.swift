import Digests
import Tables

/// One step of a recipe; steps run in order on the feature columns.
package enum RecipeStep: Codable, Hashable, Sendable {
  case impute(Impute)
  case minMax(MinMax)
  case oneHot(OneHot)
  case standard(Standard)

  /// The step behind the case.
  package var step: any TableStep {
    switch self {
    case .impute(let step): step
    case .minMax(let step): step
    case .oneHot(let step): step
    case .standard(let step): step
    }
  }

  /// The word for it in an analysis file.
  package var name: String { type(of: step).name }
}

/// The kinds of fitted steps, for reading stored models.
enum FittedSteps {
  private static let kinds: [any FittedTableStep.Type] = [
    FittedImpute.self, FittedMinMax.self, FittedOneHot.self, FittedStandard.self,
  ]

  /// Writes a step with its name first.
  static func encode(_ step: any FittedTableStep, into writer: inout ByteWriter) {
    writer.text(type(of: step).format)
    step.encode(into: &writer)
  }

  /// Reads a step by its name.
  static func decode(
    _ reader: inout ByteReader
  ) throws(ByteReaderError) -> any FittedTableStep {
    let format = try reader.text()
    guard let kind = kinds.first(where: { $0.format == format }) else {
      throw reader.failure("a known recipe step")
    }
    return try kind.init(decoding: &reader)
  }
}
