import Digests
import Testing

@Suite("Byte reader and writer")
struct ByteReaderTests {
  /// Numbers from a seed, so that a failure can be repeated.
  private struct Noise {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }

    mutating func below(_ count: Int) -> Int { Int(next() >> 1) % count }
  }

  /// A value of every sort that can be written.
  private struct Sample: Equatable {
    var byte: UInt8
    var flag: Bool
    var integer: Int
    var word: UInt64
    var number: Double
    var text: String
    var block: [UInt8]
    var digest: Digest
    var numbers: [Double]
    var integers: [Int]
    var texts: [String]

    init(_ noise: inout Noise) {
      byte = UInt8(truncatingIfNeeded: noise.next())
      flag = noise.below(2) == 1
      integer = Int(bitPattern: UInt(noise.next()))
      word = noise.next()
      number = Double(noise.below(1000)) / 8
      text = String(repeating: "ä\u{0}z", count: noise.below(4))
      block = (0..<noise.below(20)).map { UInt8($0) }
      digest = Digest(of: block)
      numbers = (0..<noise.below(5)).map { Double($0) - 0.5 }
      integers = (0..<noise.below(5)).map { -$0 }
      texts = (0..<noise.below(4)).map { "t\($0)" }
    }

    var bytes: [UInt8] {
      var writer = ByteWriter()
      writer.byte(byte)
      writer.flag(flag)
      writer.integer(integer)
      writer.word(word)
      writer.number(number)
      writer.text(text)
      writer.block(block)
      writer.digest(digest)
      writer.numbers(numbers)
      writer.integers(integers)
      writer.texts(texts)
      return writer.bytes
    }

    init(reading bytes: [UInt8]) throws(ByteReaderError) {
      var reader = ByteReader(bytes)
      byte = try reader.byte()
      flag = try reader.flag()
      integer = try reader.integer()
      word = try reader.word()
      number = try reader.number()
      text = try reader.text()
      block = try reader.block()
      digest = try reader.digest()
      numbers = try reader.numbers()
      integers = try reader.integers()
      texts = try reader.texts()
      guard reader.isAtEnd else { throw reader.failure("the end") }
    }
  }

  @Test("what was written is read back", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var noise = Noise(state: UInt64(seed))
    let sample = Sample(&noise)
    #expect(try Sample(reading: sample.bytes) == sample)
  }

  @Test("bytes cut short are refused wherever the cut is", arguments: 0..<5)
  func truncated(seed: Int) {
    var noise = Noise(state: UInt64(seed))
    let bytes = Sample(&noise).bytes
    for count in 0..<bytes.count {
      #expect(throws: ByteReaderError.self) { try Sample(reading: Array(bytes[..<count])) }
    }
  }

  @Test("damaged bytes give an error or a value, and never a crash", arguments: 0..<40)
  func damaged(seed: Int) {
    var noise = Noise(state: UInt64(seed) &+ 1000)
    let bytes = Sample(&noise).bytes
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0...noise.below(3) {
        changed[noise.below(changed.count)] = [0, 0x7F, 0x80, 0xFF][noise.below(4)]
      }
      do throws(ByteReaderError) {
        _ = try Sample(reading: changed)
      } catch {
        #expect(error.offset >= 0 && error.offset <= changed.count)
      }
    }
  }

  @Test(
    "a count that the bytes cannot hold is refused before memory is asked for",
    arguments: [Int.max, Int.min, -1, 1 << 40, 3])
  func counts(count: Int) {
    var writer = ByteWriter()
    writer.integer(count)
    writer.word(0)
    writer.word(0)
    var reader = ByteReader(writer.bytes)
    #expect(throws: ByteReaderError(expected: "a count that fits the bytes left", offset: 8)) {
      try reader.numbers()
    }
  }

  @Test("bytes are little-endian with lengths first, on every machine")
  func layout() {
    var writer = ByteWriter()
    writer.integer(-2)
    writer.text("hé")
    writer.flag(true)
    let expected: [UInt8] =
      [0xFE] + [UInt8](repeating: 0xFF, count: 7) + [3, 0, 0, 0, 0, 0, 0, 0, 0x68, 0xC3, 0xA9, 1]
    #expect(writer.bytes == expected)
  }

  @Test("each not-a-number is written alike, and zeros keep their signs")
  func numbers() {
    func bytes(_ value: Double) -> [UInt8] {
      var writer = ByteWriter()
      writer.number(value)
      return writer.bytes
    }
    #expect(bytes(.nan) == bytes(-.nan) && bytes(.nan) == bytes(.signalingNaN))
    #expect(bytes(0) != bytes(-0.0))
    #expect(bytes(.infinity) != bytes(.greatestFiniteMagnitude))
  }

  @Test("a truth value is 0 or 1, and a text is UTF-8")
  func refused() {
    var flag = ByteReader([2])
    #expect(throws: ByteReaderError(expected: "a truth value", offset: 1)) { try flag.flag() }
    var writer = ByteWriter()
    writer.block([0xC3, 0x28])
    var text = ByteReader(writer.bytes)
    #expect(throws: ByteReaderError.self) { try text.text() }
  }
}
