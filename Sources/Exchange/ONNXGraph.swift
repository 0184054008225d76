/// A graph in the form of ONNX that grows node by node, from one input to one output.
///
/// The numbers of fields are those of `onnx.proto`, intermediate representation 8 with operator set
/// 18, which every runtime since 2023 reads.
struct ONNXGraph {
  /// What numbers are in a tensor, by their code in the format.
  enum Element: Int {
    case float = 1
    case integer = 7
    case double = 11
  }

  /// A setting of a node.
  enum Attribute {
    case float(Float)
    case integer(Int)
  }

  private static let representation = 8
  private static let operatorSet = 18

  private var nodes: [[UInt8]] = []
  private var tensors: [[UInt8]] = []

  /// Adds a node and gives the name of its output.
  @discardableResult
  mutating func node(
    _ operation: String, _ inputs: [String], output: String? = nil,
    _ attributes: [(name: String, value: Attribute)] = []
  ) -> String {
    let name = output ?? "\(operation.lowercased())_\(nodes.count)"
    var node = ProtobufWriter()
    for input in inputs { node.text(1, input) }
    node.text(2, name)
    node.text(3, "\(name)_node")
    node.text(4, operation)
    for attribute in attributes {
      node.message(5) { message in
        message.text(1, attribute.name)
        switch attribute.value {
        case .float(let value):
          message.float(2, value)
          message.integer(20, 1)
        case .integer(let value):
          message.integer(3, value)
          message.integer(20, 2)
        }
      }
    }
    nodes.append(node.bytes)
    return name
  }

  /// Adds a node that turns numbers into those of another sort.
  mutating func cast(_ input: String, to element: Element) -> String {
    node("Cast", [input], [("to", .integer(element.rawValue))])
  }

  /// Adds numbers that are always the same, of a shape, and gives their name.
  mutating func constant(
    _ name: String, _ numbers: [Double], shape: [Int], _ element: Element
  ) -> String {
    var tensor = ProtobufWriter()
    for size in shape { tensor.integer(1, size) }
    tensor.integer(2, element.rawValue)
    tensor.text(8, name)
    tensor.block(9, TensorBytes.bytes(of: numbers, isDouble: element == .double))
    tensors.append(tensor.bytes)
    return name
  }

  /// Gives the file: rows of features in, rows of outputs out, any number of them.
  func bytes(
    input: (name: String, width: Int), output: (name: String, width: Int), description: String,
    metadata: [(name: String, value: String)]
  ) -> [UInt8] {
    var model = ProtobufWriter()
    model.integer(1, Self.representation)
    model.text(2, "workbench")
    model.text(6, description)
    model.message(7) { graph in
      for node in nodes { graph.block(1, node) }
      graph.text(2, "network")
      for tensor in tensors { graph.block(5, tensor) }
      graph.message(11) { Self.describe(input, &$0) }
      graph.message(12) { Self.describe(output, &$0) }
    }
    model.message(8) { set in
      set.text(1, "")
      set.integer(2, Self.operatorSet)
    }
    for entry in metadata {
      model.message(14) { message in
        message.text(1, entry.name)
        message.text(2, entry.value)
      }
    }
    return model.bytes
  }

  /// Describes rows of doubles.
  private static func describe(
    _ value: (name: String, width: Int), _ message: inout ProtobufWriter
  ) {
    message.text(1, value.name)
    message.message(2) { type in
      type.message(1) { tensor in
        tensor.integer(1, Element.double.rawValue)
        tensor.message(2) { shape in
          shape.message(1) { $0.text(2, "rows") }
          shape.message(1) { $0.integer(1, value.width) }
        }
      }
    }
  }
}
