import Foundation
import Kernels
import Learning
import Nets
import Testing

@Suite("Rates, and what they are of layers")
struct NetRateTests {
  @Test("four waves, each twice as long as the one before, go from 0 to the rate and back")
  func waves() {
    var settings = NetSettings()
    settings.schedule = .coslog4
    settings.learningRate = 0.2
    let rate = NetRate(settings, stepCount: 1500)
    for wave in 0..<4 {
      // log2(1 + 15 t) is a whole number between waves, and half of one on top of each.
      let start = (exp2(Double(wave)) - 1) / 15
      let top = (exp2(Double(wave) + 0.5) - 1) / 15
      #expect(abs(rate(Int((1500 * start).rounded()))) < 1e-9)
      #expect(abs(rate(Int((1500 * top).rounded())) - 0.2) < 1e-4)
    }
  }

  @Test("dropout and weight decay stay for half of the steps, and then fall to 0")
  func restraint() {
    var settings = NetSettings()
    #expect(NetRate(settings, stepCount: 100).restraint(99) == 1)
    settings.restraint = .flatCosine
    let rate = NetRate(settings, stepCount: 100)
    #expect((0...50).allSatisfy { rate.restraint($0) == 1 })
    #expect(abs(rate.restraint(75) - 0.5) < 1e-12)
    #expect(rate.restraint(99) < 0.001)
  }

  @Test("with NTK rates a step is divided by the root of the inputs, and by ten for biases")
  func layerRates() {
    var settings = NetSettings.realMLP
    settings.weightDecay = 0
    let layout = NetLayout(
      inputs: 4, hidden: [9, 16], outputs: 1, activation: .mish, output: .linear,
      normalises: false)
    var steps = NetSteps<Double>(settings, layout: layout)
    let parameters = NumberBlock<Double>(count: layout.count)
    let gradient = NumberBlock<Double>(count: layout.count)
    gradient.row.fill(1)
    steps.step(parameters, gradient: gradient, rate: 0.2)
    for layer in layout.layers {
      let weight = layer.weights(in: parameters)[row: 0, column: 0]
      #expect(abs(weight + 0.2 / Double(layer.inputs).squareRoot()) < 1e-6)
      #expect(abs(layer.bias(in: parameters)[row: 0, column: 0] + 0.02) < 1e-6)
    }
  }

  @Test("where nothing is told, spread labels are predicted as they are", arguments: [2, 3])
  func smoothing(classCount: Int) throws {
    let rows = 0..<120
    let data = TrainingData(
      features: FeatureMatrix(
        names: ["x"], columns: [rows.map { _ in 1 }], rowCount: rows.count),
      target: rows.map { Double(max(0, $0 % 10 - 10 + classCount)) }, classCount: classCount)
    var settings = NetSettings()
    settings.layers = [4]
    settings.epochs = 400
    settings.batchSize = rows.count
    settings.learningRate = 0.02
    for smoothing in [0, 0.2] {
      settings.labelSmoothing = smoothing == 0 ? nil : smoothing
      let found = try NetLearner.fit(data, settings, random: RandomStream(seed: 2))
        .predictions(for: data.features)
      let share = 1 - Double(classCount - 1) / 10
      let wanted = smoothing / Double(classCount) + (1 - smoothing) * share
      #expect(abs(found[0] - wanted) < 0.02, "\(found[0]) and \(wanted)")
    }
  }
}
