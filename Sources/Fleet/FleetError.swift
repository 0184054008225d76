/// A number that a formula cannot take: which argument, what it was, and what it may be.
package struct FleetError: Error, Hashable, CustomStringConvertible {
  /// The argument as people read it, such as `retention days`.
  package let argument: String
  package let value: Double
  /// What it may be, to be read after "it is".
  package let allowed: String

  package init(argument: String, value: Double, allowed: String) {
    self.argument = argument
    self.value = value
    self.allowed = allowed
  }

  package var description: String {
    "the \(argument) is \(Self.text(value)); it is \(allowed)"
  }

  /// Gives a number as people write it: whole ones without a point.
  package static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}

/// The checks that formulas make of their arguments, each naming the argument.
enum Argument {
  /// Refuses what is not a number above 0.
  static func positive(_ value: Double, _ name: String) throws(FleetError) {
    guard value > 0, value.isFinite else {
      throw FleetError(argument: name, value: value, allowed: "a number above 0")
    }
  }

  /// Refuses what is not a number of at least 0.
  static func notNegative(_ value: Double, _ name: String) throws(FleetError) {
    guard value >= 0, value.isFinite else {
      throw FleetError(argument: name, value: value, allowed: "a number of at least 0")
    }
  }

  /// Refuses what is not a number.
  static func finite(_ value: Double, _ name: String) throws(FleetError) {
    guard value.isFinite else {
      throw FleetError(argument: name, value: value, allowed: "a number")
    }
  }

  /// Refuses what is not a share from 0 to 1, both included.
  static func share(_ value: Double, _ name: String) throws(FleetError) {
    guard value >= 0, value <= 1 else {
      throw FleetError(argument: name, value: value, allowed: "a share from 0 to 1")
    }
  }

  /// Refuses what is not a share from 0 to below 1.
  static func shareBelowOne(_ value: Double, _ name: String) throws(FleetError) {
    guard value >= 0, value < 1 else {
      throw FleetError(argument: name, value: value, allowed: "a share from 0 to below 1")
    }
  }

  /// Refuses what is not a share above 0.
  static func positiveShare(_ value: Double, _ name: String) throws(FleetError) {
    guard value > 0, value <= 1 else {
      throw FleetError(argument: name, value: value, allowed: "a share above 0, at most 1")
    }
  }

  /// Refuses a whole number outside its range.
  static func count(_ value: Int, in range: ClosedRange<Int>, _ name: String) throws(FleetError) {
    guard range.contains(value) else {
      throw FleetError(
        argument: name, value: Double(value),
        allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
