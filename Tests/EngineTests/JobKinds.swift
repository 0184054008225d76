import Analyses

/// Adds the squares of the first numbers, each made by a job.
enum Squares: StageKind {
  struct Settings: Sendable {
    let count: Int
    let scale: Int
    let bad: Int
    let plus: Int
    let mark: Int
  }

  static let name = "squares"
  static let revision = 1
  static let ports = [Port.numbers]

  static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      count: reader.whole("count", standard: 3), scale: reader.whole("scale", standard: 1),
      bad: reader.whole("bad", standard: -1), plus: reader.whole("plus", standard: 0),
      mark: reader.whole("mark", standard: 0))
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("squares")
    let base = try context.inputs("numbers", as: Number.self).first
    let jobs = (0..<settings.count).map { index in
      Job(
        SquareJob.self,
        settings: SquareJob.Settings(
          index: index, scale: settings.scale, isBad: index == settings.bad),
        inputs: base.map { ["base": $0.digest] } ?? [:], seed: nil, label: "square of \(index)")
    }
    let results = try await context.results(of: jobs)
    let sum = results.map(\.output.value).reduce(settings.plus, +)
    return StageResult([("number", Number(value: sum, mark: settings.mark))])
  }
}

/// Makes one square.
enum SquareJob: JobKind {
  struct Settings: Codable, Sendable {
    let index: Int
    let scale: Int
    let isBad: Bool
  }

  static let name = "square"
  static let revision = 1

  static func run(_ settings: Settings, _ context: any JobContext) async throws -> Number {
    try await Probe.current?.during("square \(settings.index)")
    if settings.isBad, Probe.current?.isMended != true { throw StageProblem("a bad square") }
    let base = (try? context.input("base", as: Number.self).value) ?? 0
    return Number(
      value: settings.scale * settings.index * settings.index + base, mark: 100 + settings.index)
  }
}

/// A kind whose methods have revisions of their own, in its first version.
enum RevisedBefore: StageKind {
  static let name = "revised"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Int { reader.whole("value", standard: 1) }

  static func revisions(_ settings: Int) -> [String: Int] { ["method": 1] }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    StageResult([("number", Number(value: settings))])
  }
}

/// The same kind in a later version.
enum RevisedKind: StageKind {
  static let name = "revised"
  static let revision = 2

  static func settings(_ reader: inout SettingReader) -> Int { reader.whole("value", standard: 1) }

  static func revisions(_ settings: Int) -> [String: Int] { ["method": 1] }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    StageResult([("number", Number(value: settings))])
  }
}

/// The same kind with a later version of its method.
enum RevisedMethod: StageKind {
  static let name = "revised"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Int { reader.whole("value", standard: 1) }

  static func revisions(_ settings: Int) -> [String: Int] { ["method": 2] }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    StageResult([("number", Number(value: settings))])
  }
}

extension StageCatalog {
  /// The kinds of these tests, with one of the versions of `revised`.
  static func testing(_ revised: any StageKind.Type = RevisedBefore.self) -> StageCatalog {
    StageCatalog([
      Constant.self, Add.self, Dice.self, ReadNumber.self, WriteNumber.self, Failing.self,
      Wrong.self, Nosy.self, Unstable.self, Held.self, Pair.self, Companion.self, Peek.self,
      Squares.self, revised,
    ])
  }
}
