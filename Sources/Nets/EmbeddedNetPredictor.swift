package import Digests
package import Learning

/// A trained network whose inputs are quantities and numbers that stand for levels of columns.
///
/// A missing level, and one that training rows did not have, have numbers of their own.
package struct EmbeddedNetPredictor: FindingPredictor, LearningPredictor, Equatable {
  package static let format = "net with levels 1"
  package static let acceptsMissing = true

  /// The numbers that stand for the levels of one feature.
  package struct Embedding: Equatable, Sendable {
    /// The place of the feature.
    package let feature: Int
    package let levels: Int
    package let width: Int
    /// Row by row, the first row for missing and unknown levels.
    package let numbers: [Double]
  }

  /// The network over the quantities, in their order, and then the numbers of levels.
  package let network: NetPredictor
  package let featureCount: Int
  package let embeddings: [Embedding]

  package var outputCount: Int { network.outputCount }
  package var operationsPerRow: Int { network.operationsPerRow + embeddings.count }
  package var parameterCount: Int {
    embeddings.reduce(network.parameterCount) { $0 + $1.numbers.count }
  }
  package var learningCurve: LearningCurve { network.learningCurve }
  package var findings: [PredictorFinding] { network.findings }

  package func predictions(
    for features: FeatureMatrix
  ) throws(LearningError) -> [Double] {
    network.predictions(for: try inputs(of: features))
  }

  /// The feature that each input of the network is made of: quantities, then numbers of levels.
  package var inputFeatures: [Int] {
    let embedded = Set(embeddings.map(\.feature))
    return (0..<featureCount).filter { !embedded.contains($0) }
      + embeddings.flatMap { [Int](repeating: $0.feature, count: $0.width) }
  }

  /// Gives the features as the network takes them; throws where a quantity is missing.
  package func inputs(of features: FeatureMatrix) throws(LearningError) -> FeatureMatrix {
    precondition(features.columns.count == featureCount, "the features are those of training")
    let embedded = Set(embeddings.map(\.feature))
    let quantities = features.columns.indices.filter { !embedded.contains($0) }
    for feature in quantities {
      if let row = features.columns[feature].firstIndex(where: \.isNaN) {
        throw .missingFeature(column: features.names[feature], row: row)
      }
    }
    var columns = quantities.map { features.columns[$0] }
    for embedding in embeddings { columns += self.columns(embedding, features) }
    return FeatureMatrix(
      names: columns.indices.map { "\($0)" }, columns: columns, rowCount: features.rowCount)
  }

  /// Gives the numbers of one feature's levels as columns.
  private func columns(_ embedding: Embedding, _ features: FeatureMatrix) -> [[Double]] {
    let rows = features.columns[embedding.feature].map {
      NetEmbedding.row($0, of: embedding.levels) * embedding.width
    }
    return (0..<embedding.width).map { column in rows.map { embedding.numbers[$0 + column] } }
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(featureCount)
    writer.integer(embeddings.count)
    for embedding in embeddings {
      writer.integer(embedding.feature)
      writer.integer(embedding.levels)
      writer.numbers(embedding.numbers)
    }
    network.encode(into: &writer)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    featureCount = try reader.integer()
    var embeddings: [Embedding] = []
    for _ in 0..<(try reader.count(bytesEach: 24)) {
      let feature = try reader.integer()
      let levels = try reader.integer()
      let numbers = try reader.numbers()
      guard (0..<max(featureCount, 0)).contains(feature), levels >= 0, levels < Int(Int32.max),
        !numbers.isEmpty, numbers.count.isMultiple(of: levels + 1)
      else { throw reader.failure("numbers for each level of a feature") }
      embeddings.append(
        Embedding(
          feature: feature, levels: levels, width: numbers.count / (levels + 1), numbers: numbers))
    }
    self.embeddings = embeddings
    network = try NetPredictor(decoding: &reader)
    let width = embeddings.reduce(0) { $0 + $1.width }
    guard Set(embeddings.map(\.feature)).count == embeddings.count,
      network.featureCount == featureCount - embeddings.count + width
    else { throw reader.failure("an input of the network for each feature and number of a level") }
  }

  /// Takes a network whose inputs are quantities and then the numbers of the embeddings.
  init(network: NetPredictor, featureCount: Int, embeddings: [Embedding]) {
    self.network = network
    self.featureCount = featureCount
    self.embeddings = embeddings
  }
}
