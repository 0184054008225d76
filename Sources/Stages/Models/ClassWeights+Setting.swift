import Analyses
import Learning

extension SettingForm where Value == ClassWeights? {
  /// `none`, `balanced`, or a mapping from labels to weights.
  static var classWeights: SettingForm<ClassWeights?> {
    let words = SettingForm<ClassWeightsWord>.choice()
    let weight = SettingForm<Double>.number(in: 0...1e12)
    let weights = SettingForm<[(name: String, item: Double)]>.named("label", weight, countMin: 1)
    return SettingForm<ClassWeights?>(
      shape: .choiceOrNamed(ClassWeightsWord.allCases.map(\.rawValue), weight.shape),
      read: { node, reading in
        guard node.entries != nil else {
          return words.read(node, &reading).map { $0 == .balanced ? .balanced : nil }
        }
        return weights.read(node, &reading).map { items in
          .named(
            items.map { ClassWeights.Named(label: $0.name, weight: $0.item) }
              .sorted { $0.label < $1.label })
        }
      },
      resolve: { value in
        switch value {
        case nil: .text(ClassWeightsWord.none.rawValue)
        case .balanced?: .text(ClassWeightsWord.balanced.rawValue)
        case .named(let named)?: weights.resolve(named.map { ($0.label, $0.weight) })
        }
      })
  }
}

extension SettingReader {
  /// Reads how rows are weighted for their class; where `absent` says so, no weights leave the key.
  mutating func classWeights(absent: ClassWeights?? = nil) -> ClassWeights? {
    setting(
      "class-weights", .classWeights, standard: nil, absent: absent,
      "How much the rows of each class count: balanced makes classes weigh the same, a mapping "
        + "gives the weight of some labels.")
  }
}

/// The words for weights of classes.
private enum ClassWeightsWord: String, CaseIterable {
  case none
  case balanced
}
