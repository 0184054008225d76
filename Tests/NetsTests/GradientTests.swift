import Kernels
import Nets
import Testing

@Suite("Gradients of networks")
struct GradientTests {
  /// A small network with made-up parameters and rows, in doubles.
  private struct Case {
    let training: NetTraining<Double>
    let rowCount = 7

    init(
      activation: Activation, output: Activation = .linear, loss: LossForm,
      outputs: Int = 1, normalises: Bool = false, isWeighted: Bool = false
    ) {
      var settings = NetSettings()
      settings.activation = activation
      settings.output = output
      settings.loss = loss
      settings.huber = 0.4
      settings.batchSize = 7
      settings.epochs = 1
      let layout = NetLayout(
        inputs: 3, hidden: [5, 17], outputs: outputs, activation: activation, output: output,
        normalises: normalises)
      var random = RandomStream(seed: 5)
      let block = NumberBlock<Double>(count: layout.count)
      for layer in layout.layers {
        for column in 0..<layer.outputs {
          layer.weights(in: block).setColumn(
            column, (0..<layer.inputs).map { _ in random.normal() * 0.6 })
          layer.bias(in: block)[row: 0, column: column] = random.normal() * 0.3
          layer.scale(in: block)?[row: 0, column: column] = 0.5 + random.uniform()
        }
      }
      let columns = (0..<3).map { _ in (0..<7).map { _ in random.normal() } }
      var targets = (0..<outputs).map { _ in (0..<7).map { _ in random.uniform() } }
      if loss == .softmax {
        for row in 0..<7 {
          let total = targets.reduce(0) { $0 + $1[row] }
          for output in 0..<outputs { targets[output][row] /= total }
        }
      }
      let weights = isWeighted ? (0..<7).map { _ in random.uniform() + 0.1 } : nil
      training = NetTraining(
        settings, layout: layout, parameters: block,
        rows: NetRows(columns: columns, targets: targets, weights: weights, rowCount: 7))
    }

    func loss() -> Double { training.lossAndGradient([0, 1, 2, 3, 4, 5, 6][...]) / 7 }

    /// The greatest difference between slopes and central differences, over the greatest slope.
    func worst() -> Double {
      _ = loss()
      let slopes = training.gradient.row.numbers
      let parameters = training.parameters.row
      let greatest = slopes.reduce(0) { max($0, abs($1)) }
      var worst = 0.0
      let step = 1e-6
      for index in slopes.indices {
        let value = parameters[row: 0, column: index]
        parameters[row: 0, column: index] = value + step
        let above = loss()
        parameters[row: 0, column: index] = value - step
        let below = loss()
        parameters[row: 0, column: index] = value
        // What lies beyond a layer's outputs is no parameter.
        if value == 0 && slopes[index] == 0 { continue }
        worst = max(worst, abs(slopes[index] - (above - below) / (2 * step)))
      }
      return worst / greatest
    }
  }

  // A central difference of step h is off by h^2 of the third derivative and by 1e-16 / h.
  @Test(
    "slopes are those of finite differences for every activation", arguments: Activation.allCases)
  func activations(activation: Activation) {
    #expect(Case(activation: activation, loss: .squared).worst() < 1e-7)
    #expect(Case(activation: .tanh, output: activation, loss: .squared).worst() < 1e-7)
  }

  @Test("slopes are those of finite differences for every loss", arguments: LossForm.allCases)
  func losses(loss: LossForm) {
    for outputs in [1, 3] {
      for isWeighted in [false, true] {
        let found = Case(activation: .silu, loss: loss, outputs: outputs, isWeighted: isWeighted)
        // One class has nothing to learn: its probability is 1.
        if loss == .softmax && outputs == 1 { continue }
        #expect(found.worst() < 1e-7)
      }
    }
  }

  @Test("slopes are those of finite differences through normalised layers")
  func normalised() {
    for activation in [Activation.relu, .tanh, .mish] {
      #expect(Case(activation: activation, loss: .squared, normalises: true).worst() < 1e-6)
    }
  }

  @Test("what lies beyond a layer's outputs has slope 0")
  func padding() {
    let found = Case(activation: .sigmoid, loss: .squared, normalises: true)
    _ = found.loss()
    for layer in found.training.layout.layers {
      let gradient = found.training.gradient
      for column in layer.outputs..<layer.width {
        #expect(layer.weights(in: gradient).column(column).allSatisfy { $0 == 0 })
        #expect(layer.bias(in: gradient)[row: 0, column: column] == 0)
      }
    }
  }
}
