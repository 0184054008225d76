import Analyses
import Kernels
import Nets

extension NetKind {
  /// The names that stand for several settings.
  static var presets: [SettingPreset] {
    [
      preset("keras", "that program's defaults", .keras),
      preset(
        "realmlp",
        "for values: three layers of 256 Mish units, learning rates of the NTK form in four waves, "
          + "dropout and weight decay that fade, and of 256 epochs the best on a fifth of the rows; "
          + "of that program there is no robust scaling with soft clipping, no scaling layer, no "
          + "periodic embedding, no learned activation and no start drawn from the rows", .realMLP),
      preset(
        "realmlp-classes",
        "the same for classes: SELU units, a lower rate, and labels spread by a tenth",
        .realMLPOfClasses),
    ]
  }

  /// What differs from the standards.
  private static func preset(
    _ name: String, _ summary: String, _ settings: NetSettings
  ) -> SettingPreset {
    let standard = pairs(NetSettings())
    return SettingPreset(
      name, summary, values: zip(pairs(settings), standard).filter { $0 != $1 }.map(\.0))
  }

  /// What a preset can say of a network, as it stands in a file.
  private static func pairs(_ settings: NetSettings) -> [SettingValue.Pair] {
    [
      .init("layers", .list(settings.layers.map { .integer($0) })),
      .init("activation", .text(settings.activation.rawValue)),
      .init("output", .text(settings.output.rawValue)),
      .init("initialiser", .text(settings.initialiser.rawValue)),
      .init("standardise-features", .flag(settings.standardisesFeatures)),
      .init("standardise-target", .flag(settings.standardisesTarget)),
      .init("optimiser", .text(settings.optimiser.rawValue)),
      .init("momentum", .number(settings.momentum)),
      .init("first-decay", .number(settings.firstDecay)),
      .init("second-decay", .number(settings.secondDecay)),
      .init("epsilon", .number(settings.epsilon)),
      .init("learning-rate", .number(settings.learningRate)),
      .init("schedule", .text(settings.schedule.rawValue)),
      .init("layer-rates", .text((settings.layerRates ?? .equal).rawValue)),
      .init("batch-size", .integer(settings.batchSize)),
      .init("epochs", .integer(settings.epochs)),
      .init("dropout", .number(settings.dropout)),
      .init("weight-decay", .number(settings.weightDecay)),
      .init("restraint", .text((settings.restraint ?? .constant).rawValue)),
      .init("label-smoothing", .number(settings.labelSmoothing ?? 0)),
      .init("early-stopping", .number(settings.validation)),
    ]
  }
}
