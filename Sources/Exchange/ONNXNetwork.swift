import Kernels
package import Nets

/// Writes a network as ONNX: features as the recipe gives them go in, predictions come out.
///
/// Scaling of features and target is part of the graph. Rows are doubles on the way in and out, as
/// the model takes them; what lies between has the numbers the network was trained with.
package struct ONNXNetwork {
  private let predictor: NetPredictor
  private var graph = ONNXGraph()
  private var element: ONNXGraph.Element { predictor.isDouble ? .double : .float }

  private init(_ predictor: NetPredictor) {
    self.predictor = predictor
  }

  /// The name of the graph's input, shape [rows, features].
  package static let input = "features"

  /// Gives the file of a network.
  package static func bytes(
    of predictor: NetPredictor, metadata: [(name: String, value: String)]
  ) -> [UInt8] {
    var network = ONNXNetwork(predictor)
    var values = network.scaled(input)
    for (index, layer) in predictor.layers.enumerated() {
      values = network.layer(index, layer, of: values)
    }
    let output = network.output(values)
    return network.graph.bytes(
      input: (input, predictor.featureCount), output: output,
      description: "A network: features as the recipe gives them go in, predictions come out.",
      metadata: metadata)
  }

  /// Brings features to size, with the limits that keep sums finite.
  private mutating func scaled(_ input: String) -> String {
    let (count, scale) = (predictor.featureCount, predictor.scale)
    let shift = graph.constant("features.shift", scale.shifts, shape: [count], .double)
    let factor = graph.constant("features.factor", scale.factors, shape: [count], .double)
    let limit = NetRows<Double>.limit
    let low = graph.constant("limit.low", [-limit], shape: [], .double)
    let high = graph.constant("limit.high", [limit], shape: [], .double)
    let moved = graph.node("Sub", [input, shift])
    let sized = graph.node("Mul", [moved, factor])
    let limited = graph.node("Clip", [sized, low, high])
    return predictor.isDouble ? limited : graph.cast(limited, to: .float)
  }

  private mutating func layer(
    _ index: Int, _ layer: NetPredictor.Layer, of values: String
  ) -> String {
    let weights = graph.constant(
      "layers.\(index).weight", layer.weights, shape: [layer.inputs, layer.outputs], element)
    let bias = graph.constant("layers.\(index).bias", layer.bias, shape: [layer.outputs], element)
    return activation(layer.activation, of: graph.node("Gemm", [values, weights, bias]))
  }

  private mutating func activation(_ activation: Activation, of values: String) -> String {
    switch activation {
    case .linear: return values
    case .relu: return graph.node("Relu", [values])
    case .tanh: return graph.node("Tanh", [values])
    case .sigmoid: return graph.node("Sigmoid", [values])
    case .silu: return graph.node("Mul", [values, graph.node("Sigmoid", [values])])
    case .selu:
      return inFloats(values) { graph, values in
        graph.node(
          "Selu", [values],
          [("alpha", .float(1.67326324235437)), ("gamma", .float(1.05070098735548))])
      }
    case .mish: return inFloats(values) { graph, values in graph.node("Mish", [values]) }
    case .gelu:
      return inFloats(values) { graph, values in
        func number(_ name: String, _ value: Double) -> String {
          graph.constant("\(values).\(name)", [value], shape: [], .float)
        }
        let size = number("size", 0.5.squareRoot())
        let one = number("one", 1)
        let half = number("half", 0.5)
        let error = graph.node("Erf", [graph.node("Mul", [values, size])])
        let share = graph.node("Mul", [graph.node("Add", [error, one]), half])
        return graph.node("Mul", [values, share])
      }
    }
  }

  /// Runtimes have some functions for floats only; their outputs lose no more than a float's digits.
  private mutating func inFloats(
    _ values: String, _ add: (inout ONNXGraph, String) -> String
  ) -> String {
    guard predictor.isDouble else { return add(&graph, values) }
    let result = add(&graph, graph.cast(values, to: .float))
    return graph.cast(result, to: .double)
  }

  /// Adds the way from the last layer to predictions, and gives the output's name and width.
  private mutating func output(_ values: String) -> (name: String, width: Int) {
    let odds = predictor.isDouble ? values : graph.cast(values, to: .double)
    switch predictor.link {
    case .value(let shift, let scale):
      let name = "prediction"
      let factor = graph.constant("target.scale", [scale], shape: [], .double)
      let start = graph.constant("target.shift", [shift], shape: [], .double)
      graph.node("Add", [graph.node("Mul", [odds, factor]), start], output: name)
      return (name, 1)
    case .classes(let count, let present):
      let name = "probabilities"
      classes(odds, count: count, present: present, output: name)
      return (name, count)
    }
  }

  /// Adds probabilities for all classes; those that training rows lacked have 0.
  private mutating func classes(_ odds: String, count: Int, present: [Int], output: String) {
    var places = [Double](repeating: 0, count: present.count * count)
    for (index, place) in present.enumerated() { places[index * count + place] = 1 }
    let matrix = graph.constant("classes", places, shape: [present.count, count], .double)
    let shares: String
    switch present.count {
    case 1:
      let zero = graph.constant("zero", [0], shape: [], .double)
      shares = graph.node("Exp", [graph.node("Mul", [odds, zero])])
    case 2:
      let second = graph.node("Sigmoid", [odds])
      let first = graph.node("Sigmoid", [graph.node("Neg", [odds])])
      shares = graph.node("Concat", [first, second], [("axis", .integer(1))])
    default:
      shares = graph.node("Softmax", [odds], [("axis", .integer(1))])
    }
    graph.node("MatMul", [shares, matrix], output: output)
  }
}
