import Analyses
import Diagnostics
import Learning
import Trees

extension TreeOptions {
  /// Asks for what trees can be told besides their first settings.
  static func settings(_ reader: inout SettingReader) -> TreeOptions {
    var options = TreeOptions()
    loss(&reader, &options)
    growth(&reader, &options)
    leaves(&reader, &options)
    sampling(&reader, &options)
    options.monotone = reader.setting(
      "monotone", .monotone, standard: [], absent: [],
      "Columns whose predictions may only go one way as their values go up.")
    check(options, &reader)
    return options
  }

  /// What is made small.
  private static func loss(_ reader: inout SettingReader, _ options: inout TreeOptions) {
    options.loss = reader.setting(
      "loss", .choice(), standard: options.loss, absent: options.loss,
      "The error of values that is made small; `poisson` is for counts. Classes take the log loss.")
    options.quantile = reader.setting(
      "quantile", .number(in: 0.001...0.999), standard: options.quantile,
      absent: options.quantile,
      "With `loss: quantile` the share of rows that shall lie below the prediction.")
    options.huber = reader.setting(
      "huber", .number(in: 1e-9...1e12), standard: options.huber, unit: "target",
      absent: options.huber,
      "The distance at which the Huber loss gets straight.")
  }

  /// Which nodes are divided.
  private static func growth(_ reader: inout SettingReader, _ options: inout TreeOptions) {
    options.growth = reader.setting(
      "growth", .choice(), standard: options.growth, absent: options.growth,
      "Whether all nodes are divided down to `depth`, or the one with the greatest gain up to `leaves`."
    )
    options.leaves = reader.setting(
      "leaves", .integer(in: 1...65_536), standard: options.leaves, unit: "leaves",
      absent: options.leaves, "The most leaves of a tree with `growth: leaf-wise`.")
    options.rowsPerLeaf = reader.setting(
      "rows-per-leaf", .integer(in: 1...1_000_000_000), standard: options.rowsPerLeaf,
      unit: "rows", absent: options.rowsPerLeaf,
      "The least number of rows on each side of a split; rows count by their share of the weight.")
    options.levelsL2 = reader.setting(
      "levels-l2", .number(in: 0 ... .greatestFiniteMagnitude), standard: options.levelsL2,
      unit: "rows", absent: options.levelsL2,
      "What is added to `l2` where a column has so many levels that they are put in order first.")
  }

  /// What leaves predict.
  private static func leaves(_ reader: inout SettingReader, _ options: inout TreeOptions) {
    options.leafForm = reader.setting(
      "leaf", .choice(), standard: options.leafForm, absent: options.leafForm,
      "Whether a leaf predicts one value, or a plane over the columns on the way to it.")
    options.slopesL2 = reader.setting(
      "slopes-l2", .number(in: 0 ... .greatestFiniteMagnitude), standard: options.slopesL2,
      unit: "rows", absent: options.slopesL2,
      "Draws the slopes of such planes to 0 as that many rows would.")
  }

  /// What each tree sees, and how many are kept.
  private static func sampling(_ reader: inout SettingReader, _ options: inout TreeOptions) {
    options.rowShare = reader.setting(
      "row-share", .number(in: 0.0001...1), standard: options.rowShare,
      absent: options.rowShare, "The share of rows, drawn anew, that each round sees.")
    options.columnShare = reader.setting(
      "column-share", .number(in: 0.0001...1), standard: options.columnShare,
      absent: options.columnShare, "The share of columns, drawn anew, that each round sees.")
    options.validation = reader.setting(
      "early-stopping", .number(in: 0...0.9), standard: options.validation,
      absent: options.validation,
      "The share of rows set aside to choose the number of rounds; all rows are then fitted with it."
    )
    options.patience = reader.setting(
      "patience", .integer(in: 1...1_000_000), standard: options.patience, unit: "rounds",
      absent: options.patience,
      "How many rounds without a better one end the search with `early-stopping`.")
  }

  private static func check(_ options: TreeOptions, _ reader: inout SettingReader) {
    if !options.monotone.isEmpty, options.leafForm == .linear {
      reader.report(
        .conflict, "`monotone` does not hold with `leaf: linear`, as slopes may go any way",
        at: "monotone", hints: ["leave one of them out"])
    }
  }
}

extension SettingForm where Value == [TreeOptions.Monotone] {
  /// A mapping from columns to `increasing` or `decreasing`.
  fileprivate static var monotone: SettingForm<[TreeOptions.Monotone]> {
    let directions = SettingForm<[(name: String, item: TreeDirection)]>.named(
      "column", .choice(), countMin: 0)
    return SettingForm<[TreeOptions.Monotone]>(
      shape: directions.shape,
      read: { node, reading in
        directions.read(node, &reading).map { items in
          items.map { TreeOptions.Monotone($0.name, $0.item) }
            .sorted { $0.feature < $1.feature }
        }
      },
      resolve: { value in directions.resolve(value.map { ($0.feature, $0.direction) }) })
  }
}
