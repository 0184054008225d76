import Learning
import Testing

@Suite("Scores of folds")
struct FoldScoresTests {
  // R: s <- c(1.1, 0.9, 1.4, 1.0, 1.2); the error is sd(s) * sqrt(1/5 + 1/4), the interval
  // mean(s) + c(-1, 1) * qt(0.975, 4) * error.
  @Test("mean, deviation and the interval with the correction for shared rows")
  func known() throws {
    let scores = FoldScores([1.1, 0.9, 1.4, 1.0, 1.2], foldCount: 5)
    #expect(abs(scores.mean - 1.12) < 1e-12)
    #expect(abs(scores.deviation - 0.19235384061671346) < 1e-12)
    #expect(abs(scores.standardError - 0.12903487900563942) < 1e-12)
    let interval = try #require(scores.interval(level: 0.95))
    #expect(abs(interval.lowerBound - 0.7617417) < 1e-6)
    #expect(abs(interval.upperBound - 1.4782583) < 1e-6)
  }

  @Test("one score, none, and one that is not a number have no interval and no false mean")
  func degenerate() {
    #expect(FoldScores([], foldCount: 5).mean.isNaN)
    #expect(FoldScores([2], foldCount: 2).interval(level: 0.95) == nil)
    #expect(FoldScores([2], foldCount: 2).standardError == 0)
    let broken = FoldScores([1, .nan, 2], foldCount: 3)
    #expect(broken.mean.isNaN)
    #expect(broken.interval(level: 0.95) == nil)
  }

  @Test("differences are taken fit by fit, so that what folds share cancels")
  func paired() {
    let one = FoldScores([1, 5, 9], foldCount: 3)
    let other = FoldScores([2, 6, 10], foldCount: 3)
    let difference = one.differences(to: other)
    #expect(difference.values == [-1, -1, -1])
    #expect(difference.standardError == 0)
  }
}
