import Diagnostics
package import Digests
import Foundation
package import Learning
import Tables

/// What a program learned, and the program that predicts with it.
package struct CommandPredictor: Predictor {
  package static let format = "command 1"
  /// Missing values are empty fields; what they mean is the program's affair.
  package static let acceptsMissing = true

  private let call: ProgramCall
  private let files: [ProgramFile]
  private let told: [UInt8]
  private let model: [UInt8]
  package let featureCount: Int
  /// The number of classes, nil where values are predicted.
  private let classCount: Int?

  init(
    call: ProgramCall, files: [ProgramFile], told: [UInt8], model: [UInt8], featureCount: Int
  ) {
    self.call = call
    self.files = files
    self.told = told
    self.model = model
    self.featureCount = featureCount
    classCount = CommandLearner.classCount(told: told)
  }

  package var outputCount: Int { classCount ?? 1 }

  /// What a program learned is not counted.
  package var operationsPerRow: Int { 0 }
  package var parameterCount: Int { 0 }

  /// What is known of the model, in a sentence.
  var summary: String {
    "A file of \(Wording.count(model.count, "byte")), from which '\(call.text)' predicts."
  }

  package func predictions(for features: FeatureMatrix) throws(LearningError) -> [Double] {
    guard features.rowCount > 0 else { return [] }
    let rows = Table(
      zip(features.names, features.columns).map { Column($0, numbers: $1) },
      rowCount: features.rowCount)
    var own = Dictionary(files.map { ($0.name, $0.bytes) }) { first, _ in first }
    own[CommandLearner.modelName] = model
    own[CommandLearner.settingsName] = told
    own[CommandLearner.rowsName] = CSVWriter.bytes(of: rows, digits: .shortest)
    let written: [UInt8]
    do {
      let answer = try call.run(own, wanted: [CommandLearner.predictionsName])
      written = answer.files[CommandLearner.predictionsName] ?? []
    } catch let failure as ProgramCall.Failure {
      throw .programFailed(reason: failure.headline, lastLines: failure.lastLines)
    } catch is CancellationError {
      throw .cancelled
    } catch {
      throw .programFailed(reason: "\(error)", lastLines: [])
    }
    let names = classCount.map { count in (0..<count).map { "p_\($0)" } }
    let numbers = try numbers(
      written, names: names ?? [Predict.columnName], count: features.rowCount)
    return classCount == nil ? numbers[0] : try probabilities(numbers)
  }

  /// Joins columns of probabilities row by row; each row must sum to 1, and does so exactly then.
  private func probabilities(_ columns: [[Double]]) throws(LearningError) -> [Double] {
    var joined: [Double] = []
    for row in columns[0].indices {
      let own = columns.map { $0[row] }
      let sum = own.reduce(0, +)
      guard own.allSatisfy({ $0 >= 0 && $0 <= 1 + Self.slack }), abs(sum - 1) <= Self.slack else {
        throw .programFailed(
          reason:
            "'\(call.program)' gave probabilities for row \(row + 1) that are not from 0 to 1 "
            + "or do not sum to 1: \(own.prefix(4).map { "\($0)" }.joined(separator: ", "))"
            + (own.count > 4 ? ", …" : ""),
          lastLines: ["p_0, p_1 and so on are the probabilities of the classes in their order"])
      }
      joined += own.map { min($0 / sum, 1) }
    }
    return joined
  }

  /// How far from 1 the probabilities of a row may sum, as programs round what they write.
  private static let slack = 1e-4

  /// Reads columns of numbers and checks that there is one for each row.
  private func numbers(
    _ bytes: [UInt8], names: [String], count: Int
  ) throws(LearningError) -> [[Double]] {
    let numbers: [[Double]]
    do {
      let table = try ProgramTable.read(
        bytes, path: CommandLearner.predictionsName, columns: names.map { ($0, .number) },
        allowsOthers: true)
      numbers = names.map { table[$0]?.numbers ?? [] }
    } catch let failure as ProgramCall.Failure {
      throw .programFailed(reason: failure.headline, lastLines: failure.lastLines)
    } catch {
      let problems = (error as? DiagnosticError)?.diagnostics ?? []
      throw .programFailed(
        reason: "what '\(call.program)' predicted cannot be read",
        lastLines: problems.map { ($0.span.map { "\($0.place): " } ?? "") + $0.headline })
    }
    let found = numbers.first?.count ?? 0
    guard found == count else {
      throw .programFailed(
        reason: "'\(call.program)' predicted \(Wording.count(found, "row")) of "
          + "\(Wording.grouped(count))",
        lastLines: ["it writes one line for each row of rows.csv, in that order"])
    }
    let holes = numbers.compactMap { $0.firstIndex { !$0.isFinite } }
    if let row = holes.min() {
      throw .programFailed(
        reason: "'\(call.program)' predicted no finite number for row \(row + 1)", lastLines: [])
    }
    return numbers
  }

  package func encode(into writer: inout ByteWriter) {
    writer.text(call.program)
    writer.texts(call.arguments)
    writer.number(call.secondsMax)
    writer.integer(featureCount)
    writer.integer(files.count)
    for file in files {
      writer.text(file.name)
      writer.block(file.bytes)
    }
    writer.block(told)
    writer.block(model)
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let program = try reader.text()
    let arguments = try reader.texts()
    call = ProgramCall(
      program: program, arguments: arguments, secondsMax: try reader.number())
    featureCount = try reader.integer()
    var files: [ProgramFile] = []
    for _ in 0..<(try reader.count(bytesEach: 16)) {
      let name = try reader.text()
      // The name becomes a file in a folder, so it must not lead out of it.
      guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
        throw reader.failure("the name of a file")
      }
      files.append(ProgramFile(name: name, bytes: try reader.block()))
    }
    self.files = files
    told = try reader.block()
    model = try reader.block()
    classCount = CommandLearner.classCount(told: told)
    guard classCount.map({ (2...1000).contains($0) }) ?? true else {
      throw reader.failure("from 2 to 1000 classes")
    }
  }
}
