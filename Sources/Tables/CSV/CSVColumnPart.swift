/// What a block of rows holds in one column.
struct CSVColumnPart: Sendable {
  /// The values as one kind.
  enum Values: Sendable {
    /// No row has a value.
    case missing
    case numbers([Double])
    case flags([Bool?])
    case dates([Double])
    case texts(codes: [Int32], levels: [String])
  }

  /// A value with its row in the block.
  struct Place: Sendable {
    let row: Int
    let field: CSVField
  }

  var values = Values.missing
  let rowCount: Int
  /// The number of values that are not missing.
  var valueCount = 0
  /// The number of values that are numbers that nothing is lost of.
  var numberCount = 0
  /// The number of values that are dates, as far as it was counted.
  var dateCount = 0
  /// The number of whole numbers beyond 2^53.
  var largeCount = 0
  /// The first value that is not a number.
  var firstOther: Place?
  /// The first value that is not a date, where the first value is one.
  var firstNoDate: Place?
  /// The first whole number beyond 2^53.
  var firstLarge: Place?
  /// The first value that is not of the declared kind, and how many there are.
  var firstRefused: Place?
  var refusedCount = 0
  /// How the dates were written.
  var precision = DateValues.Precision.day
  var firstZoned: Place?
  var firstZoneless: Place?
  /// The number of dates of which digits beyond the millisecond were cut off.
  var cutCount = 0

  init(rowCount: Int) {
    self.rowCount = rowCount
  }

  /// Notes how a date was written.
  mutating func take(_ moment: Moment, at place: @autoclosure () -> Place) {
    precision = max(precision, moment.precision)
    if moment.hasZone {
      if firstZoned == nil { firstZoned = place() }
    } else if firstZoneless == nil {
      firstZoneless = place()
    }
    if moment.isCut { cutCount += 1 }
  }
}
