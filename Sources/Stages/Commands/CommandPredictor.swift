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

  init(
    call: ProgramCall, files: [ProgramFile], told: [UInt8], model: [UInt8], featureCount: Int
  ) {
    self.call = call
    self.files = files
    self.told = told
    self.model = model
    self.featureCount = featureCount
  }

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
    return try numbers(written, count: features.rowCount)
  }

  /// Reads the column of predictions and checks that there is a number for each row.
  private func numbers(_ bytes: [UInt8], count: Int) throws(LearningError) -> [Double] {
    let numbers: [Double]
    do {
      let table = try ProgramTable.read(
        bytes, path: CommandLearner.predictionsName, columns: [(Predict.columnName, .number)],
        allowsOthers: true)
      numbers = table[Predict.columnName]?.numbers ?? []
    } catch let failure as ProgramCall.Failure {
      throw .programFailed(reason: failure.headline, lastLines: failure.lastLines)
    } catch {
      let problems = (error as? DiagnosticError)?.diagnostics ?? []
      throw .programFailed(
        reason: "what '\(call.program)' predicted cannot be read",
        lastLines: problems.map { ($0.span.map { "\($0.place): " } ?? "") + $0.headline })
    }
    guard numbers.count == count else {
      throw .programFailed(
        reason: "'\(call.program)' predicted \(Wording.count(numbers.count, "row")) of "
          + "\(Wording.grouped(count))",
        lastLines: ["it writes one line for each row of rows.csv, in that order"])
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
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
  }
}
