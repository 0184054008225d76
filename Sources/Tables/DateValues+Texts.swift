/// Dates as texts and back, each distinct moment once.
extension DateValues {
  /// The values as ISO 8601 writes them.
  package var coded: TextValues {
    var codes: [UInt64: Int32] = [:]
    var levels: [String] = []
    let all = seconds.indices.map { row -> Int32 in
      if let known = codes[seconds[row].bitPattern] { return known }
      guard let text = text(row) else { return TextValues.missing }
      let code = Int32(levels.count)
      codes[seconds[row].bitPattern] = code
      levels.append(text)
      return code
    }
    return TextValues(unchecked: levels, all)
  }

  /// Takes texts that are all ISO dates with the same form of zone, or gives nil.
  package init?(texts: TextValues) {
    var moments: [Moment?] = []
    for level in texts.levels {
      let bytes = Array(level.utf8)
      moments.append(ISODate.parse(bytes.span, 0..<bytes.count))
    }
    var precision = Precision.day
    var zones: Set<Bool> = []
    var seconds: [Double] = []
    seconds.reserveCapacity(texts.codes.count)
    for code in texts.codes {
      guard code >= 0 else {
        seconds.append(.nan)
        continue
      }
      guard let moment = moments[Int(code)] else { return nil }
      precision = max(precision, moment.precision)
      zones.insert(moment.hasZone)
      seconds.append(moment.seconds)
    }
    guard zones.count <= 1 else { return nil }
    self.init(unchecked: seconds, precision: precision, hasZone: zones.contains(true))
  }
}
