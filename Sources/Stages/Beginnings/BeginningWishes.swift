/// What the person who begins an analysis has said of the table.
package struct BeginningWishes: Sendable {
  /// The column to predict.
  package var target: String
  /// Whether values or classes are predicted; nil where that is to be found.
  package var task: BeginningTask?
  /// Columns that name rows.
  package var ids: [String]
  /// The column with the times.
  package var time: String?
  /// The column with the groups.
  package var group: String?

  package init(
    target: String, task: BeginningTask? = nil, ids: [String] = [], time: String? = nil,
    group: String? = nil
  ) {
    self.target = target
    self.task = task
    self.ids = ids
    self.time = time
    self.group = group
  }

  /// The columns that are named, with the flag that names each.
  var named: [(flag: String, column: String)] {
    [("--target", target)] + ids.map { ("--id", $0) } + (time.map { [("--time", $0)] } ?? [])
      + (group.map { [("--group", $0)] } ?? [])
  }
}
