package import Analyses
import Diagnostics
package import Learning

/// A learner that is a program of the user's.
package enum CommandKind: LearnerKind {
  package typealias Method = CommandLearner

  package static let summary =
    "Fits and predicts by a program of one's own, which reads and writes files in a folder of its "
    + "own."
  package static var predictors: [any Predictor.Type] { [CommandPredictor.self] }

  package static func settings(_ reader: inout SettingReader) -> CommandLearner.Settings {
    let fit = reader.required(
      "fit", .list(of: .argument, countMin: 1), placeholder: [],
      "The program that learns, and its arguments: it finds train.csv and settings.json, and "
        + "writes a file `model`.")
    let predict = reader.required(
      "predict", .list(of: .argument, countMin: 1), placeholder: [],
      "The program that predicts, and its arguments: it finds model, rows.csv and settings.json, "
        + "and writes predictions.csv with a column `prediction`.")
    for (name, words) in [("fit", fit), ("predict", predict)] {
      if let program = words.first { ProgramSettings.check(program, at: name, &reader) }
    }
    let files = ProgramSettings.files(&reader)
    if let taken = files.first(where: { CommandLearner.ownNames.contains($0.name) }) {
      reader.report(
        .conflict, "a file of the name '\(taken.name)' is written for the program", at: "files",
        hints: ["give yours another name"])
    }
    let options = reader.setting(
      "options", .named("option", .option), standard: [],
      "Names and values that the program finds in settings.json, beside a seed.")
    return CommandLearner.Settings(
      fit: fit, predict: predict, files: files,
      options: Dictionary(options.map { ($0.name, $0.item) }) { first, _ in first },
      secondsMax: ProgramSettings.secondsMax(&reader))
  }

  package static func files(_ settings: CommandLearner.Settings) -> [SourceFile] {
    ProgramSettings.sources(settings.files)
  }

  package static func programs(_ settings: CommandLearner.Settings) -> [String] {
    let programs = [settings.fit.first, settings.predict.first].compactMap { $0 }
    return programs.first == programs.last ? Array(programs.prefix(1)) : programs
  }

  package static func loaded(
    _ settings: CommandLearner.Settings, _ read: (String) throws -> [UInt8]
  ) throws -> CommandLearner.Settings {
    CommandLearner.Settings(
      fit: settings.fit, predict: settings.predict,
      files: try settings.files.map { $0.with(try read($0.path)) }, options: settings.options,
      secondsMax: settings.secondsMax)
  }
}

extension SettingForm where Value == CommandLearner.Option {
  /// A number, a truth value or a text.
  static var option: SettingForm<CommandLearner.Option> {
    SettingForm<CommandLearner.Option>(
      shape: .text,
      read: { node, reading in
        switch node.scalar?.value {
        case .integer(let value)?: return .number(Double(value))
        case .number(let value)? where value.isFinite: return .number(value)
        case .flag(let value)?: return .flag(value)
        case .text(let value)?: return .text(value)
        default:
          reading.reportType(of: node, wanted: "a number, a truth value or a text")
          return nil
        }
      },
      resolve: { option in
        switch option {
        case .flag(let value): .flag(value)
        case .number(let value): .number(value)
        case .text(let value): .text(value)
        }
      })
  }
}
