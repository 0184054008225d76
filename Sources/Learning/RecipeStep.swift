import Digests
import Tables

/// One step of a recipe; steps run in order on the feature columns.
package enum RecipeStep: Codable, Hashable, Sendable {
  case bins(Binning)
  case clip(Clip)
  case dateParts(DateParts)
  case impute(Impute)
  case lag(Lag)
  case log(Logarithm)
  case minMax(MinMax)
  case oneHot(OneHot)
  case ordinal(Ordinal)
  case product(Product)
  case rare(Rare)
  case ratio(Ratio)
  case robust(Robust)
  case standard(Standard)
  case targetMean(TargetMean)

  /// The step behind the case.
  package var step: any TableStep {
    switch self {
    case .bins(let step): step
    case .clip(let step): step
    case .dateParts(let step): step
    case .impute(let step): step
    case .lag(let step): step
    case .log(let step): step
    case .minMax(let step): step
    case .oneHot(let step): step
    case .ordinal(let step): step
    case .product(let step): step
    case .rare(let step): step
    case .ratio(let step): step
    case .robust(let step): step
    case .standard(let step): step
    case .targetMean(let step): step
    }
  }

  /// The word for it in an analysis file.
  package var name: String { type(of: step).name }
}

/// The kinds of fitted steps, for reading stored models.
enum FittedSteps {
  private static let kinds: [any FittedTableStep.Type] = [
    FittedBinning.self, FittedClip.self, FittedDateParts.self, FittedImpute.self, FittedLag.self,
    FittedLogarithm.self, FittedMinMax.self, FittedOneHot.self, FittedOrdinal.self,
    FittedProduct.self, FittedRare.self,
    FittedRatio.self, FittedRobust.self, FittedStandard.self, FittedTargetMean.self,
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
