import Analyses
import Diagnostics

/// The artifact of these tests: a number, and a mark that keeps the bytes of stages apart.
struct Number: Artifact, Hashable {
  static let format = "test-number"

  let value: Int
  var mark = 0

  func encoded() -> [UInt8] { Array("\(mark)=\(value)".utf8) }

  static func decode(_ bytes: [UInt8]) throws -> Number {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "=").compactMap { Int($0) }
    guard parts.count == 2 else { throw StageProblem("these bytes are no number") }
    return Number(value: parts[1], mark: parts[0])
  }
}

extension StageKind {
  static var summary: String { "A kind for tests." }
  static var section: String { "Tests" }
  static var examples: [StageExample] { [] }
  static var ports: [Port] { [] }
  static var outputs: [OutputDeclaration] { [OutputDeclaration("number", .table, "A number.")] }

  static func types(_ settings: Settings, _ check: inout TypeCheck) -> [String: ArtifactType] {
    Dictionary(uniqueKeysWithValues: outputs.map { ($0.name, .table(TableType(columns: nil))) })
  }

  static func view(_ settings: Settings, _ context: any ViewContext) throws -> StageView {
    StageView(blocks: [])
  }
}

extension SettingReader {
  /// Reads a whole number that has a standard.
  mutating func whole(_ name: String, standard: Int) -> Int {
    setting(name, .integer(in: Int.min...Int.max), standard: standard, "A number.")
  }

  /// Reads a whole number that must be given.
  mutating func neededWhole(_ name: String) -> Int {
    required(name, .integer(in: Int.min...Int.max), placeholder: 0, "A number.")
  }
}

extension Port {
  /// A port that takes any number of numbers.
  static let numbers = Port("numbers", [.table], arity: .any, "Numbers.")
}

extension StageContext {
  /// The numbers at the port `numbers`.
  func numbers() throws -> [Int] { try inputs("numbers", as: Number.self).map(\.value.value) }
}
