import Analyses

/// Gives the number that it was told.
enum Constant: StageKind {
  struct Settings: Sendable {
    let value: Int
    let mark: Int
  }

  static let name = "constant"
  static let revision = 3

  static func settings(_ reader: inout SettingReader) -> Settings {
    let value = reader.neededWhole("value")
    let mark = reader.whole("mark", standard: 0)
    _ = reader.setting(
      "late", .integer(in: 0...9), standard: 7, absent: 7, "A setting that came later.")
    _ = reader.optional("scale", .number(in: 0...1e9), "A setting that can be left out.")
    _ = reader.setting("words", .list(of: .anyText), standard: [], "Some words.")
    return Settings(value: value, mark: mark)
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("constant \(settings.value)")
    return StageResult([("number", Number(value: settings.value, mark: settings.mark))])
  }
}

/// Adds what it takes, and gives the remainder of a division if it is told to.
enum Add: StageKind {
  struct Settings: Sendable {
    let plus: Int
    let modulo: Int
    let mark: Int
  }

  static let name = "add"
  static let revision = 1
  static let ports = [Port.numbers]

  static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      plus: reader.whole("plus", standard: 0), modulo: reader.whole("modulo", standard: 0),
      mark: reader.whole("mark", standard: 0))
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("add")
    let sum = try context.numbers().reduce(settings.plus, +)
    let value = settings.modulo > 0 ? sum % settings.modulo : sum
    return StageResult([("number", Number(value: value, mark: settings.mark))])
  }
}

/// Gives a random number.
enum Dice: StageKind {
  struct Settings: Sendable {
    let sides: Int
    let mark: Int
  }

  static let name = "dice"
  static let revision = 1
  static let usesRandomness = true

  static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      sides: reader.whole("sides", standard: 6), mark: reader.whole("mark", standard: 0))
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("dice")
    return StageResult([
      ("number", Number(value: Int(context.seed % UInt64(settings.sides)), mark: settings.mark))
    ])
  }
}

/// Reads a number from a file; it can be marked as belonging to a test set.
enum ReadNumber: StageKind {
  struct Settings: Sendable {
    let path: String
    let isTest: Bool
    let mark: Int
  }

  static let name = "read-number"
  static let revision = 1

  static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      path: reader.path("path", "The file."),
      isTest: reader.setting("test", .flag, standard: false, "Whether it is a test number."),
      mark: reader.whole("mark", standard: 0))
  }

  static func files(_ settings: Settings) -> [SourceFile] {
    [SourceFile(path: settings.path, setting: "path")]
  }

  static func types(_ settings: Settings, _ check: inout TypeCheck) -> [String: ArtifactType] {
    ["number": .table(TableType(columns: nil, isTest: settings.isTest))]
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("read \(settings.path)")
    let text = String(decoding: try context.file(settings.path).bytes, as: UTF8.self)
    guard let value = Int(text.filter { !$0.isWhitespace }) else {
      throw StageProblem("'\(text)' is no number", hints: ["write digits"], setting: "path")
    }
    return StageResult([("number", Number(value: value, mark: settings.mark))])
  }
}

/// Writes a number to a file.
enum WriteNumber: StageKind {
  struct Settings: Sendable {
    let path: String
    let before: String
  }

  static let name = "write-number"
  static let revision = 1
  static let ports = [Port("number", [.table], "The number.")]
  static let outputs = [OutputDeclaration("file", .file, "The file.")]

  static func settings(_ reader: inout SettingReader) -> Settings {
    Settings(
      path: reader.path("path", "The file."),
      before: reader.setting("before", .anyText, standard: "", "What stands before it."))
  }

  static func exports(_ settings: Settings) -> [Export] {
    [Export(output: "file", path: settings.path, base: .analysis, setting: "path")]
  }

  static func types(_ settings: Settings, _ check: inout TypeCheck) -> [String: ArtifactType] {
    ["file": .file]
  }

  static func run(_ settings: Settings, _ context: any StageContext) async throws -> StageResult {
    Probe.current?.note("write")
    let number = try context.input("number", as: Number.self).value
    return StageResult([("file", FileArtifact(Array("\(settings.before)\(number.value)\n".utf8)))])
  }
}
