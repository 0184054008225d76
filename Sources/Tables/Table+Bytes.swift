package import Digests

/// The canonical bytes of a table; equal tables give equal bytes, and so the same digest.
///
/// Layout, in the words of the byte writer: version (byte), row count, column count (integers);
/// for each column its name (text) and kind (byte: 0 number, 1 text, 2 flag, 3 date); then the
/// numbers, or the levels in order of first appearance (texts) and one block with a code for each row: 0 is
/// missing, n is level n - 1, in 1, 2 or 4 little-endian bytes, the fewest that fit all levels. Flags
/// are one block with 0 missing, 1 false, 2 true; dates are the unit (byte: 0 day, 1 second, 2
/// millisecond), whether they have a zone (flag), and the seconds since 1970 in UTC (numbers).
extension Table {
  private static let version: UInt8 = 1

  /// Gives the canonical bytes.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.byte(Self.version)
    writer.integer(rowCount)
    writer.integer(columns.count)
    for column in columns {
      writer.text(column.name)
      switch column.values {
      case .numbers(let numbers):
        writer.byte(0)
        writer.numbers(numbers)
      case .texts(let texts):
        let texts = texts.canonical
        writer.byte(1)
        writer.texts(texts.levels)
        writer.block(Self.block(of: texts))
      case .flags(let flags):
        writer.byte(2)
        writer.block(flags.map { $0.map { $0 ? 2 : 1 } ?? 0 })
      case .dates(let dates):
        writer.byte(3)
        writer.byte(dates.precision.rawValue)
        writer.flag(dates.hasZone)
        writer.numbers(dates.seconds)
      }
    }
    return writer.bytes
  }

  /// Takes canonical bytes and refuses all others.
  package init(decoding bytes: [UInt8]) throws(ByteReaderError) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.version else { throw reader.failure("table version 1") }
    let rowCount = try reader.integer()
    guard rowCount >= 0 else { throw reader.failure("a row count") }
    // Name, kind and count of a column take 17 bytes at least.
    let columnCount = try reader.count(bytesEach: 17)
    var columns: [Column] = []
    var names: Set<String> = []
    for _ in 0..<columnCount {
      let name = try reader.text()
      guard names.insert(name).inserted else { throw reader.failure("a new column name") }
      let column = Column(name, try Self.values(&reader, rowCount: rowCount))
      columns.append(column)
    }
    guard reader.isAtEnd else { throw reader.failure("the end") }
    self.init(columns, rowCount: rowCount)
  }

  private static func values(
    _ reader: inout ByteReader, rowCount: Int
  ) throws(ByteReaderError) -> Column.Values {
    switch try reader.byte() {
    case 0:
      return .numbers(try numbers(&reader, rowCount: rowCount))
    case 1:
      let levels = try reader.texts()
      let codes = try codes(&reader, levelCount: levels.count, rowCount: rowCount)
      let texts = TextValues(levels: levels, codes: codes)
      guard texts.canonical.levels.map(ExactText.init) == levels.map(ExactText.init),
        texts.canonical.codes == codes
      else { throw reader.failure("levels in order of first appearance") }
      return .texts(texts)
    case 2:
      let block = try reader.block()
      guard block.count == rowCount, block.allSatisfy({ $0 <= 2 }) else {
        throw reader.failure("a truth value for each row")
      }
      return .flags(block.map { $0 == 0 ? nil : $0 == 2 })
    case 3:
      return .dates(try dates(&reader, rowCount: rowCount))
    default:
      throw reader.failure("a column kind")
    }
  }

  private static func numbers(
    _ reader: inout ByteReader, rowCount: Int
  ) throws(ByteReaderError) -> [Double] {
    let numbers = try reader.numbers()
    let canonical = numbers.allSatisfy {
      !$0.isNaN || $0.bitPattern == Double.nan.bitPattern
    }
    guard numbers.count == rowCount, canonical else {
      throw reader.failure("a number for each row")
    }
    return numbers
  }

  private static func dates(
    _ reader: inout ByteReader, rowCount: Int
  ) throws(ByteReaderError) -> DateValues {
    guard let precision = DateValues.Precision(rawValue: try reader.byte()) else {
      throw reader.failure("a unit of time")
    }
    let hasZone = try reader.flag()
    let seconds = try numbers(&reader, rowCount: rowCount)
    let isMinusZero: (Double) -> Bool = { $0 == 0 && $0.sign == .minus }
    guard !(hasZone && precision == .day),
      seconds.allSatisfy({
        $0.isNaN || (DateValues.allows($0, precision) && !isMinusZero($0))
      })
    else { throw reader.failure("a moment for each row") }
    return DateValues(seconds, precision: precision, hasZone: hasZone)
  }

  private static func codes(
    _ reader: inout ByteReader, levelCount: Int, rowCount: Int
  ) throws(ByteReaderError) -> [Int32] {
    let width = width(levelCount: levelCount)
    let block = try reader.block()
    guard block.count / width == rowCount, block.count % width == 0 else {
      throw reader.failure("a code for each row")
    }
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount)
    for start in stride(from: 0, to: block.count, by: width) {
      var code = 0
      for place in 0..<width { code |= Int(block[start + place]) << (8 * place) }
      guard code <= levelCount else { throw reader.failure("a code that names a level") }
      codes.append(Int32(code - 1))
    }
    return codes
  }

  private static func block(of texts: TextValues) -> [UInt8] {
    let width = width(levelCount: texts.levels.count)
    var block: [UInt8] = []
    block.reserveCapacity(width * texts.codes.count)
    for code in texts.codes {
      for place in 0..<width { block.append(UInt8(truncatingIfNeeded: (code + 1) >> (8 * place))) }
    }
    return block
  }

  /// The bytes for a code: the codes are 0 to the number of levels.
  private static func width(levelCount: Int) -> Int {
    levelCount <= 0xff ? 1 : levelCount <= 0xffff ? 2 : 4
  }
}
