package import Digests
import Kernels
import Learning

extension NetPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.flag(isDouble)
    writer.integer(layers.count)
    for layer in layers {
      writer.integer(layer.outputs)
      writer.text(layer.activation.rawValue)
      writer.block(bytes(of: layer.weights))
      writer.block(bytes(of: layer.bias))
    }
    writer.numbers(scale.shifts)
    writer.numbers(scale.factors)
    switch link {
    case .value(let shift, let scale):
      writer.byte(0)
      writer.number(shift)
      writer.number(scale)
    case .classes(let count, let present):
      writer.byte(1)
      writer.integer(count)
      writer.integers(present)
    }
    writer.numbers(epochs.map(\.training))
    writer.numbers(epochs.map { $0.validation ?? .nan })
    writer.integer(keptEpoch)
    writer.flag(outputIsDead)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    guard (0...Int(Int32.max)).contains(featureCount) else {
      throw reader.failure("a number of features")
    }
    isDouble = try reader.flag()
    var layers: [Layer] = []
    var inputs = featureCount
    for _ in 0..<(try reader.count(bytesEach: 32)) {
      let layer = try Self.layer(&reader, inputs: inputs, isDouble: isDouble)
      layers.append(layer)
      inputs = layer.outputs
    }
    self.layers = layers
    scale = NetScale(shifts: try reader.numbers(), factors: try reader.numbers())
    link = try Self.link(&reader)
    guard scale.shifts.count == featureCount, scale.factors.count == featureCount else {
      throw reader.failure("a shift and a factor for each feature")
    }
    guard !layers.isEmpty, link.outputs == inputs else {
      throw reader.failure("as many outputs as the predictions need")
    }
    let hidden = Set(layers.dropLast().map(\.activation))
    guard hidden.count <= 1 else { throw reader.failure("one activation for hidden layers") }
    let training = try reader.numbers()
    let validation = try reader.numbers()
    guard training.count == validation.count else { throw reader.failure("two losses an epoch") }
    epochs = zip(training, validation).map { Epoch(training: $0, validation: $1.isNaN ? nil : $1) }
    keptEpoch = try reader.integer()
    outputIsDead = try reader.flag()
  }

  private static func link(_ reader: inout ByteReader) throws(ByteReaderError) -> Link {
    switch try reader.byte() {
    case 0: return .value(shift: try reader.number(), scale: try reader.number())
    case 1:
      let count = try reader.integer()
      let present = try reader.integers()
      guard ClassLabels.countRange.contains(count), let first = present.first, first >= 0,
        let last = present.last, last < count,
        zip(present, present.dropFirst()).allSatisfy({ $0 < $1 })
      else { throw reader.failure("ascending places of classes") }
      return .classes(count: count, present: present)
    default: throw reader.failure("a way from outputs to predictions")
    }
  }

  private static func layer(
    _ reader: inout ByteReader, inputs: Int, isDouble: Bool
  ) throws(ByteReaderError) -> Layer {
    let outputs = try reader.integer()
    guard NetSettings.widthRange.contains(outputs) else { throw reader.failure("a layer's width") }
    guard let activation = Activation(rawValue: try reader.text()) else {
      throw reader.failure("an activation")
    }
    let weights = numbers(in: try reader.block(), isDouble: isDouble)
    let bias = numbers(in: try reader.block(), isDouble: isDouble)
    // The count of inputs is a stranger's word until the weights that it asks for are there.
    let (count, overflows) = inputs.multipliedReportingOverflow(by: outputs)
    guard !overflows, weights.count == count, bias.count == outputs else {
      throw reader.failure("a weight for each input and output")
    }
    return Layer(
      inputs: inputs, outputs: outputs, activation: activation, weights: weights, bias: bias)
  }

  /// Weights of floats take four bytes each.
  private func bytes(of numbers: [Double]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * (isDouble ? 8 : 4))
    for number in numbers {
      let bits = isDouble ? number.bitPattern : UInt64(Float(number).bitPattern)
      for shift in stride(from: UInt64(0), to: isDouble ? 64 : 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
    return bytes
  }

  private static func numbers(in bytes: [UInt8], isDouble: Bool) -> [Double] {
    let size = isDouble ? 8 : 4
    guard bytes.count % size == 0 else { return [] }
    return stride(from: 0, to: bytes.count, by: size).map { start in
      var bits: UInt64 = 0
      for index in 0..<size { bits |= UInt64(bytes[start + index]) << UInt64(8 * index) }
      return isDouble
        ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
  }
}
