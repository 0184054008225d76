/// What the weights of rows are multiplied by, by their class.
package enum ClassWeights: Codable, Hashable, Sendable {
  /// So that all classes weigh the same: rows over the number of classes times rows of the class.
  case balanced
  /// By label as a person writes it; a class that is not named keeps its weight.
  case named([Named])

  /// The weight of one class.
  package struct Named: Codable, Hashable, Sendable {
    package let label: String
    /// Finite and at least 0.
    package let weight: Double

    package init(label: String, weight: Double) {
      self.label = label
      self.weight = weight
    }
  }

  /// Gives the factor of each class for training rows of these classes.
  ///
  /// Throws for a name that is no label. A class without a row gets 1, which nothing uses.
  func factors(_ labels: ClassLabels, places: [Int]) throws(LearningError) -> [Double] {
    var factors = [Double](repeating: 1, count: labels.count)
    switch self {
    case .balanced:
      var counts = [Int](repeating: 0, count: labels.count)
      for place in places { counts[place] += 1 }
      for (place, count) in counts.enumerated() where count > 0 {
        factors[place] = Double(places.count) / (Double(labels.count) * Double(count))
      }
    case .named(let named):
      for item in named {
        guard let place = labels.place(named: item.label) else {
          throw .unknownLabel(setting: "class-weights", label: item.label, known: labels.names)
        }
        factors[place] = item.weight
      }
    }
    return factors
  }
}
