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
  package static let acceptsLevels = true

  /// Larger targets or weights would overflow when their squares are summed.
  private static let sizeMax = 1e50

  package static func fit(
    _ data: TrainingData, _ settings: NetSettings, random: RandomStream
  ) throws -> any Predictor {
    try predictors(data, settings, epochs: [settings.epochs], random: random)[0].get()
  }

  /// Only with one learning rate throughout are the first epochs those of a shorter training.
  package static func path(_ settings: NetSettings) -> NetSettings? {
    guard settings.schedule == .constant, settings.warmUp == 0, settings.polish == .none,
      settings.validation == 0
    else { return nil }
    var common = settings
    common.epochs = 0
    return common
  }

  package static func fits(
    _ data: TrainingData, _ settings: [NetSettings], random: RandomStream
  ) throws -> [Result<any Predictor, any Error>] {
    guard let longest = settings.max(by: { $0.epochs < $1.epochs }) else { return [] }
    return try predictors(data, longest, epochs: settings.map(\.epochs), random: random)
      .map { result in result.mapError { $0 as any Error } }
  }

  /// Trains for the longest of some numbers of epochs and gives the network after each of them.
  ///
  /// Throws for settings out of range, refused rows, and when cancelled.
  private static func predictors(
    _ data: TrainingData, _ settings: NetSettings, epochs: [Int], random: RandomStream
  ) throws -> [Result<any Predictor, LearningError>] {
    try settings.check()
    try check(data, settings)
    let plan = NetPlan(data, settings, random: random)
    let layout = NetLayout(
      inputs: plan.quantities.count, embedded: plan.levelled.map { ($0.levels, $0.width) },
      hidden: settings.layers, outputs: plan.outputs,
      activation: settings.activation, output: settings.output,
      normalises: settings.batchNormalisation)
    let rows = plan.rows(
      plan.training, of: data, as: Float.self, smoothing: settings.labelSmoothing ?? 0)
    let checked =
      plan.validation.isEmpty ? nil : plan.rows(plan.validation, of: data, as: Float.self)
    let trained = try train(
      plan.settings, layout, rows, checked, stops: Set(epochs), random: random)
    return try epochs.map { count in
      switch trained[count] {
      case .success(let best): .success(try finished(best, plan, layout, data, rows))
      case .failure(let problem): .failure(problem)
      case nil: .failure(.diverged(epoch: count))
      }
    }
  }

  /// Polishes what was kept, where that is asked for, and makes it a predictor.
  private static func finished(
    _ kept: Trained, _ plan: NetPlan, _ layout: NetLayout, _ data: TrainingData,
    _ rows: NetRows<Float>
  ) throws -> any Predictor {
    guard plan.settings.polish == .levenbergMarquardt else {
      let inputs = layout.inputs(of: rows, kept.levelTables)
      let network = predictor(kept.network, kept, plan, isDead: isDead(kept.network, inputs))
      guard !plan.levelled.isEmpty else { return network }
      return EmbeddedNetPredictor(
        network: network, featureCount: data.features.columns.count,
        embeddings: zip(plan.levelled, kept.levelTables).map { item, numbers in
          EmbeddedNetPredictor.Embedding(
            feature: item.feature, levels: item.levels, width: item.width, numbers: numbers)
        })
    }
    let exact = plan.rows(plan.training, of: data, as: Double.self)
    let polished = try LevenbergMarquardt.polish(
      kept.network, exact, steps: plan.settings.polishSteps)
    return predictor(polished, kept, plan, isDead: isDead(polished, exact.inputs))
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
    let hasLevels = data.features.levelCounts.contains { $0 != nil }
    try data.requireNoMissing(quantitiesOnly: true)
    if hasLevels, settings.polish != .none {
      throw .settingOutOfRange(
        name: "polish", value: settings.polish.rawValue,
        allowed: "none where a column holds text; a step `one-hot` makes numbers of it")
    }
    try data.requireFinite()
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
    try data.requireSizes(target: sizeMax, weights: sizeMax)
    let count = parameterCount(data, settings)
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

  /// Counts all numbers that are learned, those of levels among them.
  private static func parameterCount(_ data: TrainingData, _ settings: NetSettings) -> Int {
    let sizes = data.features.levelCounts.compactMap { $0 }.map { levels in
      (levels: levels, width: settings.embedding ?? NetEmbedding.standardWidth(levels: levels))
    }
    let quantities = data.features.columns.count - sizes.count
    return sizes.reduce(
      NetLayout.parameterCount(
        inputs: sizes.reduce(quantities) { $0 + $1.width }, hidden: settings.layers,
        outputs: data.classCount ?? 1)
    ) { $0 + ($1.levels + 1) * $1.width }
  }

  /// What a training leaves: the network of the epoch that is kept.
  private struct Trained {
    var network: DenseNetwork<Float>
    /// The numbers of levels, by embedding.
    var levelTables: [[Double]]
    var epochs: [NetPredictor.Epoch] = []
    var keptEpoch = 0
    var bestLoss = Double.infinity
  }

  /// Trains for the longest of some numbers of epochs; what is kept after each of them.
  private static func train(
    _ settings: NetSettings, _ layout: NetLayout, _ rows: NetRows<Float>,
    _ validation: NetRows<Float>?, stops: Set<Int>, random: RandomStream
  ) throws -> [Int: Result<Trained, LearningError>] {
    let initial = settings.initialiser.parameters(layout, as: Float.self, random: random)
    var training = NetTraining(settings, layout: layout, parameters: initial, rows: rows)
    var kept = Trained(network: training.network(), levelTables: training.levelTables)
    var reached: [Int: Result<Trained, LearningError>] = [:]
    for epoch in 0..<settings.epochs {
      try Task.checkCancellation()
      if stops.contains(epoch) { reached[epoch] = .success(kept) }
      var order = random.derived("order", epoch)
      let loss = training.epoch(
        order.permutation(of: rows.count), random: random.derived("dropout", epoch))
      let network = training.network()
      let checked = validation.map {
        network.loss(settings, on: $0, inputs: training.inputs(of: $0))
      }
      let isSound = network.parameters.row.sumOfSquares.isFinite
      guard loss.isFinite, isSound, checked?.isFinite ?? true else {
        let failure = LearningError.diverged(epoch: epoch + 1)
        for stop in stops where stop > epoch { reached[stop] = .failure(failure) }
        return reached
      }
      kept.epochs.append(NetPredictor.Epoch(training: loss, validation: checked))
      if checked ?? -.infinity < kept.bestLoss {
        kept.network = network
        kept.levelTables = training.levelTables
        kept.keptEpoch = epoch + 1
        kept.bestLoss = checked ?? .infinity
      } else if settings.patience > 0, epoch + 1 - kept.keptEpoch >= settings.patience {
        break
      }
    }
    reached[settings.epochs] = .success(kept)
    return reached
  }

  /// Whether a unit with ReLU gives the prediction and is 0 for every row.
  private static func isDead<Number: VectorNumber>(
    _ network: DenseNetwork<Number>, _ inputs: MatrixView<Number>
  ) -> Bool {
    guard network.layout.layers.last?.activation == .relu else { return false }
    return network.outputs(of: inputs).column(0).allSatisfy { $0 == 0 }
  }
}
