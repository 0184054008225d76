package import Analyses
import Learning
import Tables

/// What a table offers to texts: its size, and the values of its row where it has one.
package enum TableValues: OutputValues {
  package static let sort = ArtifactType.Sort.table

  package static func offer(_ output: String, _ type: ArtifactType) -> ValueOffer {
    let columns = type.table?.columns
    let names = ["rows", "columns"]
    return ValueOffer(
      output: output, names: names + (columns ?? []).map(\.name).filter { !names.contains($0) },
      isOpen: columns == nil
    ) { name, outputs in
      let table = try outputs.output(output, as: Table.self)
      switch name {
      case "rows": return Wording.grouped(table.rowCount)
      case "columns": return Wording.grouped(table.columns.count)
      default: return try cell(name, of: table)
      }
    }
  }

  private static func cell(_ name: String, of table: Table) throws -> String {
    guard let column = table[name] else {
      throw StageProblem(
        "a quoted table has no column '\(name)'",
        hints: ["its columns are \(table.names.prefix(12).joined(separator: ", "))"])
    }
    guard table.rowCount == 1 else {
      throw StageProblem(
        "a value of column '\(name)' is quoted from a table with "
          + "\(Wording.count(table.rowCount, "row")); a table with one row is needed",
        hints: ["make one row of it with an `sql` stage, such as `SELECT avg(x) AS x FROM …`"])
    }
    switch column.values {
    case .numbers(let numbers): return ValueText.number(numbers[0])
    case .texts(let texts): return texts[0] ?? "nothing"
    case .flags(let flags): return flags[0].map { "\($0)" } ?? "nothing"
    case .dates(let dates): return dates.text(0) ?? "nothing"
    }
  }
}

/// What a model offers to texts: its size and its cost.
package enum ModelValues: OutputValues {
  package static let sort = ArtifactType.Sort.model

  package static func offer(_ output: String, _ type: ArtifactType) -> ValueOffer {
    ValueOffer(output: output, names: ["parameters", "operations"]) { name, outputs in
      let predictor = try outputs.output(output, as: Model.self).predictor
      return Wording.grouped(
        name == "parameters" ? predictor.parameterCount : predictor.operationsPerRow)
    }
  }
}
