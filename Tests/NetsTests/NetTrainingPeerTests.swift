import Foundation
import Kernels
import Nets
import TestSupport
import Testing

/// A training by a peer: what was asked for, and the mean loss of each epoch.
struct RecordedTraining: Decodable, Sendable, CustomTestStringConvertible {
  struct File: Decodable { let cases: [RecordedTraining] }

  let name: String
  let layers: [Int]
  let activation: Activation
  let output: Activation
  let loss: LossForm
  let optimiser: NetOptimiser
  let rate: Double
  let batch: Int
  let epsilon: Double
  let momentum: Double
  let decay: Double
  let scaled: Bool
  let losses: [Double]

  var testDescription: String { name }

  static let all = (try? OracleFile.json(File.self, "networks.json").cases) ?? []

  var settings: NetSettings {
    var settings = NetSettings()
    settings.layers = layers
    settings.activation = activation
    settings.output = output
    settings.loss = loss
    settings.huber = 0.5
    settings.optimiser = optimiser
    settings.learningRate = rate
    settings.batchSize = batch
    settings.epsilon = epsilon
    settings.momentum = momentum
    settings.weightDecay = decay
    settings.schedule = .constant
    settings.epochs = losses.count
    return settings
  }
}

/// Rows, weights and orders made by the rule in the script that recorded the losses.
enum RuledRows {
  static let count = 2000

  static func hashed(_ index: Int) -> Double {
    var x = (UInt64(index) &* 2_654_435_761 &+ 12345) % (1 << 32)
    x = (x ^ (x >> 15)) &* 2_246_822_519 % (1 << 32)
    x = x ^ (x >> 13)
    return Double(x) / 0x1p32
  }

  static let columns: [[Double]] =
    (0..<9).map { column in (0..<count).map { hashed($0 * 9 + column) } }
    + (0..<6).map { level in (0..<count).map { $0 % 6 == level ? 1 : 0 } }

  static let target: [Double] = (0..<count).map { row in
    let u = (0..<9).map { columns[$0][row] }
    let sines = sin(0.1 * u[0]) + sin(0.2 * u[1]) + sin(0.3 * u[2])
    let cosines = cos(0.6 * u[3]) + cos(0.7 * u[4]) + cos(0.8 * u[5])
    let squares = u[6] * u[6] + u[7] * u[7] + u[8] * u[8]
    return 123 + 100 * (sines + cosines + squares + log(10 * Double(row % 6 + 1)))
  }

  static func order(_ epoch: Int) -> [Int] {
    (0..<count).map { ($0 * 1237 + 17 * epoch) % count }
  }

  static func parameters<Number: VectorNumber>(_ layout: NetLayout) -> NumberBlock<Number> {
    let block = NumberBlock<Number>(count: layout.count)
    for (index, layer) in layout.layers.enumerated() {
      let limit = (6 / Double(layer.inputs + layer.outputs)).squareRoot()
      for column in 0..<layer.outputs {
        let weights = (0..<layer.inputs).map { row in
          (2 * hashed(row * layer.outputs + column + 1_000_000 * (index + 1)) - 1) * limit
        }
        layer.weights(in: block).setColumn(column, weights)
      }
    }
    return block
  }
}

@Suite("Trainings beside a real peer")
struct NetTrainingPeerTests {
  private func losses<Number: VectorNumber>(
    _ recorded: RecordedTraining, as type: Number.Type
  ) -> [Double] {
    let layout = NetLayout(
      inputs: 15, hidden: recorded.layers, outputs: 1, activation: recorded.activation,
      output: recorded.output, normalises: false)
    let targets = RuledRows.target.map { recorded.scaled ? ($0 - 700) / 100 : $0 }
    var training = NetTraining<Number>(
      recorded.settings, layout: layout, parameters: RuledRows.parameters(layout),
      rows: NetRows(
        columns: RuledRows.columns, targets: [targets], weights: nil, rowCount: RuledRows.count))
    return recorded.losses.indices.map {
      training.epoch(RuledRows.order($0), random: RandomStream(seed: 0))
    }
  }

  @Test("three epochs have the recorded peer's losses to 1e-4", arguments: RecordedTraining.all)
  func asRecorded(recorded: RecordedTraining) {
    let floats = losses(recorded, as: Float.self)
    let doubles = losses(recorded, as: Double.self)
    for (epoch, loss) in recorded.losses.enumerated() {
      #expect(abs(floats[epoch] / loss - 1) < 1e-4)
      #expect(abs(doubles[epoch] / loss - 1) < 1e-4)
    }
  }

  @Test("the recorded trainings are there")
  func present() {
    #expect(RecordedTraining.all.count == 6)
  }
}
