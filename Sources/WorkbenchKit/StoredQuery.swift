import Analyses
import Diagnostics
import Queries
import Stages
import Tables

/// A question in SQL to the stored tables of an analysis, which it can only read.
package struct StoredQuery {
  /// Why a question cannot be answered, and what may help.
  package struct Refusal: Error, CustomStringConvertible {
    package let description: String
  }

  /// The answer, a table.
  package let content: StoredOutputs.Content
  /// The columns that are empty, since the test rows are sealed.
  package let sealed: Set<String>

  /// Asks a question in SQL.
  ///
  /// A table goes by its stage's id with `-` as `_`, and another output than the first by
  /// `stage_output`.
  package init(_ sql: String, of opened: OpenedAnalysis) throws {
    let outputs = try StoredOutputs(opened)
    var references: [(name: String, reference: String)] = []
    for stage in opened.analysis.stages {
      for output in stage.kind.outputs where output.sort == .table {
        if output.name == stage.firstOutput { references.append((Self.name(stage.id), stage.id)) }
        references.append(
          (Self.name("\(stage.id)_\(output.name)"), "\(stage.id).\(output.name)"))
      }
    }
    let words = Self.words(sql)
    var tables: [String: Table] = [:]
    var sealed: Set<String> = []
    for (name, reference) in references where words.contains(name) && tables[name] == nil {
      guard let table = try StoredOutputs.table(try outputs.content(of: reference)) else {
        continue
      }
      let hidden = outputs.sealedColumns(of: reference)
      sealed.formUnion(hidden)
      tables[name] = table.columns.filter { hidden.contains($0.name) }.reduce(table) {
        $0.with(Column($1.name, texts: Array(repeating: nil, count: $1.count)))
      }
    }
    do throws(QueryError) {
      let table = try Query.run(sql, tables: tables)
      content = StoredOutputs.Content(format: Table.format, bytes: table.encoded(), settings: [])
    } catch {
      throw Self.refusal(error, names: references.map(\.name))
    }
    self.sealed = sealed
  }

  private static func name(_ id: String) -> String { id.replacing("-", with: "_") }

  /// The words of a query, of which some are names of tables.
  private static func words(_ sql: String) -> Set<String> {
    Set(
      sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }

  private static func refusal(_ error: QueryError, names: [String]) -> Refusal {
    guard case .unknownTable(let name) = error.problem else {
      let meant = error.suggestion.map { "; did you mean `\($0)`?" } ?? ""
      return Refusal(description: "the query: " + error.message + meant)
    }
    let nearest = Suggestion.nearest(to: name, among: names)
    return Refusal(
      description: "there is no table '\(name)'; "
        + (nearest.map { "did you mean `\($0)`?" }
          ?? "there are \(names.joined(separator: ", "))"))
  }
}
