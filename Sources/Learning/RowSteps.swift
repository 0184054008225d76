import Tables

extension RowLayout {
  /// Follows scaled columns.
  mutating func follow(_ scales: [ColumnScale]) -> Bool {
    for scale in scales {
      guard let place = number(scale.name) else { return false }
      append(.scale(place, origin: scale.origin, width: scale.width == 0 ? 1 : scale.width))
    }
    return true
  }

  /// Follows a column of texts that becomes one of numbers under the same name.
  mutating func follow(
    _ column: String, _ values: [(String, Double)], missing: Double, other: Double?
  ) -> Bool {
    guard let place = text(column) else { return false }
    let result = newNumber()
    let known = Dictionary(
      values.map { (ExactText($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
    append(.code(place, known, missing: missing, other: other, to: result))
    return replace(column, by: [(column, result)])
  }
}

extension FittedStandard: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool { layout.follow(scales) }
}

extension FittedMinMax: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool { layout.follow(scales) }
}

extension FittedRobust: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool { layout.follow(scales) }
}

extension FittedImpute: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for fill in fills {
      let name = Self.indicatorName(of: fill.column)
      switch fill.value {
      case .number(let value):
        guard let place = layout.number(fill.column) else { return false }
        if indicator {
          guard let result = layout.addNumber(name) else { return false }
          layout.append(.tellMissing(of: place, to: result))
        }
        layout.append(.fill(place, value))
      case .text(let value):
        guard let place = layout.text(fill.column) else { return false }
        if indicator {
          guard let result = layout.addNumber(name) else { return false }
          layout.append(.tellMissingText(of: place, to: result))
        }
        layout.append(.fillText(place, value))
      }
    }
    return true
  }
}

extension FittedClip: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for limit in limits {
      guard let place = layout.number(limit.column) else { return false }
      layout.append(.clip(place, low: limit.low, high: limit.high))
    }
    return true
  }
}

extension FittedLogarithm: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for name in columns {
      guard let place = layout.number(name) else { return false }
      layout.append(.logarithm(place, offset: offset))
    }
    return true
  }
}

extension FittedBinning: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in columns {
      guard let place = layout.number(known.column) else { return false }
      layout.append(.bin(place, known))
    }
    return true
  }
}

extension FittedProduct: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    let places = factors.compactMap { layout.number($0) }
    guard places.count == factors.count, let place = layout.addNumber(result) else { return false }
    layout.append(.product(places, to: place))
    return true
  }
}

extension FittedRatio: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    guard let above = layout.number(numerator), let below = layout.number(denominator),
      let place = layout.addNumber(result)
    else { return false }
    layout.append(.ratio(above, below, to: place))
    return true
  }
}

extension FittedOneHot: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in levels {
      guard let place = layout.text(known.column) else { return false }
      let results = known.names.map { ("\(known.column)=\($0)", layout.newNumber()) }
      // Levels are compared as the step compares them, by what Unicode holds to be the same.
      let places = Dictionary(
        zip(known.names, results.map(\.1)), uniquingKeysWith: { first, _ in first })
      layout.append(.indicate(place, places, refusesOthers: unseen == .error))
      guard layout.replace(known.column, by: results.map { (name: $0.0, place: $0.1) }) else {
        return false
      }
    }
    return true
  }
}

extension FittedOrdinal: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in levels {
      let values = known.names.enumerated().map { ($0.element, Double($0.offset)) }
      guard
        layout.follow(
          known.column, values, missing: .nan, other: unseen == .error ? nil : .nan)
      else { return false }
    }
    return true
  }
}

extension FittedTargetMean: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in means {
      guard
        layout.follow(
          known.column, Array(zip(known.levels, known.values)), missing: known.overall,
          other: known.overall)
      else { return false }
    }
    return true
  }
}

extension FittedRare: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in levels {
      guard let place = layout.text(known.column) else { return false }
      layout.append(.join(place, Set(known.names.map { ExactText($0) }), other: other))
    }
    return true
  }
}

extension FittedDateParts: RowStep {
  func follow(_ layout: inout RowLayout) -> Bool {
    for known in columns {
      guard let place = layout.date(known.column) else { return false }
      var results: [(name: String, place: Int)] = []
      for part in known.parts {
        let names = Self.names(of: known.column, part, isCyclic)
        let places = names.map { ($0, layout.newNumber()) }
        layout.append(
          .datePart(
            of: place, part, first: known.first, isCyclic: names.count == 2, to: places[0].1))
        results += places.map { (name: $0.0, place: $0.1) }
      }
      guard layout.replace(known.column, by: results) else { return false }
    }
    return true
  }
}
