import Analyses
import Diagnostics

/// The settings that name a program and what it is given.
enum ProgramSettings {
  /// The name of a program, or its whole path.
  static func program(_ reader: inout SettingReader) -> String {
    let program = reader.required(
      "program", .text, placeholder: "", "The name of the program, or its whole path.")
    check(program, at: "program", &reader)
    return program
  }

  /// Reports a path that would mean another program in another folder.
  static func check(_ program: String, at name: String, _ reader: inout SettingReader) {
    guard program.contains("/"), !program.hasPrefix("/") else { return }
    reader.report(
      .outOfRange, "'\(program)' is neither the name of a program nor a whole path", at: name,
      hints: ["name a script of your own under `files` and give it to its program, as in `python3`"]
    )
  }

  /// The files of the analysis that a program finds in its folder.
  static func files(_ reader: inout SettingReader) -> [ProgramFile] {
    let form = SettingForm<[String]>.list(of: .text)
    let names = SettingForm<[ProgramFile]>(
      shape: form.shape,
      read: { node, reading in form.read(node, &reading).map { $0.map(ProgramFile.init(path:)) } },
      // Moving a file changes nothing; what is in it goes into the key on its own.
      resolve: { .list($0.map { .text($0.name) }) })
    let files = reader.setting(
      "files", names, standard: [],
      "Files such as scripts, relative to the analysis file, that the program finds in its folder.")
    if let again = repeated(files.map(\.name)) {
      reader.report(
        .conflict, "two files have the name '\(again)', and there is one folder for both",
        at: "files")
    }
    return files
  }

  /// How long a program may run.
  static func secondsMax(_ reader: inout SettingReader) -> Double {
    reader.setting(
      "seconds-max", .number(in: 0.1...1_000_000), standard: 600, unit: "seconds",
      "How long the program may run before it is stopped.")
  }

  /// The files as the engine reads them and puts them into the key.
  static func sources(_ files: [ProgramFile]) -> [SourceFile] {
    files.enumerated().map { SourceFile(path: $1.path, setting: "files[\($0)]") }
  }

  /// Gives the first name that is there twice.
  static func repeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0).inserted }
  }
}

extension SettingForm where Value == String {
  /// What a program is given: any text, number or truth value, as it is written.
  static var argument: SettingForm<String> {
    SettingForm<String>(
      shape: .text,
      read: { node, reading in
        guard let scalar = node.scalar, !node.isNull else {
          reading.reportType(
            of: node, wanted: "a text or a number",
            hints: node.entries == nil ? [] : ["put quotes around a text with braces in it"])
          return nil
        }
        return scalar.text
      },
      resolve: { .text($0) })
  }
}
