import Analyses
import Testing

@Suite("Scalars")
struct YAMLScalarTests {
  static let plain: [(String, YAMLScalar.Value)] = [
    ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("nULL", .text("nULL")),
    ("true", .flag(true)), ("False", .flag(false)), ("tRUE", .text("tRUE")),
    ("no", .text("no")), ("on", .text("on")), ("yes", .text("yes")), ("y", .text("y")),
    ("0", .integer(0)), ("-7", .integer(-7)), ("+7", .integer(7)), ("-0", .integer(0)),
    ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0x", .text("0x")), ("0xG", .text("0xG")),
    ("0x-1", .text("0x-1")), ("0o8", .text("0o8")), ("0b1", .text("0b1")),
    ("012", .ambiguous("012")), ("-012", .ambiguous("-012")), ("00", .ambiguous("00")),
    ("01.5", .ambiguous("01.5")), ("1_000", .text("1_000")), ("1,5", .text("1,5")),
    ("1.5", .number(1.5)), (".5", .number(0.5)), ("5.", .number(5)), ("1e3", .number(1000)),
    ("1E-2", .number(0.01)), ("1e", .text("1e")), ("e3", .text("e3")), (".", .text(".")),
    ("1e999", .number(.infinity)), ("-", .text("-")), ("1 2", .text("1 2")),
    (".inf", .number(.infinity)), ("-.Inf", .number(-.infinity)), ("inf", .text("inf")),
    ("nan", .text("nan")), ("12:30", .text("12:30")), ("2024-01-01", .text("2024-01-01")),
    ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .ambiguous("9223372036854775808")),
    ("0xFFFFFFFFFFFFFFFFF", .text("0xFFFFFFFFFFFFFFFFF")),
  ]

  @Test("a plain scalar is what YAML 1.2 says it is", arguments: plain)
  func plainScalarsResolve(_ text: String, _ value: YAMLScalar.Value) {
    #expect(YAMLScalar(text, isPlain: true).value == value)
  }

  @Test("not-a-number is a number")
  func notANumberIsANumber() {
    guard case .number(let value) = YAMLScalar(".nan", isPlain: true).value else {
      Issue.record("not a number")
      return
    }
    #expect(value.isNaN)
  }

  @Test("whatever stands in quotes is text", arguments: plain)
  func quotedScalarsAreText(_ text: String, _ value: YAMLScalar.Value) {
    #expect(YAMLScalar(text, isPlain: false).value == .text(text))
  }
}
