import Cache
import Foundation
import Kernels
import TestSupport
import WorkbenchKit

/// A small table of numbers and texts with a target, to which columns can be added.
struct PlantedTable {
  static let rowCount = 400

  private(set) var names = ["width", "height", "colour"]
  private(set) var columns: [[String]]
  /// The target as numbers and as one of two words, about a third of which are `yes`.
  let price: [Double]
  let isSold: [Bool]
  private let noise: [Double]

  init(rowCount: Int = Self.rowCount, seed: UInt64 = 1) {
    var random = RandomStream(seed: seed)
    let width = (0..<rowCount).map { _ in random.normal() }
    let height = (0..<rowCount).map { _ in random.uniform() * 10 }
    let colour = (0..<rowCount).map { _ in random.integer(below: 4) }
    price = (0..<rowCount).map { row in
      let value = 50 + 8 * width[row] + height[row] * height[row] / 4 + 3 * Double(colour[row])
      return ((value + 2 * random.normal()) * 100).rounded() / 100
    }
    let sorted = price.sorted()
    let edge = sorted[rowCount * 2 / 3]
    isSold = price.map { $0 + 3 * random.normal() > edge }
    noise = (0..<rowCount).map { _ in random.normal() }
    columns = [
      width.map { "\($0)" }, height.map { "\($0)" },
      colour.map { ["red", "blue", "green", "grey"][$0] },
    ]
  }

  /// Gives the table with one more column; the closure gets the row, its price, whether it is sold,
  /// and noise with a deviation of 1.
  func adding(_ name: String, _ value: (Int, Double, Bool, Double) -> String) -> PlantedTable {
    var table = self
    table.names.append(name)
    table.columns.append(price.indices.map { value($0, price[$0], isSold[$0], noise[$0]) })
    return table
  }

  /// Gives the table with the columns `price` and `sold` at its end.
  var withTargets: PlantedTable {
    adding("price") { _, price, _, _ in "\(price)" }.adding("sold") { _, _, sold, _ in
      sold ? "yes" : "no"
    }
  }

  /// The table as CSV, each field in quotes where it needs them.
  var csv: String {
    let header = names.map(Self.quoted).joined(separator: ",")
    let rows = price.indices.map { row in
      columns.map { Self.quoted($0[row]) }.joined(separator: ",")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { "\",\n\r\r\n".contains($0) }) || text.hasPrefix(" ") else {
      return text
    }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}

/// An analysis begun from a table in a folder of its own.
struct Begun {
  let folder: TemporaryFolder
  let new: NewAnalysis
  let text: String

  /// Writes the files and begins; the closure may ask for more.
  init(
    _ csv: String, target: String, files: [String: String] = [:],
    _ change: (inout NewAnalysis.Request, URL) -> Void = { _, _ in }
  ) throws {
    folder = try TemporaryFolder()
    let data = try folder.write("data/table.csv", csv)
    for (name, content) in files { try folder.write(name, content) }
    var request = NewAnalysis.Request(data: data.path, target: target)
    request.output = folder.url.appending(path: "analyses/begun.yaml").path
    change(&request, folder.url)
    new = try NewAnalysis(request)
    text = try folder.read("analyses/begun.yaml")
  }

  /// Reads and checks the analysis.
  func opened() throws -> OpenedAnalysis { try OpenedAnalysis(path: new.url.path) }

  /// Runs the analysis and gives the scores on held-out rows by model and metric.
  func heldOutScores() async throws -> [String: [String: Double]] {
    _ = try await RunSession(try opened(), RunSession.Options()).run { _ in }
    var scores: [String: [String: Double]] = [:]
    for (_, row) in try StoredOutputs(try opened()).metrics() where row.rows == "held-out" {
      scores[row.model, default: [:]][row.metric] = row.value
    }
    return scores
  }

  /// The line of a column below `leaks`, or nil.
  func leakLine(_ column: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(of: "      leaks:") else { return nil }
    let listed = lines[(start + 1)...].prefix { $0.hasPrefix("        ") }
    guard listed.contains(where: { $0.hasPrefix("        - \(column)") }) else { return nil }
    return ignoredLine(column)
  }

  /// The line of a column below `ignore` or `leaks`, or nil.
  func ignoredLine(_ column: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard
      let index = lines.firstIndex(where: {
        $0.contains("- \(column)") && $0.hasPrefix("        - ")
      })
    else { return nil }
    let above = lines[..<index].reversed().prefix { $0.hasPrefix("        #") }.reversed()
    return (above + [lines[index]]).joined(separator: " ")
  }
}
