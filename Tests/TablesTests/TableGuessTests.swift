import Diagnostics
import Tables
import Testing

@Suite("How a table seems to be written")
struct TableGuessTests {
  /// A file, and what is found in it.
  struct File: Sendable, CustomTestStringConvertible {
    let title: String
    let text: String
    /// The settings that are not the standard, in the order in which they are found.
    let settings: [String]
    let kinds: [ColumnKind]
    var path = "t.csv"
    var testDescription: String { title }
  }

  private static let files = [
    File(title: "a plain file", text: "a,b\n1,x\n2,y\n", settings: [], kinds: [.number, .text]),
    File(
      title: "semicolons and decimal commas", text: "a;b\n1,5;x\n2,25;y\n",
      settings: ["delimiter", "decimal"], kinds: [.number, .text]),
    File(
      title: "tabs", text: "a\tb\n1\tx\n2\ty\n", settings: ["delimiter"], kinds: [.number, .text]),
    File(
      title: "thousands in quotes", text: "a,b\n\"1,234\",x\n\"12,500\",y\n",
      settings: ["thousands"],
      kinds: [.number, .text]),
    File(
      title: "points between thousands and a currency",
      text: "a;b\n1.234,50 €;x\n80,00 €;y\n",
      settings: ["delimiter", "decimal", "thousands", "currency"],
      kinds: [.number, .text]),
    File(
      title: "question marks among numbers", text: "a,b\n1,x\n?,y\n3,z\n", settings: ["missing"],
      kinds: [.number, .text]),
    File(
      title: "words of people among numbers and dates",
      text: "a;b;c\n1,5;01.02.2024;x\nk. A.;n/a;y\n2;03.04.2024;z\nunbekannt;-;w\n",
      settings: ["delimiter", "decimal", "missing", "dates.b"], kinds: [.number, .date, .text]),
    File(
      title: "words of people among texts alone stay", text: "a,b\nk. A.,1\nyes,2\n-,3\n",
      settings: [], kinds: [.text, .number]),
    File(
      title: "a number word among numbers is no gap", text: "a,b\n1,x\nten,y\n3,z\n", settings: [],
      kinds: [.text, .text]),
    File(
      title: "dates with points", text: "a,b\n31.12.2023,1\n01.01.2024,2\n", settings: ["dates.a"],
      kinds: [.date, .number]),
    File(
      title: "months without days", text: "a,b\n03/2017,1\n12/2019,2\n", settings: ["dates.a"],
      kinds: [.date, .number]),
    File(
      title: "days in one form and months in another",
      text: "a,b\n"
        + (1...20).map {
          "0\($0 % 9 + 1)/20\($0 + 3 < 10 ? "0" : "")\($0 + 3),1\n\($0 + 2).12.2019,2\n"
        }
        .joined(),
      settings: ["dates.a"], kinds: [.date, .number]),
    File(
      title: "days and months that change places in one column",
      text: "a,b\n" + (13...28).map { "\($0)/01/2019,1\n01/\($0)/2019,2\n" }.joined(),
      settings: [], kinds: [.text, .number]),
    File(
      title: "one slip among hundreds of numbers",
      text: "a,b\n" + (1...400).map { $0 == 99 ? "1x4,0\n" : "\($0),0\n" }.joined(), settings: [],
      kinds: [.number, .number]),
    File(
      title: "many words among numbers are no slips",
      text: "a,b\n" + (1...400).map { $0 % 30 == 0 ? "C\($0),0\n" : "\($0),0\n" }.joined(),
      settings: [], kinds: [.text, .number]),
    File(
      title: "months before days", text: "a,b\n01/31/2023,1\n02/01/2023,2\n", settings: ["dates.a"],
      kinds: [.date, .number]),
    File(
      title: "days that may be months go by the order of rows",
      text: "a,b\n09/01/2023,1\n10/01/2023,2\n11/01/2023,3\n01/02/2023,4\n", settings: ["dates.a"],
      kinds: [.date, .number]),
    File(
      title: "times with minutes", text: "a,b\n2023/01/31 10:20,1\n2023/02/01 00:00,2\n",
      settings: ["dates.a"], kinds: [.date, .number]),
    File(
      title: "eight digits called a date", text: "date,b\n20230131,1\n20230201,2\n",
      settings: ["dates.date"], kinds: [.date, .number]),
    File(
      title: "eight digits called otherwise", text: "part,b\n20230131,1\n20230201,2\n",
      settings: [],
      kinds: [.number, .number]),
    File(
      title: "codes with zeros in front", text: "zip,b\n01067,1\n10115,2\n",
      settings: ["types.zip"],
      kinds: [.text, .number]),
    File(
      title: "JSON lines under any name",
      text: "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \"y\"}\n",
      settings: ["format"], kinds: [.number, .text], path: "t.txt"),
    File(
      title: "a delimiter in quotes is none", text: "\"a;b\",c\n1,2\n3,4\n", settings: [],
      kinds: [.number, .number]),
  ]

