import Tables

/// The files whose values are the sin, and those that are no CSV.
extension HostileFile {
  private static func style(
    _ decimal: NumberStyle.Decimal = .point, _ thousands: NumberStyle.Thousands = .none,
    _ currency: [String] = []
  ) -> NumberStyle {
    NumberStyle(decimal: decimal, thousands: thousands, currency: currency)
  }

  private static func dates(_ pattern: String) -> [String: DatePattern] {
    (try? DatePattern(pattern)).map { ["when": $0] } ?? [:]
  }

  private static let semicolon = UInt8(ascii: ";")

  static let numbers: [HostileFile] = [
    .init(
      "semicolons.csv",
      .problem(
        "1:1", "the header is one name, 'a;b', with a semicolon in it", hint: "delimiter: \";\"")),
    .init(
      "semicolons.csv", CSVOptions(delimiter: semicolon),
      .table("a,b\n\"1,5\",x\n\"2,5\",y\n", kinds: [.text, .text])),
    .init(
      "semicolons.csv", CSVOptions(delimiter: semicolon, numbers: style(.comma)),
      .table("a,b\n1.5,x\n2.5,y\n", kinds: [.number, .text])),
    .init(
      "tabs.csv",
      .problem(
        "1:1", "the header is one name, 'a\\tb', with a tab in it", hint: "delimiter: \"tab\"")),
    .init(
      "tabs.csv", CSVOptions(delimiter: UInt8(ascii: "\t")),
      .table("a,b\n1,x\n2,y\n", kinds: [.number, .text])),
    .init(
      "decimal-commas.csv", CSVOptions(delimiter: semicolon, numbers: style(.comma, .point)),
      .table("a,b\n1.5,1234.75\n-0.25,12\n", kinds: [.number, .number])),
    .init(
      "thousands-with-spaces.csv", CSVOptions(missing: ["\u{a0}"], numbers: style(.point, .space)),
      .table("a,b\n1234,1\n12345.5,2\n,3\n", kinds: [.number, .number])),
    .init(
      "thousands-in-wrong-places.csv",
      CSVOptions(delimiter: semicolon, types: ["a": .number], numbers: style(.comma, .point)),
      .problem("3:1", "'12.34' in column 'a' is not a number in the style of the settings")),
    .init(
      "currency-signs.csv", CSVOptions(numbers: style(.point, .comma, ["€", "$"])),
      .table("price,fee\n1234.5,5\n-3,5\n-4,\n", kinds: [.number, .number])),
    .init(
      "currency-signs.csv", CSVOptions(types: ["fee": .number]),
      .problem(
        "2:13", "'$5' in column 'fee' is not a number such as 12, -0.5 or 1e-3",
        hint: "currency: [\"$\"]")),
    .init(
      "long-ids.csv",
      .table(
        "id,a\n9007199254740993,1\n12345678901234567890,2\n3,4\n", kinds: [.text, .number])),
    .init("leading-zeros.csv", .table("zip,a\n1067,1\n123,2\n", kinds: [.number, .number])),
    .init(
      "leading-zeros.csv", CSVOptions(types: ["zip": .text]),
      .table("zip,a\n01067,1\n00123,2\n", kinds: [.text, .number])),
    .init("infinities.csv", .table("a,b\n1,inf\n2,3\n", kinds: [.number, .text])),
    .init("too-large-numbers.csv", .table("a,b\n1e999,1\n2,3\n", kinds: [.text, .number])),
    .init("hexadecimal.csv", .table("a,b\n0x10,1\n7,2\n", kinds: [.text, .number])),
  ]

  static let otherKinds: [HostileFile] = [
    .init(
      "flags-in-any-case.csv",
      .table("a,b\ntrue,yes\nfalse,no\n,yes\ntrue,no\n", kinds: [.flag, .text])),
    .init(
      "flags-in-any-case.csv", CSVOptions(types: ["b": .flag]),
      .table("a,b\ntrue,true\nfalse,false\n,true\ntrue,false\n", kinds: [.flag, .flag])),
    .init("flags-and-numbers.csv", .table("a,b\ntrue,1\n0,2\n", kinds: [.text, .number])),
    .init(
      "flags-and-numbers.csv", CSVOptions(types: ["b": .flag]),
      .problem(
        "3:3",
        "'2' in column 'b' is not a truth value: true, false, yes, no, y, n, t, f, on, off, "
          + "1 or 0")),
    .init(
      "dates-with-zones.csv",
      .table(
        "when,a\n2024-05-31T10:30:00.000Z,1\n2024-05-31T10:30:00.250Z,2\n",
        kinds: [.date, .number])),
    .init(
      "dates-with-and-without-zone.csv",
      .table(
        "when,a\n2024-05-31T12:30:00Z,1\n2024-05-31T12:30:00,2\n", kinds: [.text, .number])),
    .init(
      "dates-with-and-without-zone.csv", CSVOptions(types: ["when": .date]),
      .problem(
        "2:1",
        "'2024-05-31T12:30:00Z' in column 'when' has a time zone, and "
          + "'2024-05-31T12:30:00' in row 2 has none")),
    .init(
      "days-of-no-calendar.csv", CSVOptions(types: ["when": .date]),
      .problem(
        "3:1",
        "'2023-02-29' in column 'when' is not a date such as 2024-05-31 or "
          + "2024-05-31T12:30:00Z", hint: "dates: {when:")),
    .init(
      "german-dates.csv", CSVOptions(delimiter: semicolon, datePatterns: dates("%d.%m.%Y")),
      .table("when,a\n2024-05-31,1\n2024-06-01,2\n", kinds: [.date, .number])),
    .init(
      "german-dates.csv", CSVOptions(delimiter: semicolon, datePatterns: dates("%m.%d.%Y")),
      .problem("2:1", "'31.05.2024' in column 'when' is not a date of the form '%m.%d.%Y'")),
    .init(
      "american-dates.csv", CSVOptions(datePatterns: dates("%m/%d/%Y %I:%M %p")),
      .table(
        "when,a\n2024-12-31T23:59:00,1\n2025-01-02T00:00:00,2\n", kinds: [.date, .number])),
    .init(
      "one-slip-in-a-number-column.csv", CSVOptions(types: ["a": .number]),
      .problem("21:1", "'2O' in column 'a' is not a number such as 12, -0.5 or 1e-3")),
  ]

  private static let compressed = Outcome.table("a,b\n1,x\n2,y\n", kinds: [.number, .text])

  static let formats: [HostileFile] = [
    .init("compressed.csv", compressed), .init("compressed-in-two-members.csv.gz", compressed),
    .init(
      "compressed-and-cut.csv.gz",
      .problem("1:1", "the compressed file ends before its content does", hint: "gzip -t")),
    .init(
      "compressed-with-wrong-sum.csv.gz",
      .problem("1:1", "the compressed file is damaged near its byte 28", hint: "gzip -t")),
    .init(
      "compressed-bomb.csv.gz",
      .problem(
        "1:1", "the compressed file holds more than 1048576 bytes, the most that is read",
        hint: "gunzip")),
    .init(
      "lines-of-json.jsonl",
      .table(
        "id,name,ok,when,extra\n1,\"A \"\"b\"\" é\",true,2024-05-31,\n2,c,,,1.5\n",
        kinds: [.number, .text, .flag, .date, .number])),
    .init(
      "lines-of-json-nested.jsonl",
      .problem(
        "2:7", "a value is a number, a text, true, false or null; this is a list or an object")),
    .init(
      "lines-of-json-broken.jsonl", .problem("2:9", "a name in double quotes must stand here")),
  ]
}
