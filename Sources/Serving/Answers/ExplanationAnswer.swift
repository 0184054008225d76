/// Explanations as JSON.
enum ExplanationAnswer {
  /// Gives the answer: for each row the base and the values sum to the output.
  static func json(_ explanation: RowExplanation, by model: ServedModel) -> [UInt8] {
    var json = JSONOutput()
    json.object { json in
      json.member("model", model.name)
      json.member("rows", explanation.values.count)
      json.member("method", explanation.method)
      json.member("scale", explanation.scale)
      if let label = explanation.label { json.member("class", label) }
      json.name("players")
      json.texts(explanation.players)
      json.name("base")
      json.number(explanation.base)
      json.name("outputs")
      json.numbers(explanation.outputs)
      json.name("values")
      json.array { json in for row in explanation.values { json.numbers(row) } }
    }
    return json.bytes
  }
}
