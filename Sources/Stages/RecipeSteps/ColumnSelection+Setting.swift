import Analyses
import Learning

extension SettingForm where Value == ColumnSelection {
  /// The name of a group of columns, or a list of column names.
  static var columns: SettingForm<ColumnSelection> {
    let names = SettingForm<[String]>.list(of: .text, countMin: 1)
    let group = SettingForm<ColumnGroup>.choice()
    return SettingForm<ColumnSelection>(
      shape: .oneOrMore(group.shape),
      read: { node, reading in
        if node.items != nil { return names.read(node, &reading).map { .names($0) } }
        return group.read(node, &reading).map { .group($0) }
      },
      resolve: { selection in
        switch selection {
        case .group(let chosen): group.resolve(chosen)
        case .names(let chosen): names.resolve(chosen)
        }
      })
  }
}
