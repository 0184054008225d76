import Foundation
package import Kernels
package import Learning
import Tables

/// Lets a program learn, and another predict, through files in a folder of their own.
///
/// To learn, a program finds `train.csv` (the features, `target`, and `weight` where rows have
/// weights) and `settings.json` (`seed` and `options`), and writes a file `model` of any bytes. To
/// predict, it finds that `model`, `rows.csv` (the features) and `settings.json`, and writes
/// `predictions.csv` with a column `prediction`, a number for each row in the order of the rows.
///
/// With classes `target` is the number of the class, from 0 in the order of the labels (the positive
/// one of two is 1), `settings.json` has `classes`, their count, and `predictions.csv` has a column of
/// probabilities for each: `p_0`, `p_1` and so on.
package enum CommandLearner: Learner {
  /// One of the values that an analysis hands on.
  package enum Option: Codable, Hashable, Sendable {
    case flag(Bool)
    case number(Double)
    case text(String)
  }

  package struct Settings: Codable, Hashable, Sendable {
    /// The program that learns, and its arguments.
    package let fit: [String]
    /// The program that predicts, and its arguments.
    package let predict: [String]
    package let files: [ProgramFile]
    package let options: [String: Option]
    package let secondsMax: Double
  }

  package static let name = "command"
  package static let revision = 1
  package static let usesRandomness = true
  package static let predictsValues = true
  package static let predictsClasses = true

  static let targetName = "target"
  static let weightName = "weight"
  static let modelName = "model"
  static let settingsName = "settings.json"
  static let trainName = "train.csv"
  static let rowsName = "rows.csv"
  static let predictionsName = "predictions.csv"
  /// The names that files of an analysis must not have.
  static let ownNames = [modelName, settingsName, trainName, rowsName, predictionsName]

  package static func fit(
    _ data: TrainingData, _ settings: Settings, random: RandomStream
  ) throws -> any Predictor {
    var columns = zip(data.features.names, data.features.columns).map { Column($0, numbers: $1) }
    columns.append(Column(targetName, numbers: data.target))
    if let weights = data.weights { columns.append(Column(weightName, numbers: weights)) }
    var names: Set<String> = []
    for column in columns where !names.insert(column.name).inserted {
      throw LearningError.programFailed(
        reason: "a feature is called '\(column.name)', as the file for the program has it too",
        lastLines: ["give the column another name with an `sql` stage"])
    }
    var stream = random.derived("program")
    // A seed that every language can hold: a whole number from 0 to 2^31 - 1.
    let seed = Int(stream.next() >> 33)
    let told = try settingsFile(
      seed: seed, settings.options, classCount: data.classCount)
    var files = Dictionary(settings.files.map { ($0.name, $0.bytes) }) { first, _ in first }
    files[trainName] = CSVWriter.bytes(of: Table(columns), digits: .shortest)
    files[settingsName] = told
    let call = ProgramCall(
      program: settings.fit.first ?? "", arguments: Array(settings.fit.dropFirst()),
      secondsMax: settings.secondsMax)
    let answer = try call.run(files, wanted: [modelName])
    return CommandPredictor(
      call: ProgramCall(
        program: settings.predict.first ?? "", arguments: Array(settings.predict.dropFirst()),
        secondsMax: settings.secondsMax),
      files: settings.files, told: told, model: answer.files[modelName] ?? [],
      featureCount: data.features.names.count)
  }

  /// What a program is told of the number of classes; nil where it predicts values.
  static func classCount(told: [UInt8]) -> Int? {
    struct Told: Decodable { let classes: Int? }
    return (try? JSONDecoder().decode(Told.self, from: Data(told)))?.classes
  }

  private static func settingsFile(
    seed: Int, _ options: [String: Option], classCount: Int?
  ) throws -> [UInt8] {
    var values: [String: Any] = [:]
    for (name, option) in options {
      switch option {
      case .flag(let value): values[name] = value
      case .number(let value): values[name] = value
      case .text(let value): values[name] = value
      }
    }
    var all: [String: Any] = ["seed": seed, "options": values]
    if let classCount { all["classes"] = classCount }
    let data = try JSONSerialization.data(withJSONObject: all, options: [.sortedKeys])
    return [UInt8](data)
  }
}
