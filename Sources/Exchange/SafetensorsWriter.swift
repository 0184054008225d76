import Kernels
package import Nets

/// Writes the numbers of a network as safetensors, with the names and shapes of PyTorch's layers.
///
/// The format: eight bytes for the header's length, the header as JSON, and the numbers. Layer i has
/// `layers.i.weight`, shape [outputs, inputs], and `layers.i.bias`. What comes before and after the
/// layers is there too: a feature is less `features.shift`, times `features.factor`; a value is the
/// output times `target.scale`, plus `target.shift`.
package enum SafetensorsWriter {
  private struct Tensor {
    let name: String
    let shape: [Int]
    let numbers: [Double]
    let isDouble: Bool
  }

  /// Gives the file of a network.
  package static func bytes(
    of predictor: NetPredictor, metadata: [(name: String, value: String)]
  ) -> [UInt8] {
    var members: [(String, JSONText)] = [("__metadata__", notes(predictor, metadata))]
    var content: [UInt8] = []
    for tensor in tensors(predictor) {
      let start = content.count
      content += TensorBytes.bytes(of: tensor.numbers, isDouble: tensor.isDouble)
      members.append(
        (
          tensor.name,
          .object([
            ("dtype", .text(tensor.isDouble ? "F64" : "F32")),
            ("shape", .list(tensor.shape.map { .number("\($0)") })),
            ("data_offsets", .list([.number("\(start)"), .number("\(content.count)")])),
          ])
        ))
    }
    var header = JSONText.object(members).bytes
    // The numbers begin at a multiple of eight, so that they can be used where they lie.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + content
  }

  /// The doubles come first, so that all numbers lie at multiples of their size.
  private static func tensors(_ predictor: NetPredictor) -> [Tensor] {
    let count = predictor.featureCount
    var tensors = [
      Tensor(
        name: "features.shift", shape: [count], numbers: predictor.scale.shifts, isDouble: true),
      Tensor(
        name: "features.factor", shape: [count], numbers: predictor.scale.factors, isDouble: true),
    ]
    if case .value(let shift, let scale) = predictor.link {
      tensors.append(Tensor(name: "target.shift", shape: [1], numbers: [shift], isDouble: true))
      tensors.append(Tensor(name: "target.scale", shape: [1], numbers: [scale], isDouble: true))
    }
    for (index, layer) in predictor.layers.enumerated() {
      let transposed = (0..<layer.outputs).flatMap { output in
        (0..<layer.inputs).map { layer.weights[$0 * layer.outputs + output] }
      }
      tensors.append(
        Tensor(
          name: "layers.\(index).weight", shape: [layer.outputs, layer.inputs],
          numbers: transposed, isDouble: predictor.isDouble))
      tensors.append(
        Tensor(
          name: "layers.\(index).bias", shape: [layer.outputs], numbers: layer.bias,
          isDouble: predictor.isDouble))
    }
    return tensors
  }

  private static func notes(
    _ predictor: NetPredictor, _ metadata: [(name: String, value: String)]
  ) -> JSONText {
    var notes: [(String, JSONText)] = [
      ("format", .text("pt")),
      ("activations", .text(predictor.layers.map(\.activation.rawValue).joined(separator: ","))),
    ]
    if case .classes(let count, let present) = predictor.link {
      notes.append(("class_count", .text("\(count)")))
      notes.append(
        ("classes_of_outputs", .text(present.map { "\($0)" }.joined(separator: ","))))
    }
    return .object(notes + metadata.map { ($0.name, .text($0.value)) })
  }
}
