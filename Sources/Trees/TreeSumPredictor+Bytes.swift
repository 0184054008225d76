package import Digests
import Learning

extension TreeSumPredictor {
  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    link.encode(into: &writer)
    writer.numbers(bases)
    writer.integer(trees.count)
    for tree in trees { tree.encode(into: &writer) }
    writer.text(learningCurve.unit)
    writer.numbers(learningCurve.training)
    writer.numbers(learningCurve.validation)
    writer.integer(learningCurve.kept)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let featureCount = try reader.integer()
    guard (0...Int(Int32.max)).contains(featureCount) else {
      throw reader.failure("a number of features")
    }
    let link = try Link(decoding: &reader)
    let bases = try reader.numbers()
    guard bases.count == link.marginCount else { throw reader.failure("a start for each margin") }
    var trees: [Tree] = []
    for _ in 0..<(try reader.count(bytesEach: 25)) {
      trees.append(try Tree(decoding: &reader, featureCount: featureCount))
    }
    guard trees.count % bases.count == 0 else { throw reader.failure("whole rounds of trees") }
    let unit = try reader.text()
    let training = try reader.numbers()
    let validation = try reader.numbers()
    self.init(
      featureCount: featureCount, link: link, bases: bases, trees: trees,
      curve: LearningCurve(
        unit: unit, training: training, validation: validation, kept: try reader.integer()))
  }
}

extension TreeSumPredictor.Link {
  fileprivate func encode(into writer: inout ByteWriter) {
    switch self {
    case .identity: writer.byte(0)
    case .exponential: writer.byte(1)
    case .mean: writer.byte(2)
    case .classes: writer.byte(3)
    case .shares: writer.byte(4)
    }
    if let classCount { writer.integer(classCount) }
  }

  fileprivate init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let tag = try reader.byte()
    switch tag {
    case 0: self = .identity
    case 1: self = .exponential
    case 2: self = .mean
    case 3, 4:
      let count = try reader.integer()
      guard ClassLabels.countRange.contains(count) else {
        throw reader.failure("a number of classes")
      }
      self = tag == 3 ? .classes(count) : .shares(count)
    default: throw reader.failure("what is made of the sums of trees")
    }
  }
}
