package import Kernels

/// A network while it is trained on one set of rows, epoch by epoch.
package struct NetTraining<Number: VectorNumber> {
  package let layout: NetLayout
  /// The parameters as they are now.
  package let parameters: NumberBlock<Number>
  private let settings: NetSettings
  private let rows: NetRows<Number>
  private let pass: NetPass<Number>
  private let rate: NetRate
  private let targets: MatrixView<Number>
  private let weights: MatrixView<Number>?
  private let masks: [MatrixView<Number>]?
  private let average: NumberBlock<Number>?
  /// The running mean and variance of the columns of each layer, empty without normalisation.
  private let running: [(mean: MatrixView<Number>, variance: MatrixView<Number>)]
  private var steps: NetSteps<Number>
  private var stepCount = 0

  /// Takes the initial parameters and makes room for everything that the training needs.
  package init(
    _ settings: NetSettings, layout: NetLayout, parameters: NumberBlock<Number>,
    rows: NetRows<Number>
  ) {
    let batchMax = max(1, min(settings.batchSize, rows.count))
    func matrix(_ rows: Int, _ columns: Int) -> MatrixView<Number> {
      NumberBlock(count: rows * columns).view(rows: rows, columns: columns)
    }
    self.settings = settings
    self.layout = layout
    self.parameters = parameters
    self.rows = rows
    pass = NetPass(layout, parameters: parameters, batchMax: batchMax)
    steps = NetSteps(settings, layout: layout)
    let batches = (rows.count + batchMax - 1) / batchMax
    rate = NetRate(settings, stepCount: settings.epochs * batches)
    targets = matrix(batchMax, layout.outputs)
    weights = rows.weights.map { _ in matrix(batchMax, 1) }
    let hidden = layout.layers.dropLast()
    masks = settings.dropout > 0 ? hidden.map { matrix(batchMax, $0.width) } : nil
    average = settings.averaging > 0 ? NumberBlock(count: layout.count) : nil
    average?.row.copy(parameters.row)
    running = layout.layers.compactMap { layer in
      layer.scale == nil ? nil : (matrix(1, layer.width), matrix(1, layer.width))
    }
  }

  /// Goes once through the rows in an order, batch by batch; the last one may be short.
  ///
  /// Gives the weighted mean loss of the rows, each at the moment its batch was seen.
  package mutating func epoch(_ order: [Int], random: RandomStream) -> Double {
    var total = 0.0
    var stream = random
    let batch = max(1, settings.batchSize)
    for start in stride(from: 0, to: order.count, by: batch) {
      let chosen = order[start..<min(start + batch, order.count)]
      drawMasks(rows: chosen.count, &stream)
      total += lossAndGradient(chosen)
      steps.step(
        parameters, gradient: pass.gradient, rate: rate(stepCount),
        restraint: rate.restraint(stepCount))
      stepCount += 1
      follow()
    }
    return total / Double(max(1, order.count))
  }

  /// Takes some rows through the network and back; the gradient is of their mean weighted loss.
  ///
  /// Gives the sum of their weighted losses.
  package func lossAndGradient(_ chosen: ArraySlice<Int>) -> Double {
    let count = chosen.count
    pass.input.first(count).gather(chosen, of: rows.inputs)
    let levels = rows.levels.map { levels in chosen.map { levels[$0] } }
    layout.embed(levels, from: parameters, into: pass.input.first(count))
    targets.first(count).gather(chosen, of: rows.targets)
    if let weights, let all = rows.weights { weights.first(count).gather(chosen, of: all) }
    let predictions = pass.forward(rows: count, masks: masks)
    let loss = predictions.loss(
      settings.loss, outputs: layout.outputs, targets: targets.first(count),
      weights: weights?.first(count), huber: Number(settings.huber), factor: 1 / Number(count),
      delta: pass.outputDelta(rows: count))
    pass.backward(rows: count, masks: masks)
    pass.backwardToLevels(rows: count, levels)
    return loss
  }

  /// The gradient of the last batch.
  package var gradient: NumberBlock<Number> { pass.gradient }

  /// Leaves units out; those that stay are scaled so that sums keep their mean.
  private func drawMasks(rows: Int, _ stream: inout RandomStream) {
    guard let masks else { return }
    let dropout = settings.dropout * rate.restraint(stepCount)
    let kept = 1 / (1 - dropout)
    for mask in masks {
      let view = mask.first(rows)
      view.setNumbers(
        (0..<view.count).map { _ in stream.uniform() < dropout ? 0 : kept })
    }
  }

  /// Lets averages follow; at first they are plain means, so that the start does not linger.
  private func follow() {
    if let average {
      let share = max(1 - settings.averaging, 1 / Double(stepCount))
      average.row.approach(parameters.row, share: Number(share))
    }
    var normalised = 0
    for index in layout.layers.indices {
      guard let normals = pass.normals(of: index) else { continue }
      let share = Number(max(0.1, 1 / Double(stepCount)))
      running[normalised].mean.approach(normals.mean, share: share)
      running[normalised].variance.approach(normals.variance, share: share)
      normalised += 1
    }
  }

  /// The numbers of the levels of each embedding as they stand, the averages where they are kept.
  package var levelTables: [[Double]] {
    layout.embeddings.map { $0.table(in: average ?? parameters).numbers }
  }

  /// Gives the inputs of rows with the numbers of their levels as they stand.
  package func inputs(of rows: NetRows<Number>) -> MatrixView<Number> {
    guard !layout.embeddings.isEmpty else { return rows.inputs }
    return layout.embedded(rows, from: average ?? parameters)
  }

  /// Gives the network as it stands, with averages in place and normalisation folded in.
  package func network() -> DenseNetwork<Number> {
    let plain = NetLayout(
      inputs: layout.inputs, hidden: layout.layers.dropLast().map(\.outputs),
      outputs: layout.outputs, activation: settings.activation, output: settings.output,
      normalises: false)
    let source = average ?? parameters
    let block = NumberBlock<Number>(count: plain.count)
    var normalised = 0
    for (from, to) in zip(layout.layers, plain.layers) {
      to.weights(in: block).copy(from.weights(in: source))
      to.bias(in: block).copy(from.bias(in: source))
      guard let scale = from.scale(in: source) else { continue }
      let (mean, variance) = running[normalised]
      normalised += 1
      // Before the first step nothing is known of the columns.
      guard stepCount > 0 else { continue }
      for column in 0..<from.outputs {
        let deviation = (variance[row: 0, column: column] + NetPass<Number>.epsilon).squareRoot()
        let factor = scale[row: 0, column: column] / deviation
        to.bias(in: block)[row: 0, column: column] -= mean[row: 0, column: column] * factor
        for row in 0..<from.inputs { to.weights(in: block)[row: row, column: column] *= factor }
      }
    }
    return DenseNetwork(plain, parameters: block)
  }
}

extension DenseNetwork {
  /// Gives the weighted mean loss over rows whose inputs are these.
  package func loss(
    _ settings: NetSettings, on rows: NetRows<Number>, inputs: MatrixView<Number>
  ) -> Double {
    let sum = outputs(of: inputs).loss(
      settings.loss, outputs: layout.outputs, targets: rows.targets, weights: rows.weights,
      huber: Number(settings.huber), factor: 1, delta: nil)
    return sum / Double(max(1, rows.count))
  }
}
