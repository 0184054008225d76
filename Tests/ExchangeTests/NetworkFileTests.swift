import Digests
import Exchange
import Foundation
import Kernels
import Learning
import Nets
import TestSupport
import Testing

/// A network with weights by a rule, so that it is the same on every machine.
struct RuledNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  let activation: Activation
  var isDouble = false
  /// How many classes there are, and which of them training rows had; nil for values.
  var classes: (count: Int, present: [Int])?

  var testDescription: String { name }

  static let all: [RuledNetwork] =
    Activation.allCases.map { RuledNetwork(name: "floats-\($0)", activation: $0) }
    + Activation.allCases.map {
      RuledNetwork(name: "doubles-\($0)", activation: $0, isDouble: true)
    } + [
      RuledNetwork(name: "two-classes", activation: .tanh, classes: (2, [0, 1])),
      RuledNetwork(name: "three-classes", activation: .silu, classes: (3, [0, 1, 2])),
      RuledNetwork(name: "absent-classes", activation: .relu, classes: (5, [0, 2, 4])),
      RuledNetwork(name: "two-of-four", activation: .relu, classes: (4, [1, 3])),
      RuledNetwork(name: "one-class", activation: .relu, classes: (3, [1])),
    ]

  /// Gives the network, as if it had been read from a stored model.
  func predictor() throws -> NetPredictor {
    var writer = ByteWriter()
    var place = 0
    func numbers(_ count: Int, size: Double) -> [UInt8] {
      let numbers = (0..<count).map { index in
        Float((2 * CrossingRows.hashed(place + index) - 1) * size)
      }
      place += count
      return numbers.flatMap { number in
        let bits = isDouble ? Double(number).bitPattern : UInt64(number.bitPattern)
        return (0..<(isDouble ? 8 : 4)).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
      }
    }
    let outputs = classes.map { $0.present.count > 2 ? $0.present.count : 1 } ?? 1
    let widths = [6, 24, 16, outputs]
    writer.integer(6)
    writer.flag(isDouble)
    writer.integer(3)
    for layer in 0..<3 {
      writer.integer(widths[layer + 1])
      writer.text(layer < 2 ? activation.rawValue : "linear")
      writer.block(numbers(widths[layer] * widths[layer + 1], size: 1.5 / Double(layer + 1)))
      writer.block(numbers(widths[layer + 1], size: 0.5))
    }
    writer.numbers([0.25, 33, 5.5, 0.5, 5.5, 1])
    writer.numbers([0.17, 0.016, 0.14, 1.7, 0.14, 0.6])
    if let classes {
      writer.byte(1)
      writer.integer(classes.count)
      writer.integers(classes.present)
    } else {
      writer.byte(0)
      writer.number(200)
      writer.number(9)
    }
    writer.numbers([])
    writer.numbers([])
    writer.integer(0)
    writer.flag(false)
    var reader = ByteReader(writer.bytes)
    return try NetPredictor(decoding: &reader)
  }
}

@Suite("Networks for other programs")
struct NetworkFileTests {
  @Test("onnxruntime predicts as the product does", arguments: RuledNetwork.all)
  func predictAsHere(network: RuledNetwork) throws {
    let predictor = try network.predictor()
    let bytes = ONNXNetwork.bytes(of: predictor, metadata: [("target", "y")])
    try #require(
      try ExportedModels.isRecorded("\(network.name).onnx", bytes),
      "the file is not the recorded one; see Tests/Oracles/record_exchange.py")
    let recorded = try CrossingRows.recorded("\(network.name).onnx.f32")
    let rows = CrossingRows.known.rows(Array(0..<recorded.count / predictor.outputCount))
    let difference = CrossingRows.difference(predictor.predictions(for: rows), recorded)
    #expect(difference < 1e-5, "\(difference)")
  }

  /// A tensor's name, shape and sum, as the peer read them.
  private struct Tensor: Decodable {
    let shape: [Int]
    let sum: Double

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      shape = try container.decode([Int].self)
      sum = try container.decode(Double.self)
    }
  }

  @Test(
    "safetensors reads the shapes and sums of all layers",
    arguments: ["floats-tanh", "doubles-tanh"])
  func readAsHere(name: String) throws {
    let network = try #require(RuledNetwork.all.first { $0.name == name })
    let predictor = try network.predictor()
    let bytes = SafetensorsWriter.bytes(of: predictor, metadata: [("target", "y")])
    try #require(
      try ExportedModels.isRecorded("\(name).safetensors", bytes),
      "the file is not the recorded one; see Tests/Oracles/record_exchange.py")
    let tensors = try OracleFile.json([String: Tensor].self, "exchange/\(name).safetensors.json")
    #expect(tensors.count == 4 + 2 * predictor.layers.count)
    for (index, layer) in predictor.layers.enumerated() {
      let weight = try #require(tensors["layers.\(index).weight"])
      #expect(weight.shape == [layer.outputs, layer.inputs])
      #expect(abs(weight.sum - layer.weights.reduce(0, +)) < 1e-9)
      let bias = try #require(tensors["layers.\(index).bias"])
      #expect(bias.shape == [layer.outputs])
      #expect(abs(bias.sum - layer.bias.reduce(0, +)) < 1e-9)
    }
    let scale = try #require(tensors["target.scale"])
    #expect(scale.sum == 9)
  }
}
