/// Costs of errors as a person writes them, by label.
package enum NamedCosts: Hashable, Sendable {
  /// Of two classes: choosing the positive one wrongly, and not choosing it wrongly.
  case errors(falsePositive: Double, falseNegative: Double)
  /// Of any classes; a pair that is not named costs 1, and being right costs 0.
  case pairs([Pair])

  /// The cost of choosing a class for a row of a class.
  package struct Pair: Hashable, Sendable {
    package let target: String
    package let chosen: String
    /// Finite and at least 0.
    package let cost: Double

    package init(target: String, chosen: String, cost: Double) {
      self.target = target
      self.chosen = chosen
      self.cost = cost
    }
  }

  /// Gives the costs for these classes; throws for a name that is no label.
  package func costs(_ labels: ClassLabels) throws(LearningError) -> ClassCosts {
    switch self {
    case .errors(let falsePositive, let falseNegative):
      guard labels.count == 2 else { throw .costsOfManyClasses(count: labels.count) }
      return ClassCosts(falsePositive: falsePositive, falseNegative: falseNegative)
    case .pairs(let pairs):
      let count = labels.count
      var values = (0..<count * count).map { $0 % (count + 1) == 0 ? 0.0 : 1 }
      for pair in pairs {
        let target = try place(of: pair.target, labels)
        values[target * count + (try place(of: pair.chosen, labels))] = pair.cost
      }
      return ClassCosts(classCount: count, values: values)
    }
  }

  private func place(of name: String, _ labels: ClassLabels) throws(LearningError) -> Int {
    guard let place = labels.place(named: name) else {
      throw .unknownLabel(setting: "cost-matrix", label: name, known: labels.names)
    }
    return place
  }
}
