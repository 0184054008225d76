package import Kernels
package import Learning

/// Dense networks, trained in floats batch by batch: the learner `net`.
///
/// Rows are shuffled in each epoch by the stream, and the last batch may be short. Rows of weight 0
/// are left out; other weights are divided by their mean and multiply the losses of rows. Classes
/// are learned with the log loss, whatever loss is set for values: the log odds of the second of
/// two, or the softmax of one output a class. One fit runs on one thread.
package enum NetLearner: Learner {
  package typealias Settings = NetSettings

  package static let name = "net"
  package static let revision = 1
  package static let usesRandomness = true
  package static let predictsValues = true
  package static let predictsClasses = true

  /// Larger targets or weights would overflow when their squares are summed.
  private static let sizeMax = 1e50

  package static func fit(
    _ data: TrainingData, _ settings: NetSettings, random: RandomStream
  ) throws -> any Predictor {
    try predictor(data, settings, random: random)
  }

  /// Trains; throws for settings out of range, refused rows, divergence, and when cancelled.
  package static func predictor(
    _ data: TrainingData, _ settings: NetSettings, random: RandomStream
  ) throws -> NetPredictor {
    try settings.check()
    try check(data, settings)
    let plan = NetPlan(data, settings, random: random)
    let layout = NetLayout(
      inputs: data.features.columns.count, hidden: settings.layers, outputs: plan.outputs,
      activation: settings.activation, output: settings.output,
      normalises: settings.batchNormalisation)
    let rows = plan.rows(plan.training, of: data, as: Float.self)
    let checked =
      plan.validation.isEmpty ? nil : plan.rows(plan.validation, of: data, as: Float.self)
    let best = try train(plan.settings, layout, rows, checked, random: random)
    guard settings.polish == .levenbergMarquardt else {
      return predictor(best.network, best, plan, isDead: isDead(best.network, rows))
    }
    let exact = plan.rows(plan.training, of: data, as: Double.self)
    let polished = try LevenbergMarquardt.polish(best.network, exact, steps: settings.polishSteps)
    return predictor(polished, best, plan, isDead: isDead(polished, exact))
  }

  private static func predictor<Number: VectorNumber>(
    _ network: DenseNetwork<Number>, _ trained: Trained, _ plan: NetPlan, isDead: Bool
  ) -> NetPredictor {
    NetPredictor(
      network, scale: plan.scale, link: plan.link, epochs: trained.epochs,
      keptEpoch: trained.keptEpoch,
      outputIsDead: isDead)
  }

  private static func check(_ data: TrainingData, _ settings: NetSettings) throws(LearningError) {
    if let place = data.features.firstMissing {
      throw .missingFeature(column: place.column, row: place.row)
    }
    if let place = data.features.firstInfinite {
      throw .infiniteFeature(column: place.column, row: place.row)
    }
    if data.classCount != nil {
      guard settings.output == .linear else {
        throw .settingOutOfRange(
          name: "output", value: settings.output.rawValue,
          allowed: "linear where classes are predicted")
      }
      guard settings.polish == .none else {
        throw .settingOutOfRange(
          name: "polish", value: settings.polish.rawValue,
          allowed: "none where classes are predicted")
      }
    }
    if let row = data.target.firstIndex(where: { !(abs($0) <= sizeMax) }) {
      throw .tooLarge(what: "the target", row: row, value: data.target[row], limit: sizeMax)
    }
    if let weights = data.weights, let row = weights.firstIndex(where: { !($0 <= sizeMax) }) {
      throw .tooLarge(what: "the weight", row: row, value: weights[row], limit: sizeMax)
    }
    let count = NetLayout.parameterCount(
      inputs: data.features.columns.count, hidden: settings.layers,
      outputs: data.classCount ?? 1)
    guard count <= NetSettings.parametersMax else {
      throw .settingOutOfRange(
        name: "layers", value: "\(settings.layers), which is \(count) weights",
        allowed: "at most \(NetSettings.parametersMax) weights")
    }
    if settings.polish == .levenbergMarquardt, count > LevenbergMarquardt.parametersMax {
      throw .settingOutOfRange(
        name: "polish", value: "\(settings.polish.rawValue) of \(count) weights",
        allowed: "for at most \(LevenbergMarquardt.parametersMax) weights")
    }
  }

  /// What a training leaves: the network of the epoch that is kept.
  private struct Trained {
    var network: DenseNetwork<Float>
    var epochs: [NetPredictor.Epoch] = []
    var keptEpoch = 0
    var bestLoss = Double.infinity
  }

  private static func train(
    _ settings: NetSettings, _ layout: NetLayout, _ rows: NetRows<Float>,
    _ validation: NetRows<Float>?, random: RandomStream
  ) throws -> Trained {
    let initial = settings.initialiser.parameters(layout, as: Float.self, random: random)
    var training = NetTraining(settings, layout: layout, parameters: initial, rows: rows)
    var kept = Trained(network: training.network())
    for epoch in 0..<settings.epochs {
      try Task.checkCancellation()
      var order = random.derived("order", epoch)
      let loss = training.epoch(
        order.permutation(of: rows.count), random: random.derived("dropout", epoch))
      let network = training.network()
      let checked = validation.map { network.loss(settings, on: $0) }
      let isSound = network.parameters.row.sumOfSquares.isFinite
      guard loss.isFinite, isSound, checked?.isFinite ?? true else {
        throw LearningError.diverged(epoch: epoch + 1)
      }
      kept.epochs.append(NetPredictor.Epoch(training: loss, validation: checked))
      if checked ?? -.infinity < kept.bestLoss {
        kept.network = network
        kept.keptEpoch = epoch + 1
        kept.bestLoss = checked ?? .infinity
      } else if settings.patience > 0, epoch + 1 - kept.keptEpoch >= settings.patience {
        break
      }
    }
    return kept
  }

  /// Whether a unit with ReLU gives the prediction and is 0 for every row.
  private static func isDead<Number: VectorNumber>(
    _ network: DenseNetwork<Number>, _ rows: NetRows<Number>
  ) -> Bool {
    guard network.layout.layers.last?.activation == .relu else { return false }
    return network.outputs(of: rows.inputs).column(0).allSatisfy { $0 == 0 }
  }
}
