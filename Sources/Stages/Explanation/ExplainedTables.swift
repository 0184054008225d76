import Attribution
import Learning
import Tables

/// The values of explained rows as tables that people and other stages can read.
enum ExplainedTables {
  /// The columns beside those of players.
  static let ownNames = ["model", "row", "base", "prediction"]

  /// Gives the name of a player's column, which is its own unless it is one of the others.
  static func name(of player: String) -> String {
    ownNames.contains(player) ? "\(player) value" : player
  }

  /// The players of all models, in the order in which models name them first.
  static func players(_ parts: [ExplainedModel]) -> [String] {
    var seen: Set<String> = []
    return parts.flatMap(\.values.players).filter { seen.insert($0).inserted }
  }

  /// One row for each model and row; what a model does not read is missing.
  static func attributions(_ parts: [ExplainedModel], _ places: [Int]) -> Table {
    let count = places.count
    let missing = [Double](repeating: .nan, count: count)
    func column(_ player: String, _ columns: (Attributions) -> [[Double]]?) -> [Double] {
      parts.flatMap { part -> [Double] in
        guard let place = part.values.players.firstIndex(of: player) else { return missing }
        return columns(part.values)?[place] ?? missing
      }
    }
    let players = players(parts)
    var columns = [
      Column("model", texts: parts.flatMap { [String](repeating: $0.stage, count: count) }),
      Column("row", numbers: parts.flatMap { _ in places.map { Double($0 + 1) } }),
    ]
    columns += players.map { Column(name(of: $0), numbers: column($0, \.values)) }
    columns += [
      Column("base", numbers: parts.flatMap { [Double](repeating: $0.values.base, count: count) }),
      Column("prediction", numbers: parts.flatMap(\.values.outputs)),
    ]
    if parts.contains(where: { $0.values.errors != nil }) {
      columns += players.map { Column("\($0) error", numbers: column($0, \.errors)) }
    }
    var seen: Set<String> = []
    return Table(columns.filter { seen.insert($0.name).inserted })
  }

  /// What the models read of the rows, as it was in the table, and the column of groups.
  static func rows(of models: [Model], _ table: Table, _ places: [Int], by: String?) -> Table {
    let names = Set(models.flatMap { $0.recipe.inputs.map(\.name) } + (by.map { [$0] } ?? []))
    let number = Column("row", numbers: places.map { Double($0 + 1) })
    let own = table.columns.filter { names.contains($0.name) && $0.name != "row" }
    return Table([number] + own.map { $0.rows(places) })
  }
}
