import Foundation
import Kernels
import TestSupport
import Testing
import WorkbenchKit

@Suite("Beginning an analysis of a table as a German office writes it")
struct GermanBeginningTests {
  /// Prices with a long tail; areas, years and dates with `k. A.`, postcodes, a leak and an id.
  private static func begun() throws -> Begun {
    var random = RandomStream(seed: 5)
    var lines = ["Nr;PLZ;Fläche;Art;Baujahr;Inserat;Provision;Preis"]
    for row in 0..<400 {
      let area = 30 + 90 * random.uniform()
      let price = exp(area / 30 + 0.8 * random.normal()) * 1000
      let day = String(format: "%02d.%02d.2023", row * 5 % 28 + 1, row * 7 % 12 + 1)
      lines.append(
        [
          "\(row + 1)", "\(10_115 + row * 37 % 90 * 811)", german(area),
          ["Haus", "Wohnung", "Büro"][random.integer(below: 3)],
          row % 11 == 0 ? "k. A." : "\(1900 + row * 7 % 120)", row % 31 == 0 ? "k. A." : day,
          german(price * 0.0357), german(price),
        ].joined(separator: ";"))
    }
    return try Begun(lines.joined(separator: "\r\n") + "\r\n", target: "Preis")
  }

  /// A number with two decimals behind a comma, and points between thousands.
  private static func german(_ value: Double) -> String {
    let parts = String(format: "%.2f", value).split(separator: ".")
    let whole = parts[0].count > 3 ? "\(parts[0].dropLast(3)).\(parts[0].suffix(3))" : "\(parts[0])"
    return "\(whole),\(parts[1])"
  }

  @Test("keeps columns numbers and dates, and names the words for missing ones with their counts")
  func missing() throws {
    let text = try Self.begun().text.replacing(#/\n *# /#, with: " ")
    #expect(text.contains("'k. A.' in Baujahr (37), Inserat (13)"), "\(text)")
    #expect(text.contains("\"NULL\", k. A.]"))
    #expect(text.contains("date-parts: {columns: [Inserat], parts: [elapsed, day, weekday]}"))
    #expect(text.contains("no months, as"))
  }

  @Test("takes postcodes for names and not for amounts")
  func postcodes() throws {
    let text = try Self.begun().text.replacing(#/\n *# /#, with: " ")
    #expect(text.contains("codes of 5 digits: they name something and are no amounts"))
    #expect(text.contains("target-mean: {columns: [PLZ]}"))
  }

  @Test("says why dates do not decide the split, and how they would")
  func untimed() throws {
    let begun = try Self.begun()
    let text = begun.text.replacing(#/\n *# /#, with: " ")
    #expect(text.contains("Not by the dates of Inserat: 13 rows have none."))
    #expect(text.contains("begin again with `--time Inserat`"))
    #expect(begun.new.remarks.contains { $0.text.contains("`--time Inserat` does it") })
  }

  @Test("says that a long tail decides the rmse, and that another model may be written")
  func hints() throws {
    let text = try Self.begun().text.replacing(#/\n *# /#, with: " ")
    #expect(text.contains("Preis has a long tail: a hundredth of the rows has over"))
    #expect(text.contains("when `scores` names another model, write its id here"))
    let even = try Begun(PlantedTable().withTargets.csv, target: "price")
    #expect(!even.text.contains("long tail"))
  }

  @Test("prints no line with a heading alone, and describes no column that is ignored")
  func lines() async throws {
    let begun = try Self.begun()
    #expect(begun.new.remarks.allSatisfy { !$0.text.hasSuffix(":") && !$0.text.isEmpty })
    #expect(
      begun.text.contains("from: {rows: parts.train, recipe: features}\n    with:\n      target"))
    #expect(try await begun.heldOutScores()["trees"] != nil)
  }
}