  @Test("what is not the standard is found and said", arguments: files)
  func finds(_ file: File) throws {
    let guess = try TableGuess(bytes: Array(file.text.utf8), path: file.path)
    #expect(guess.remarks.map(\.setting) == file.settings)
    #expect(guess.content.table.columns.map(\.kind) == file.kinds)
    #expect(guess.remarks.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("words for missing values are told with their columns and how often they stand there")
  func missingWords() throws {
    let text = "a,b,c\n1,2,x\nk. A.,3,k. A.\nk.A.,4,y\n5,?,z\n"
    let guess = try TableGuess(bytes: Array(text.utf8), path: "t.csv")
    #expect(
      guess.remarks.map(\.reason) == [
        "words for a missing number or date: '?' in b (1); 'k. A.' in a (1), c (1); 'k.A.' in a (1)"
      ])
    #expect(guess.options.missing == CSVOptions.standardMissing + ["?", "k. A.", "k.A."])
  }

  @Test(
    "numbers that name something are texts, where their name and their width say so",
    arguments: [
      ("plz", 10_000, 150, ColumnKind.text), ("Kunden-PLZ", 1000, 150, .text),
      ("branch_code", 100, 40, .text), ("zip", 10_000, 8, .number), ("price", 10_000, 150, .number),
      ("code", 10, 150, .number), ("decoded", 100, 40, .number),
    ])
  func codes(_ name: String, _ first: Int, _ count: Int, _ kind: ColumnKind) throws {
    let rows = (0..<count).map { "\(first + $0 * 5 % (first * 9)),\($0)" }
    let text = "\(name),b\n" + rows.joined(separator: "\n") + "\n"
    let guess = try TableGuess(bytes: Array(text.utf8), path: "t.csv")
    #expect(guess.content.table.columns[0].kind == kind)
    let reasons = guess.remarks.filter { $0.setting == "types.\(name)" }.map(\.reason)
    #expect(reasons.count == (kind == .text ? 1 : 0))
    #expect(reasons.allSatisfy { $0.contains("no amounts") })
  }

  @Test("days before months are told by their order")
  func ambiguousDates() throws {
    let text = "a,b\n09/01/2023,1\n10/01/2023,2\n11/01/2023,3\n01/02/2023,4\n"
    let guess = try TableGuess(bytes: Array(text.utf8), path: "t.csv")
    #expect(guess.options.datePatterns["a"]?.text == "%d/%m/%Y")
    #expect(guess.remarks.first?.reason.contains("%m/%d/%Y") == true)
  }

  @Test("a guess from the beginning that the rest does not keep is dropped")
  func laterRows() throws {
    let rows = (0..<60_000).map { "\($0 % 28 + 1).01.2024,\($0)" }
    let text = "a,b\n" + rows.joined(separator: "\n") + "\nunknown day,1\n"
    let guess = try TableGuess(bytes: Array(text.utf8), path: "t.csv")
    #expect(guess.content.table.columns.map(\.kind) == [.text, .number])
    #expect(guess.remarks.isEmpty)
  }

  @Test("bytes that are not UTF-8 are read as what Windows writes")
  func encodings() throws {
    let latin = Array("name,b\nGr".utf8) + [0xf6] + Array("n,1\n".utf8)
    let guess = try TableGuess(bytes: latin, path: "t.csv")
    #expect(guess.options.encoding == .windows1252)
    #expect(guess.content.table["name"]?.texts?[0] == "Grön")
    let wide = "name,b\nGrön,1\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let second = try TableGuess(bytes: wide, path: "t.csv")
    #expect(second.options.encoding == .utf16)
    #expect(second.content.table["name"]?.texts?[0] == "Grön")
  }

  @Test("a file that no guess can read is told of as it stands")
  func broken() {
    #expect(throws: DiagnosticError.self) {
      try TableGuess(bytes: Array("a,b\n1,2\n3\n".utf8), path: "t.csv")
    }
  }
}
