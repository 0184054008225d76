import Digests
import Foundation
import Kernels
import Learning
import Nets
import Testing

@Suite("Levels in networks")
struct EmbeddingTests {
  /// Two quantities and a column of levels whose effect no order of the levels gives.
  private static func data(_ rowCount: Int, levels: Int, missingEvery: Int? = nil) -> TrainingData {
    var random = RandomStream(seed: 12)
    let a = (0..<rowCount).map { _ in random.uniform() }
    let b = (0..<rowCount).map { _ in random.uniform() }
    let places = (0..<rowCount).map { row -> Double in
      if let missingEvery, row.isMultiple(of: missingEvery) { return .nan }
      return Double(random.integer(below: levels))
    }
    let effects = (0..<levels).map { Double(($0 * 7) % levels) }
    let target = (0..<rowCount).map { row in
      3 * a[row] - b[row] + (places[row].isNaN ? 20 : effects[Int(places[row])])
    }
    return TrainingData(
      features: FeatureMatrix(
        names: ["a", "level", "b"], columns: [a, places, b], rowCount: rowCount,
        levelCounts: [nil, levels, nil]),
      target: target)
  }

  private static var quick: NetSettings {
    var settings = NetSettings()
    settings.layers = [16]
    settings.epochs = 120
    settings.batchSize = 32
    settings.learningRate = 0.01
    return settings
  }

  private func bytes(_ predictor: any Predictor) -> [UInt8] {
    var writer = ByteWriter()
    predictor.encode(into: &writer)
    return writer.bytes
  }

  private func error(_ predictor: any Predictor, _ data: TrainingData) throws -> Double {
    let found = try predictor.predictions(for: data.features)
    return zip(found, data.target).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(data.target.count)
  }

  @Test("a network learns what levels stand for, missing ones among them")
  func learns() throws {
    let data = Self.data(400, levels: 6, missingEvery: 9)
    let predictor = try NetLearner.fit(data, Self.quick, random: RandomStream(seed: 1))
    #expect(predictor is EmbeddedNetPredictor)
    #expect(try error(predictor, data) < 0.3)
  }

  @Test("a level that training rows did not have is predicted like a missing one")
  func unknown() throws {
    let data = Self.data(200, levels: 4, missingEvery: 5)
    let predictor = try NetLearner.fit(data, Self.quick, random: RandomStream(seed: 1))
    let asked = FeatureMatrix(
      names: ["a", "level", "b"], columns: [[0.5, 0.5, 0.5], [.nan, 17, -1], [0.5, 0.5, 0.5]],
      rowCount: 3, levelCounts: [nil, 4, nil])
    let found = try predictor.predictions(for: asked)
    #expect(found[0] == found[1] && found[1] == found[2])
  }

  @Test("bytes read back to the same predictions, and a missing quantity is named")
  func stored() throws {
    let data = Self.data(120, levels: 5)
    let predictor = try NetLearner.fit(data, Self.quick, random: RandomStream(seed: 1))
    var reader = ByteReader(bytes(predictor))
    let again = try EmbeddedNetPredictor(decoding: &reader)
    #expect(reader.isAtEnd)
    #expect(try again.predictions(for: data.features) == predictor.predictions(for: data.features))
    let holes = FeatureMatrix(
      names: ["a", "level", "b"], columns: [[.nan], [1], [0.5]], rowCount: 1,
      levelCounts: [nil, 5, nil])
    #expect(throws: LearningError.missingFeature(column: "a", row: 0)) {
      try predictor.predictions(for: holes)
    }
  }

  @Test("damaged bytes are refused, never read beyond their end")
  func damaged() throws {
    let predictor = try NetLearner.fit(
      Self.data(60, levels: 3), Self.quick, random: RandomStream(seed: 1))
    let whole = bytes(predictor)
    for length in stride(from: 0, to: whole.count, by: 41) {
      var reader = ByteReader(Array(whole.prefix(length)))
      #expect(throws: (any Error).self) { try EmbeddedNetPredictor(decoding: &reader) }
    }
  }

  @Test("slopes by the numbers of levels are those of small differences")
  func gradients() throws {
    let layout = NetLayout(
      inputs: 2, embedded: [(levels: 3, width: 2), (levels: 2, width: 1)], hidden: [5],
      outputs: 1, activation: .tanh, output: .linear, normalises: false)
    var settings = NetSettings()
    settings.layers = [5]
    settings.batchSize = 6
    let block: NumberBlock<Double> = NetInitialiser.glorot.parameters(
      layout, random: RandomStream(seed: 4))
    var random = RandomStream(seed: 8)
    let columns = (0..<2).map { _ in (0..<6).map { _ in random.uniform() } }
    let rows = NetRows<Double>(
      columns: columns, levels: [[0, 1, 2, 3, 1, 1], [2, 0, 1, 1, 2, 2]], embeddedWidth: 3,
      targets: [(0..<6).map { _ in random.uniform() }], weights: nil, rowCount: 6)
    let training = NetTraining(settings, layout: layout, parameters: block, rows: rows)
    let all = Array(0..<6)[...]
    _ = training.lossAndGradient(all)
    let found = training.gradient.row.numbers
    for embedding in layout.embeddings {
      for place in embedding.place..<embedding.place + (embedding.levels + 1) * embedding.width {
        let step = 1e-5
        let kept = block.row[row: 0, column: place]
        block.row[row: 0, column: place] = kept + step
        let above = training.lossAndGradient(all)
        block.row[row: 0, column: place] = kept - step
        let below = training.lossAndGradient(all)
        block.row[row: 0, column: place] = kept
        let slope = (above - below) / (2 * step) / 6
        #expect(abs(slope - found[place]) < 1e-8, "place \(place)")
      }
    }
  }

  @Test("polishing is refused where a column holds text, and widths go by the levels")
  func limits() throws {
    var settings = Self.quick
    settings.polish = .levenbergMarquardt
    #expect(throws: LearningError.self) {
      try NetLearner.fit(Self.data(60, levels: 3), settings, random: RandomStream(seed: 1))
    }
    // round(1.6 * n ** 0.56) of the rule's authors.
    let widths = [1, 2, 6, 40, 1000, 1_000_000].map { NetEmbedding.standardWidth(levels: $0) }
    #expect(widths == [2, 2, 4, 13, 50, 50])
  }
}
