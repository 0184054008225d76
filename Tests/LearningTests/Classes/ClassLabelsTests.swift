import Learning
import Tables
import Testing

@Suite("Labels of classes")
struct ClassLabelsTests {
  @Test("numbers go by size, flags false before true, texts by their scalars")
  func order() throws {
    let numbers = try ClassLabels(of: Column("y", numbers: [10, 2, -0.0, 0, 2.5]))
    #expect(numbers.names == ["0", "2", "2.5", "10"] && numbers.kind == .number)
    let flags = try ClassLabels(of: Column("y", flags: [true, false, true]))
    #expect(flags.names == ["false", "true"] && flags.positiveName == "true")
    let texts = try ClassLabels(of: Column("y", texts: ["b", "ä", "B", "a", "b"]))
    #expect(texts.names == ["B", "a", "b", "ä"] && texts.positiveName == nil)
  }

  @Test("each row has the place of its class, and a column comes back from places")
  func places() throws {
    for column in [
      Column("y", numbers: [3, 1, 3, 2]), Column("y", flags: [true, false, true, true]),
      Column("y", texts: ["c", "a", "b", "a"]),
    ] {
      let labels = try ClassLabels(of: column)
      let places = try labels.places(of: column)
      #expect(labels.column("y", places: places) == column)
      #expect(try labels.places(of: column.rows([1])) == [places[1]])
      for (place, name) in labels.names.enumerated() { #expect(labels.place(named: name) == place) }
    }
  }

  @Test(
    "the positive one of two classes comes last",
    arguments: [("no", ["yes", "no"]), ("yes", ["no", "yes"])])
  func positive(label: String, order: [String]) throws {
    let column = Column("y", texts: ["yes", "no"])
    #expect(try ClassLabels(of: column, positive: label).names == order)
  }

  @Test("labels that look like numbers or truth values are found as they are written")
  func written() throws {
    let numbers = Column("y", numbers: [0, 1, 1])
    #expect(try ClassLabels(of: numbers, positive: "0").names == ["1", "0"])
    #expect(try ClassLabels(of: numbers, positive: "0.0").names == ["1", "0"])
    let flags = Column("y", flags: [true, false])
    #expect(try ClassLabels(of: flags, positive: "False").names == ["true", "false"])
    let texts = Column("y", texts: ["01", "1"])
    #expect(try ClassLabels(of: texts, positive: "01").names == ["1", "01"])
  }

  @Test("too few, too many and missing classes are refused, and so are unknown ones")
  func refusals() throws {
    func expect(_ error: LearningError, _ body: () throws -> Void) {
      #expect(throws: error) { try body() }
    }
    expect(.oneClass(column: "y", label: "a")) {
      _ = try ClassLabels(of: Column("y", texts: ["a", "a"]))
    }
    expect(.noRows) { _ = try ClassLabels(of: Column("y", texts: [])) }
    expect(.tooManyClasses(column: "y", kind: .number, count: 1001)) {
      _ = try ClassLabels(of: Column("y", numbers: (0...1000).map(Double.init)))
    }
    expect(.missingTargets(column: "y", firstRow: 1, count: 2)) {
      _ = try ClassLabels(of: Column("y", flags: [true, nil, false, nil]))
    }
    expect(.infiniteTarget(column: "y", row: 1)) {
      _ = try ClassLabels(of: Column("y", numbers: [1, .infinity]))
    }
    expect(.wrongKind(column: "y", found: .date, needed: .text, purpose: "the target")) {
      _ = try ClassLabels(of: Column("y", dates: DateValues([0, 86_400], precision: .day)))
    }
    expect(.unknownLabel(setting: "positive", label: "c", known: ["a", "b"])) {
      _ = try ClassLabels(of: Column("y", texts: ["a", "b"]), positive: "c")
    }
    expect(.positiveOfMany(column: "y", count: 3)) {
      _ = try ClassLabels(of: Column("y", texts: ["a", "b", "c"]), positive: "c")
    }
    let labels = try ClassLabels(of: Column("y", texts: ["a", "b"]))
    expect(.unknownClass(column: "y", label: "c", row: 1, known: ["a", "b"])) {
      _ = try labels.places(of: Column("y", texts: ["a", "c"]))
    }
    expect(.missingTargets(column: "y", firstRow: 0, count: 1)) {
      _ = try labels.places(of: Column("y", texts: [nil, "a"]))
    }
    expect(.wrongKind(column: "y", found: .number, needed: .text, purpose: "the target")) {
      _ = try labels.places(of: Column("y", numbers: [1]))
    }
  }

  @Test("columns of probabilities have names of their own")
  func probabilityNames() throws {
    let labels = try ClassLabels(of: Column("y", texts: ["a", "A", "a_2", "", "é", "e\u{301}"]))
    let names = labels.probabilityNames(avoiding: ["P_"])
    #expect(Set(names.map { $0.lowercased() }).count == 6)
    #expect(!names.contains("p_"))
    let plain = try ClassLabels(of: Column("y", numbers: [1, 2])).probabilityNames()
    #expect(plain == ["p_1", "p_2"])
  }
}
