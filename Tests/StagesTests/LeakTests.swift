import TestSupport
import Testing
import WorkbenchKit

@Suite("Columns that give the target away")
struct LeakTests {
  /// A planted leak: how a column is made of the price, and what is said of it.
  struct Leak: Sendable, CustomTestStringConvertible {
    let title: String
    let says: String
    let value: @Sendable (_ row: Int, _ price: Double, _ isSold: Bool, _ noise: Double) -> String
    var testDescription: String { title }
  }

  private static let ofValues = [
    Leak(title: "a copy", says: "a copy of price") { _, price, _, _ in "\(price)" },
    Leak(title: "another unit", says: "correlation with price is") { _, price, _, _ in
      "\(price * 1.13 - 40)"
    },
    Leak(title: "the other sign", says: "correlation with price is -1") { _, price, _, _ in
      "\(-price)"
    },
    Leak(title: "little noise", says: "correlation with price is") { _, price, _, noise in
      "\(price + 0.1 * noise)"
    },
    Leak(title: "another scale", says: "rank correlation") { _, price, _, _ in
      "\((price + 500) * (price + 500) * (price + 500) * (price + 500) * (price + 500) / 1e9 - (price > 60 ? -1e7 * (price - 60) : 0))"
    },
    Leak(title: "not in one direction", says: "alone tells") { _, price, _, _ in
      "\(price > 60 ? 90 - price : price - 200)"
    },
    Leak(title: "known for half of the rows", says: "correlation") { row, price, _, _ in
      row % 2 == 0 ? "\(price)" : ""
    },
  ]

  @Test("are found among columns of values and left out with the reason", arguments: ofValues)
  func values(_ leak: Leak) throws {
    let table = PlantedTable().adding("planted", leak.value).adding("price") { _, price, _, _ in
      "\(price)"
    }
    let begun = try Begun(table.csv, target: "price")
    let line = try #require(begun.leakLine("planted"), "\(begun.text)")
    #expect(line.contains(leak.says), "\(line)")
    #expect(begun.new.remarks.contains { $0.isWarning && $0.text.hasPrefix("planted: ") })
    for other in ["width", "height", "colour"] { #expect(begun.ignoredLine(other) == nil) }
    _ = try begun.opened()
  }

  @Test(
    "are found in pairs whose sum, difference, product or ratio is the target",
    arguments: ["+", "-", "×", "÷"])
  func pairs(_ sign: String) throws {
    func other(_ price: Double, _ part: Double) -> Double {
      switch sign {
      case "+": price - part
      case "-": price + part
      case "×": price / part
      default: price * part
      }
    }
    func part(_ row: Int) -> Double { Double(1 + row * 37 % 101) }
    let table = PlantedTable().adding("whole") { row, price, _, _ in "\(other(price, part(row)))" }
      .adding("part") { row, _, _, _ in "\(part(row))" }
      .adding("price") { _, price, _, _ in "\(price)" }
    let begun = try Begun(table.csv, target: "price")
    for column in ["whole", "part"] {
      let line = try #require(begun.ignoredLine(column), "\(begun.text)")
      #expect(line.contains(" \(sign) ") && line.contains("in every row"), "\(line)")
    }
    for column in ["width", "height"] { #expect(begun.ignoredLine(column) == nil) }
  }

  @Test("are found in sums of three")
  func sums() throws {
    let table = PlantedTable().adding("one") { row, _, _, _ in "\(row * 37 % 101)" }
      .adding("two") { row, _, _, _ in "\(row * 53 % 89)" }
      .adding("rest") { row, price, _, _ in
        "\(price - Double(row * 37 % 101) + Double(row * 53 % 89))"
      }
      .adding("price") { _, price, _, _ in "\(price)" }
    let begun = try Begun(table.csv, target: "price")
    #expect(
      begun.ignoredLine("rest")?.contains("price is one - two + rest") == true, "\(begun.text)")
    #expect(begun.ignoredLine("width") == nil)
  }

  @Test("are found in texts that go with one value of the target each")
  func categories() throws {
    let table = PlantedTable().adding("band") { _, price, _, _ in "band \(Int(price / 6))" }
      .adding("fee") { _, price, _, _ in "\(6 * Int(price / 6))" }
    let begun = try Begun(table.csv, target: "fee")
    #expect(begun.ignoredLine("band")?.contains("alone tells") == true, "\(begun.text)")
    #expect(begun.ignoredLine("width") == nil)
  }

  @Test("are found in gaps that only one value of the target has")
  func gaps() throws {
    let table = PlantedTable().adding("reason") { row, price, _, _ in
      price > 60 ? "" : "reason \(row % 3)"
    }.adding("paid") { _, price, _, _ in "\(price > 60 ? 0 : price)" }
    let begun = try Begun(table.csv, target: "paid")
    let line = try #require(begun.leakLine("reason"), "\(begun.text)")
    #expect(line.contains("missing just where paid is 0"))
  }

  @Test("are not seen in columns that only help, whatever the order of the rows")
  func harmless() throws {
    let sorted = PlantedTable().withTargets
    let begun = try Begun(sorted.csv, target: "price") { request, _ in request.ids = ["sold"] }
    #expect(!begun.text.contains("leaks:"))
    let strong = PlantedTable().adding("strong") { _, price, _, noise in "\(price + 1.5 * noise)" }
    #expect(try !Begun(strong.withTargets.csv, target: "price").text.contains("- strong"))
  }
}
