/// One score of one model on one set of rows.
///
/// A score that is not defined is not a number: SQL and JSON show it as null.
package struct MetricRow: Hashable, Sendable {
  package let model: String
  /// `held-out`, or the id of the scored table.
  package let rows: String
  package let metric: String
  package let value: Double
  /// The ends of the interval, when there is one.
  package let low: Double?
  package let high: Double?
  /// The number of rows scored.
  package let count: Int

  package init(
    model: String, rows: String, metric: String, value: Double, low: Double? = nil,
    high: Double? = nil, count: Int
  ) {
    self.model = model.storable
    self.rows = rows.storable
    self.metric = metric
    // One pattern for every undefined score, so that what is read equals what was stored.
    self.value = value.isNaN ? .nan : value
    self.low = low.flatMap { $0.isNaN ? nil : $0 }
    self.high = high.flatMap { $0.isNaN ? nil : $0 }
    self.count = count
  }

  /// Tells whether two scores are the same; two undefined values are.
  package static func == (a: Self, b: Self) -> Bool {
    (a.model, a.rows, a.metric, a.count) == (b.model, b.rows, b.metric, b.count)
      && (a.value == b.value || a.value.isNaN && b.value.isNaN)
      && (a.low, a.high) == (b.low, b.high)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(model)
    hasher.combine(rows)
    hasher.combine(metric)
    hasher.combine(count)
  }
}

extension MetricRow: Codable {
  private enum CodingKeys: String, CodingKey {
    case model, rows, metric, value, low, high, count
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      model: try container.decode(String.self, forKey: .model),
      rows: try container.decode(String.self, forKey: .rows),
      metric: try container.decode(String.self, forKey: .metric),
      value: try container.decodeIfPresent(Double.self, forKey: .value) ?? .nan,
      low: try container.decodeIfPresent(Double.self, forKey: .low),
      high: try container.decodeIfPresent(Double.self, forKey: .high),
      count: try container.decode(Int.self, forKey: .count))
  }

  package func encode(to encoder: any Encoder) throws {
    // JSON has no infinite numbers and none that are undefined.
    func finite(_ number: Double?) -> Double? { number.flatMap { $0.isFinite ? $0 : nil } }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(rows, forKey: .rows)
    try container.encode(metric, forKey: .metric)
    try container.encode(finite(value), forKey: .value)
    try container.encode(finite(low), forKey: .low)
    try container.encode(finite(high), forKey: .high)
    try container.encode(count, forKey: .count)
  }
}
