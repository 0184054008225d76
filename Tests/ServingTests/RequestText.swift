import Foundation
import Serving
import Tables

/// Bodies of requests made of the fixture's rows, and numbers read back from answers.
enum RequestText {
  /// Gives the value of a row as JSON.
  static func value(_ name: String, _ row: Int) -> String {
    guard let column = ModelFixture.rows[name], !column.isMissing(row) else { return "null" }
    switch column.values {
    case .numbers(let numbers): return "\(numbers[row])"
    case .flags(let flags): return flags[row] == true ? "true" : "false"
    case .dates(let dates): return "\"\(dates.text(row) ?? "")\""
    case .texts(let texts):
      var json = JSONOutput()
      json.text(texts[row] ?? "")
      return String(decoding: json.bytes, as: UTF8.self)
    }
  }

  private static func object(_ row: Int, _ model: ServedModel) -> String {
    "{" + model.fields.map { "\"\($0.name)\": \(value($0.name, row))" }.joined(separator: ", ")
      + "}"
  }

  /// Gives a body of one row.
  static func row(_ row: Int, of model: ServedModel) -> String {
    "{\"rows\": [\(object(row, model))]}"
  }

  /// Gives a body of all rows.
  static func rows(_ model: ServedModel) -> String {
    "{\"rows\":["
      + (0..<ModelFixture.rows.rowCount).map { object($0, model) }.joined(separator: ",\n") + "]}"
  }

  /// Gives a body of all rows, column by column.
  static func columns(_ model: ServedModel) -> String {
    let columns = model.fields.map { field in
      "\"\(field.name)\":["
        + (0..<ModelFixture.rows.rowCount).map { value(field.name, $0) }.joined(separator: ",")
        + "]"
    }
    return "{\"columns\":{" + columns.joined(separator: ",") + "}}"
  }

  /// Gives all rows as CSV.
  static func csv(_ model: ServedModel) -> [UInt8] {
    CSVWriter.bytes(of: ModelFixture.rows, digits: .shortest)
  }

  /// Gives the text of an answer of the first model.
  static func answer(_ body: String, _ service: Service) throws -> String {
    let route = try service.route(
      RequestHead(method: "POST", target: "/v1/predict", contentType: "application/json"))
    let answer = try service.answer(Array(body.utf8), route: route)
    return String(decoding: answer.body.joined(), as: UTF8.self)
  }

  /// Gives the predicted numbers of an answer.
  static func predictions(_ body: String, _ service: Service) throws -> [Double] {
    let text = try answer(body, service)
    guard let start = text.range(of: "\"predictions\":["),
      let end = text.range(of: "]", range: start.upperBound..<text.endIndex)
    else { return [] }
    return text[start.upperBound..<end.lowerBound].split(separator: ",").map { Double($0) ?? .nan }
  }

  /// Gives the numbers behind a word, wherever it stands in a text.
  static func members(_ word: String, of text: String) -> [Double] {
    text.components(separatedBy: word).dropFirst().map { part in
      Double(part.prefix { "0123456789.e+-".contains($0) }) ?? .nan
    }
  }

  /// Gives the last field of each row of the answer to CSV that comes in small pieces.
  static func csvPredictions(_ csv: [UInt8], _ model: ServedModel) throws -> [Double] {
    let text = String(decoding: try csvAnswer(csv, model, pieceBytes: 100), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",").last.flatMap { Double($0) } ?? .nan
    }
  }

  /// Gives the answer to CSV that comes in pieces of so many bytes.
  static func csvAnswer(
    _ csv: [UInt8], _ model: ServedModel, pieceBytes: Int
  ) throws(ServingProblem) -> [UInt8] {
    var prediction = CSVPrediction(model: model, encoding: nil)
    var answer: [UInt8] = []
    for start in stride(from: 0, to: csv.count, by: pieceBytes) {
      try prediction.append(Array(csv[start..<min(start + pieceBytes, csv.count)]))
      while let part = try prediction.next(isEnd: false) { answer += part }
    }
    while let part = try prediction.next(isEnd: true) { answer += part }
    return answer
  }
}
