import Analyses

/// Fails until the test mends it.
enum Failing: StageKind {
  static let name = "failing"
  static let revision = 1
  static let ports = [Port.numbers]

  static func settings(_ reader: inout SettingReader) -> Int { reader.whole("plus", standard: 0) }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("failing")
    guard Probe.current?.isMended == true else {
      throw StageProblem("it is broken", hints: ["mend it"], setting: "plus")
    }
    return StageResult([("number", Number(value: settings))])
  }
}

/// Gives an output that it does not declare.
enum Wrong: StageKind {
  static let name = "wrong"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Int { 0 }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    StageResult([("something", Number(value: 1))])
  }
}

/// Asks for a file that it does not declare.
enum Nosy: StageKind {
  static let name = "nosy"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Int { 0 }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    _ = try context.file("secret.txt")
    return StageResult([("number", Number(value: 1))])
  }
}

/// Gives another number each time, in the stage itself or in a job.
enum Unstable: StageKind {
  static let name = "unstable"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Bool {
    reader.setting("in-job", .flag, standard: false, "Whether a job makes the number.")
  }

  static func run(_ settings: Bool, _ context: any StageContext) async throws -> StageResult {
    guard settings else {
      return StageResult([("number", Number(value: Probe.current?.note("unstable") ?? 0))])
    }
    let job = Job(UnstableJob.self, settings: 0, inputs: [:], seed: nil, label: "one")
    let results = try await context.results(of: [job])
    return StageResult([("number", results[0].output)])
  }
}

/// Gives another number each time.
enum UnstableJob: JobKind {
  static let name = "unstable-job"
  static let revision = 1

  static func run(_ settings: Int, _ context: any JobContext) async throws -> Number {
    Number(value: Probe.current?.note("unstable job") ?? 0)
  }
}

/// Waits until the test lets it go.
enum Held: StageKind {
  static let name = "held"
  static let revision = 1
  static let ports = [Port.numbers]

  static func settings(_ reader: inout SettingReader) -> Int { reader.neededWhole("value") }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    try await Probe.current?.during("held \(settings)")
    return StageResult([("number", Number(value: settings))])
  }
}

/// Has a second output that goes along with the first.
enum Pair: StageKind {
  static let name = "pair"
  static let revision = 1
  static let outputs = [
    OutputDeclaration("number", .table, "A number."),
    OutputDeclaration("extra", .table, "Another number."),
  ]

  static func settings(_ reader: inout SettingReader) -> (Int, Int) {
    (reader.whole("value", standard: 0), reader.whole("extra", standard: 0))
  }

  static func run(
    _ settings: (Int, Int), _ context: any StageContext
  ) async throws -> StageResult {
    StageResult([
      ("number", Number(value: settings.0)), ("extra", Number(value: settings.1, mark: 1)),
    ])
  }
}

/// Takes a number and whatever goes along with it.
enum Companion: StageKind {
  static let name = "companion"
  static let revision = 1
  static let ports = [
    Port("numbers", [.table], arity: .any, companions: ["extra"], "Numbers.")
  ]

  static func settings(_ reader: inout SettingReader) -> Int { 0 }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("companion")
    let extras = try context.companions("numbers", "extra", as: Number.self)
    let sum = extras.compactMap { $0?.value.value }.reduce(0, +)
    return StageResult([("number", Number(value: try context.numbers().reduce(sum, +)))])
  }
}

/// Reads the target of test rows.
enum Peek: StageKind {
  static let name = "peek"
  static let revision = 1
  static let ports = [Port.numbers]
  static let usesInputNames = true

  static func settings(_ reader: inout SettingReader) -> Int { reader.whole("plus", standard: 0) }

  static func readsTestTargets(_ inputs: [String: [ArtifactType]]) -> Bool {
    inputs["numbers"]?.contains(where: \.isTest) ?? false
  }

  static func run(_ settings: Int, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("peek")
    let given = try context.inputs("numbers", as: Number.self)
    let looks =
      context.holdsTestRows("numbers")
      ? given.map { TestLook(model: given[0].digest, rows: $0.digest) } : []
    let sum = given.map(\.value.value).reduce(settings, +)
    return StageResult(
      [("number", Number(value: sum))],
      metrics: [
        MetricValue(
          model: given[0].stage, rows: "rows", metric: "sum", value: Double(sum), low: nil,
          high: nil, count: given.count)
      ], looks: looks)
  }
}
