import Analyses
import Diagnostics
import Tables

/// A number that a program of the user's works out from targets and predictions.
package struct OwnMeasure: Sendable {
  /// The file that the program finds: a line for each row, with `target` and `prediction`.
  static let fileName = "scored.csv"

  package let name: String
  let call: ProgramCall
  let files: [ProgramFile]

  /// Asks for the measures of an evaluation.
  static func settings(_ reader: inout SettingReader, taken: [String]) -> [OwnMeasure] {
    let form = SettingForm<[(name: String, item: Resolved<OwnMeasure>)]>.freeNames(
      of: "measure"
    ) { reader in
      let program = ProgramSettings.program(&reader)
      let arguments = reader.setting(
        "arguments", .list(of: .argument), standard: [],
        "What the program is given; it finds `\(fileName)` with the columns target and prediction.")
      let files = ProgramSettings.files(&reader)
      if files.contains(where: { $0.name == fileName }) {
        reader.report(
          .conflict, "a file of the name '\(fileName)' is written for the program", at: "files",
          hints: ["give yours another name"])
      }
      return OwnMeasure(
        name: "",
        call: ProgramCall(
          program: program, arguments: arguments, secondsMax: ProgramSettings.secondsMax(&reader)),
        files: files)
    }
    let read = reader.setting(
      "commands", form, standard: [], absent: [],
      "Numbers of your own: each a program that prints one for targets and predictions.")
    for measure in read where taken.contains(measure.name) {
      reader.report(
        .conflict, "'\(measure.name)' is a metric already; call your number something else",
        at: "commands")
    }
    return read.map {
      OwnMeasure(name: $0.name, call: $0.item.value.call, files: $0.item.value.files)
    }
  }

  /// The files that the measures read, each once.
  static func sources(_ measures: [OwnMeasure]) -> [SourceFile] {
    var known: Set<String> = []
    return measures.flatMap { measure in
      measure.files.enumerated().map {
        SourceFile(path: $1.path, setting: "commands.\(measure.name).files[\($0)]")
      }
    }.filter { known.insert($0.path).inserted }
  }

  /// Runs the program on pairs and reads the number that it prints.
  func value(
    targets: [Double], predictions: [Double], _ read: (String) throws -> [UInt8]
  ) throws -> Double {
    var found: [String: [UInt8]] = [:]
    for file in files { found[file.name] = try read(file.path) }
    found[Self.fileName] = CSVWriter.bytes(
      of: Table([Column("target", numbers: targets), Column("prediction", numbers: predictions)]),
      digits: .shortest)
    do {
      let output = try call.run(found, wanted: []).output
      let text = String(decoding: output.prefix(200), as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count == 1, let value = Double(words[0]), value.isFinite else {
        throw ProgramCall.Failure(
          headline: "'\(call.program)' printed '\(words.joined(separator: " "))' for "
            + "'\(name)'; it prints one finite number and nothing else",
          lastLines: [])
      }
      return value
    } catch let failure as ProgramCall.Failure {
      throw StageProblem(
        failure.headline, hints: failure.lastLines, setting: "commands.\(name)")
    }
  }
}
