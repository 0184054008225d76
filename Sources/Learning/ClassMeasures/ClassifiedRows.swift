/// Rows whose class is known, with what a model says of them.
///
/// A class is known by its place from 0; of two classes the second is the positive one.
package struct ClassifiedRows: Sendable {
  package let classCount: Int
  /// The class of each row.
  package let targets: [Int]
  /// Row-major, shape [rows, classes], each in 0...1.
  package let probabilities: [Double]
  /// The class that was chosen for each row, which need not be the most probable one.
  package let chosen: [Int]
  /// What errors cost, or nil where nothing is known of it.
  package let costs: ClassCosts?
  /// The weight of each row, or nil where every row counts the same.
  package let weights: [Double]?

  /// Takes a class, probabilities and a choice for each row.
  package init(
    classCount: Int, targets: [Int], probabilities: [Double], chosen: [Int],
    costs: ClassCosts? = nil, weights: [Double]? = nil
  ) {
    precondition(weights.map { $0.count == targets.count } ?? true, "every row has a weight")
    precondition(costs.map { $0.classCount == classCount } ?? true, "every pair has a cost")
    precondition(classCount >= 2, "there are classes to tell apart")
    precondition(chosen.count == targets.count, "every row has a choice")
    precondition(
      probabilities.count == targets.count * classCount, "every row has all probabilities")
    precondition(
      (targets + chosen).allSatisfy { (0..<classCount).contains($0) }, "every class has a place")
    self.classCount = classCount
    self.targets = targets
    self.probabilities = probabilities
    self.chosen = chosen
    self.costs = costs
    self.weights = weights
  }

  /// Takes the class of each row and what a model says of them.
  package init(
    targets: [Int], _ predictions: ClassPredictions, costs: ClassCosts? = nil,
    weights: [Double]? = nil
  ) {
    self.init(
      classCount: predictions.labels.count, targets: targets,
      probabilities: predictions.probabilities, chosen: predictions.places, costs: costs,
      weights: weights)
  }

  /// Gives some of the rows, in the order asked for.
  package func rows(_ places: [Int]) -> ClassifiedRows {
    ClassifiedRows(
      classCount: classCount, targets: places.map { targets[$0] },
      probabilities: places.flatMap {
        probabilities[$0 * classCount..<($0 + 1) * classCount]
      },
      chosen: places.map { chosen[$0] }, costs: costs)
  }

  /// The number of rows.
  package var rowCount: Int { targets.count }

  /// The classes that stand for themselves against the rest: the positive one of two, or all.
  package var facedClasses: [Int] { classCount == 2 ? [1] : Array(0..<classCount) }

  /// Gives the probabilities of a class in all rows.
  package func probabilities(class place: Int) -> [Double] {
    stride(from: place, to: probabilities.count, by: classCount).map { probabilities[$0] }
  }

  /// Tells for each row whether it is of a class.
  package func isOf(class place: Int) -> [Bool] { targets.map { $0 == place } }

  /// The probability of its own class in each row.
  package var ownProbabilities: [Double] {
    targets.enumerated().map { row, place in probabilities[row * classCount + place] }
  }

  /// The cell of a confusion matrix that each row counts in: its class times count plus its choice.
  var cells: [Int] { zip(targets, chosen).map { $0 * classCount + $1 } }
}
