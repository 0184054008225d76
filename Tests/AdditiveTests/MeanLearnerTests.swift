import Additive
import Kernels
import Learning
import Testing

@Suite("The mean learner")
struct MeanLearnerTests {
  @Test("it predicts the weighted mean for every row, missing values or not")
  func weightedMean() throws {
    let data = TrainingData(
      features: FeatureMatrix(names: ["a"], columns: [[1, .nan, 3]], rowCount: 3),
      target: [1, 2, 6], weights: [1, 0, 3])
    let fitted = try MeanLearner.fit(data, .init(), random: RandomStream(seed: 0))
    #expect(try fitted.predictions(for: data.features) == [4.75, 4.75, 4.75])
    #expect(fitted.operationsPerRow == 0)
    #expect(fitted.parameterCount == 1)
  }

  @Test("a constant target is given exactly")
  func constant() throws {
    let data = TrainingData(
      features: FeatureMatrix(names: [], columns: [], rowCount: 3), target: [0.1, 0.1, 0.1])
    let fitted = try MeanLearner.fit(data, .init(), random: RandomStream(seed: 0))
    #expect(try fitted.predictions(for: data.features) == [0.1, 0.1, 0.1])
  }
}
