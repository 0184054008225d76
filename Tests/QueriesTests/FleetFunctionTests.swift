import Foundation
import Queries
import Tables
import Testing

@Suite("Formulas of fleets in queries")
struct FleetFunctionTests {
  private static func value(_ call: String, _ table: Table? = nil) throws -> Double? {
    let table = table ?? Table([Column("x", numbers: [1])])
    let found = try Query.run("SELECT \(call) AS v FROM t", tables: ["t": table])
    return found["v"]?.numbers?.first
  }

  @Test(
    "every function has an example with its value, or is tried below", arguments: FleetFunctions.all
  )
  func examples(function: QueryFunction) throws {
    guard let example = function.example else {
      #expect(function.isOfGroup)
      return
    }
    let value = try #require(try Self.value(example.call))
    #expect(
      abs(value - example.value) <= 5e-5 * abs(example.value), "\(example.call) is \(value)")
    #expect(!function.formula.isEmpty && !function.source.isEmpty && !function.unit.isEmpty)
    #expect(function.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
  }

  @Test("functions of a group read its rows")
  func groups() throws {
    let hours = Table([
      Column("need", numbers: [4, 4, 10, 50]), Column("weight", numbers: [5, 5, 5, 1]),
    ])
    #expect(try Self.value("commitment(need, weight, 0.66, 1.0)", hours) == 4)
    #expect(try Self.value("commitment(need, weight, 0.3, 1.0)", hours) == 10)
    let cost = try Self.value("commitment_cost(need, weight, 10, 0.5, 1.0)", hours)
    #expect(abs((cost ?? 0) - (5 + 40.0 / 16)) < 1e-12)
    let dwell = Table([Column("dwell", numbers: [2, 4, 20, .nan])])
    let missed = try Self.value("miss_empirical(dwell, 5.0, 1, 1.0)", dwell)
    #expect(abs((missed ?? 0) - 0.8 / 3) < 1e-12)
    let interval = try Self.value("interval_empirical(dwell, 0.8 / 3, 1, 1.0, 60.0)", dwell)
    #expect(abs((interval ?? 0) - 5) < 1e-6)
    let none = Table([Column("dwell", numbers: [.nan])])
    #expect(try Self.value("miss_empirical(dwell, 5.0, 1, 1.0)", none)?.isNaN ?? true)
  }

  @Test("a missing argument makes the value missing, and so does a size that never pays")
  func missing() throws {
    #expect(try Self.value("erlang_c(NULL, 2)")?.isNaN ?? true)
    #expect(try Self.value("tier_break_even(0.023, 3, 0.004, 90, 0.00002, 0, 0)")?.isNaN ?? true)
  }

  @Test(
    "nonsense is refused with the function, the argument, its value and what it may be",
    arguments: [
      (
        "erlang_c(3, 3)",
        "erlang_c(servers, load): the load is 3; it is below the number of servers"
      ),
      ("erlang_d(2, 1)", "SQL has no function 'erlang_d'; did you mean `erlang_b`?"),
      ("erlang_b(2.5, 1)", "the servers is 2.5; it is a whole number"),
      ("erlang_b(3, -1)", "the load is -1; it is a number of at least 0"),
      ("erlang_b(3, 'much')", "the load is the text 'much'; it is a number"),
      ("cosmetatos(1.0, 3, 1.0)", "the utilisation is 1; it is a share above 0 and below 1"),
      ("miss_log_normal(0, 2.3, 0.7, 1, 1)", "the sampling interval is 0; it is a number above 0"),
      ("miss_log_normal(5, 2.3, 0.7, 1, 2)", "the recall is 2; it is a share above 0, at most 1"),
      ("spot_hazard(1)", "the share interrupted in a month is 1; it is a share from 0 to below 1"),
      ("storage_cost(-1, 0.02, 3)", "the gigabytes a day is -1; it is a number of at least 0"),
      ("lambda_price(1000, 1769, 0.1, 0)", "the seconds of a call is 1000; it is at most 900"),
      ("commitment(x, 1, 0.5, x - 1)", "the price on demand is 0; it is a number above 0"),
    ])
  func nonsense(call: String, expected: String) throws {
    #expect {
      try Self.value(call)
    } throws: { error in
      "\(error)".contains(expected)
    }
  }

  @Test("a price that differs within a group is refused")
  func differing() {
    let hours = Table([Column("need", numbers: [4, 5]), Column("price", numbers: [0.5, 0.6])])
    #expect {
      try Self.value("commitment(need, 1, price, 1.0)", hours)
    } throws: { "\($0)".contains("the reserved_price is 0.6; it is the same in all rows") }
  }

  @Test("the same column of numbers gives the same bits as the same call row by row")
  func rows() throws {
    let table = Table([Column("load", numbers: [1, 2, 2.9])])
    let found = try Query.run(
      "SELECT erlang_c(3, load) AS v FROM t", tables: ["t": table])
    for (row, load) in [1.0, 2, 2.9].enumerated() {
      #expect(found["v"]?.numbers?[row] == (try Self.value("erlang_c(3, \(load))")))
    }
  }
}
