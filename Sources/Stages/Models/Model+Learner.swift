import Learning

extension Model {
  /// The name of the learner that made the model, without the number of its byte format.
  package var learnerName: String {
    let format = type(of: predictor).format
    return String(format.prefix { $0 != " " })
  }
}
