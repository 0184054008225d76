package import Digests

/// Several predictors of one kind whose predictions are averaged.
///
/// Values are averaged, and with classes their probabilities; sums are in the members' order.
package struct AveragePredictor<Member: Predictor>: Predictor {
  package static var format: String { "average of \(Member.format)" }
  package static var acceptsMissing: Bool { Member.acceptsMissing }

  /// The predictors, at least one, of the same features and outputs.
  package let members: [Member]

  /// Takes predictors; nil where there are none or they do not belong together.
  package init?(_ members: [Member]) {
    guard let first = members.first,
      members.allSatisfy({
        $0.featureCount == first.featureCount && $0.outputCount == first.outputCount
      })
    else { return nil }
    self.members = members
  }

  package var featureCount: Int { members[0].featureCount }
  package var outputCount: Int { members[0].outputCount }
  package var operationsPerRow: Int {
    members.reduce(outputCount) { $0 + $1.operationsPerRow + outputCount }
  }
  package var parameterCount: Int { members.reduce(0) { $0 + $1.parameterCount } }

  package func predictions(for features: FeatureMatrix) throws(LearningError) -> [Double] {
    var sums = try members[0].predictions(for: features)
    for member in members.dropFirst() {
      let values = try member.predictions(for: features)
      for place in sums.indices { sums[place] += values[place] }
    }
    return sums.map { $0 / Double(members.count) }
  }

  package func encode(into writer: inout ByteWriter) {
    writer.integer(members.count)
    for member in members { member.encode(into: &writer) }
  }

  package init(decoding reader: inout ByteReader) throws(ByteReaderError) {
    let count = try reader.integer()
    guard (1...1000).contains(count) else { throw reader.failure("a number of predictors") }
    var members: [Member] = []
    for _ in 0..<count { members.append(try Member(decoding: &reader)) }
    guard let average = AveragePredictor(members) else {
      throw reader.failure("predictors of the same features")
    }
    self = average
  }
}

extension AveragePredictor: FindingPredictor where Member: FindingPredictor {
  /// What was found in any member, each finding once with the number of members.
  package var findings: [PredictorFinding] {
    var found: [PredictorFinding] = []
    for finding in members.flatMap(\.findings) where !found.contains(finding) {
      found.append(finding)
    }
    return found.map { finding in
      let count = members.count { $0.findings.contains(finding) }
      return PredictorFinding(
        "\(count) of \(members.count) averaged: \(finding.headline)",
        explanation: finding.explanation)
    }
  }
}

extension Predictor {
  /// The kind of predictor that averages several of this one.
  package static var averageKind: any Predictor.Type { AveragePredictor<Self>.self }

  /// Averages this predictor with others; nil where they are of other kinds.
  package func averaged(with others: [any Predictor]) -> (any Predictor)? {
    let members = others.compactMap { $0 as? Self }
    guard members.count == others.count else { return nil }
    return AveragePredictor([self] + members)
  }
}
