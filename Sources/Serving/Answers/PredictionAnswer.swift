import Learning
import Tables

/// Predictions as JSON.
enum PredictionAnswer {
  /// Gives the answer to a request for some rows of a table.
  static func json(
    _ predictions: Predictions, of table: Table, by model: ServedModel
  ) -> [UInt8] {
    var json = JSONOutput()
    json.object { json in
      json.member("model", model.name)
      json.member("rows", table.rowCount)
      write(predictions, to: &json)
      let strange = model.strangeValues(of: table)
      if !strange.isEmpty {
        json.name("warnings")
        json.array { json in for found in strange { write(found, to: &json) } }
      }
    }
    return json.bytes
  }

  /// Writes the members with predictions.
  static func write(_ predictions: Predictions, to json: inout JSONOutput) {
    json.name("predictions")
    switch predictions {
    case .values(let values): json.numbers(values)
    case .classes(let found):
      let names = found.labels.names
      json.texts(found.places.map { names[$0] })
      json.name("probabilities")
      json.array { json in
        for row in 0..<found.rowCount {
          json.object { json in
            for (place, label) in names.enumerated() {
              json.name(label)
              json.number(found.probability(row: row, class: place))
            }
          }
        }
      }
    }
  }

  /// Writes a warning of values that are unlike all of training.
  private static func write(_ found: StrangeValues, to json: inout JSONOutput) {
    json.object { json in
      json.member("field", found.column)
      json.member("row", found.row + 1)
      json.member("count", found.count)
      json.member("detail", StrangeValueText.sentence(found))
    }
  }
}

/// What is said of values that are unlike all of training.
enum StrangeValueText {
  /// Gives a sentence without the value itself.
  static func sentence(_ found: StrangeValues) -> String {
    switch found.sort {
    case .numbers(let low, let high):
      "far from the training rows, which have \(text(low)) to \(text(high))"
    case .dates(let first, let last):
      "far from the training rows, which are from \(moment(first)) to \(moment(last))"
    case .texts(let count):
      "a text that none of the training rows had, which knew \(count)"
    }
  }

  private static func text(_ number: Double) -> String {
    CSVDigits.significant(6).text(of: number)
  }

  private static func moment(_ seconds: Double) -> String {
    let day = (seconds / 86_400).rounded(.down) * 86_400
    return DateValues.allows(day, .day) ? DateValues([day], precision: .day).text(0) ?? "" : ""
  }
}
