import Kernels
import Learning
import Tables
import TestSupport
import Testing

@Suite("Recipes")
struct RecipeTests {
  private static let rows = Table([
    Column("a", numbers: [1, 3, .nan, 5]),
    Column("k", numbers: [2, 2, 2, 2]),
    Column("t", texts: ["b", "a", nil, "b"]),
    Column("y", numbers: [10, 20, 30, 40]),
  ])

  private static func oneHot(_ unseen: OneHot.Unseen = .zeros) -> RecipeStep {
    .oneHot(OneHot(columns: .group(.text), unseen: unseen))
  }

  private static func minMax(_ columns: ColumnSelection = .group(.numeric)) -> RecipeStep {
    .minMax(MinMax(columns: columns))
  }

  @Test("steps run in order, levels are sorted, and later rows are scaled by the training range")
  func steps() throws {
    let fitted = try Recipe(target: "y", steps: [Self.minMax(), Self.oneHot()]).fitted(Self.rows)
    let matrix = try fitted.features(
      of: Table([
        Column("t", texts: ["c", "a", nil]), Column("k", numbers: [2, 3, 2]),
        Column("a", numbers: [9, 1, .nan]),
      ]))
    #expect(matrix.names == ["a", "k", "t=a", "t=b"])
    #expect(matrix.columns[0][0] == 2 && matrix.columns[0][1] == 0 && matrix.columns[0][2].isNaN)
    #expect(matrix.columns[1] == [0, 1, 0])
    #expect(matrix.columns[2] == [0, 1, 0])
    #expect(matrix.columns[3] == [0, 0, 0])
  }

  @Test("the order of training rows does not change min-max and one-hot")
  func rowOrder() throws {
    let recipe = Recipe(target: "y", steps: [Self.minMax(), Self.oneHot()])
    let (forward, backward) = (
      try recipe.fitted(Self.rows), try recipe.fitted(Self.rows.rows([3, 2, 1, 0]))
    )
    let (a, b) = (try forward.features(of: Self.rows), try backward.features(of: Self.rows))
    #expect(a.names == b.names)
    #expect(a.columns.dropFirst() == b.columns.dropFirst())
  }

  @Test("scaling and one-hot columns are a real peer's")
  func peer() throws {
    let rows = Table(
      try OracleFile.columns(OracleFile.url("synthetic.csv")).map { name, fields in
        name == "level"
          ? Column(name, texts: fields) : Column(name, numbers: fields.map { Double($0) ?? .nan })
      })
    let recorded = Dictionary(
      uniqueKeysWithValues: try OracleFile.columns(OracleFile.url("synthetic-prepared.csv")).map {
        ($0.name, $0.fields.compactMap { Double($0) })
      })
    let level = RecipeStep.oneHot(OneHot(columns: .names(["level"]), unseen: .error))
    for (name, step) in [
      ("min-max", Self.minMax()), ("standard", .standard(Standard(columns: .group(.numeric)))),
    ] {
      let fitted = try Recipe(target: "y", steps: [step, level]).fitted(rows)
      let matrix = try fitted.features(of: rows)
      #expect(matrix.names == ["a", "b", "level=low", "level=mid", "level=top", "c"])
      for (column, values) in zip(matrix.names, matrix.columns) {
        let wanted = try #require(recorded[column] ?? recorded["\(name) \(column)"])
        #expect(wanted.count == values.count)
        for (found, value) in zip(values, wanted) { #expect(abs(found - value) < 1e-12) }
      }
    }
  }

  @Test("standard scaling makes a constant column 0")
  func constantStandard() throws {
    let recipe = Recipe(
      target: "y", features: ["k"], steps: [.standard(Standard(columns: .group(.all)))])
    let fitted = try recipe.fitted(Self.rows)
    #expect(try fitted.features(of: Self.rows).columns == [[0, 0, 0, 0]])
  }

  @Test(
    "missing numbers are filled by the method",
    arguments: [
      (Impute.Method.mean, nil, 3.0), (.median, nil, 3), (.mostFrequent, nil, 1),
      (.constant, Impute.Value.number(-1), -1),
    ])
  func impute(method: Impute.Method, constant: Impute.Value?, filled: Double) throws {
    let step = Impute(
      columns: .names(["a"]), method: method, constant: constant, indicator: true)
    let fitted = try Recipe(target: "y", ignore: ["t", "k"], steps: [.impute(step)]).fitted(
      Self.rows)
    let matrix = try fitted.features(of: Self.rows)
    #expect(matrix.names == ["a", "a missing"])
    #expect(matrix.columns == [[1, 3, filled, 5], [0, 0, 1, 0]])
  }

  @Test("missing texts are filled with the most frequent one")
  func imputeText() throws {
    let step = Impute(
      columns: .names(["t"]), method: .mostFrequent, constant: nil, indicator: false)
    let fitted = try Recipe(
      target: "y", features: ["t"], steps: [.impute(step), Self.oneHot()]
    ).fitted(Self.rows)
    #expect(try fitted.features(of: Self.rows).columns == [[0, 1, 0, 0], [1, 0, 1, 1]])
  }

  @Test("an ignored column, the weight and the target are never features")
  func features() throws {
    let recipe = Recipe(target: "y", ignore: ["t"], weight: "k", steps: [Self.minMax()])
    let fitted = try recipe.fitted(Self.rows)
    #expect(try fitted.features(of: Self.rows).names == ["a"])
    #expect(try fitted.weights(of: Self.rows) == [2, 2, 2, 2])
  }

  @Test("wrong rows are refused with the column and the value")
  func refusals() throws {
    let fitted = try Recipe(target: "y", steps: [Self.oneHot(.error)]).fitted(Self.rows)
    func expect(_ error: LearningError, _ body: () throws -> Void) {
      #expect(throws: error, performing: body)
    }
    expect(.textColumnsLeft(columns: ["t"])) { _ = try Recipe(target: "y").fitted(Self.rows) }
    expect(.unknownColumn(name: "a", known: ["k"])) {
      _ = try fitted.features(of: Table([Column("k", numbers: [1])]))
    }
    expect(.wrongKind(column: "a", found: .text, needed: .number, purpose: "the recipe")) {
      _ = try fitted.features(of: Self.rows.with(Column("a", texts: ["x", nil, nil, nil])))
    }
    expect(.unknownLevel(column: "t", level: "z", row: 1, known: ["a", "b"])) {
      _ = try fitted.features(of: Self.rows.with(Column("t", texts: ["a", "z", nil, nil])))
    }
    expect(.missingTargets(column: "y", firstRow: 1, count: 2)) {
      _ = try fitted.target(of: Self.rows.with(Column("y", numbers: [1, .nan, .nan, 2])))
    }
    expect(.infiniteTarget(column: "y", row: 0)) {
      _ = try fitted.target(of: Self.rows.with(Column("y", numbers: [.infinity, 1, 1, 2])))
    }
    expect(.noRows) { _ = try Recipe(target: "y").fitted(Self.rows.rows([])) }
    expect(.noFeatures) { _ = try Recipe(target: "y", features: []).fitted(Self.rows) }
    expect(.emptyColumn(name: "e", purpose: "`min-max`")) {
      let empty = Column("e", numbers: [.nan, .nan, .nan, .nan])
      _ = try Recipe(target: "y", ignore: ["t"], steps: [Self.minMax()]).fitted(
        Self.rows.with(empty))
    }
    expect(.duplicateColumn(name: "t=a")) {
      let twin = Column("t=a", numbers: [0, 0, 0, 0])
      _ = try Recipe(target: "y", steps: [Self.oneHot()]).fitted(Self.rows.with(twin))
    }
    expect(.refusedWeight(column: "k", row: 0, value: 0)) {
      let weighted = Recipe(target: "y", ignore: ["t"], weight: "k")
      let none = Self.rows.with(Column("k", numbers: [0, 0, 0, 0]))
      _ = try weighted.fit(none, random: RandomStream(seed: 0)).trainingData()
    }
  }

  @Test("every refusal says what is wrong in one line")
  func descriptions() {
    let error = LearningError.unknownLevel(column: "t", level: "z", row: 1, known: ["a", "b"])
    #expect(
      error.description
        == "column 't' is 'z' in row 2, which no training row had; they had 'a', 'b'")
    #expect(
      error.hint
        == "set `unseen: zeros` on a `one-hot` step, or `unseen: missing` on an `ordinal` step, "
        + "to accept such rows")
  }

  @Test("a column that came empty is taken as one of its training kind")
  func emptyColumn() throws {
    let fitted = try Recipe(target: "y", steps: [Self.oneHot()]).fitted(Self.rows)
    let empty = Self.rows.with(Column("t", numbers: [.nan, .nan, .nan, .nan]))
    #expect(try fitted.features(of: empty).columns.last == [0, 0, 0, 0])
  }
}

@Suite("Problems of recipes before a run")
struct RecipeProblemTests {
  private static let columns: [(name: String, kind: ColumnKind?)] = [
    ("a", .number), ("t", .text), ("u", nil), ("y", .number),
  ]

  @Test("a recipe that fits has no problems, and level names are accepted")
  func clean() {
    let recipe = Recipe(
      target: "y",
      steps: [
        .impute(
          Impute(columns: .names(["a"]), method: .mean, constant: nil, indicator: true)),
        .oneHot(OneHot(columns: .names(["t", "u"]), unseen: .zeros)),
        .standard(Standard(columns: .names(["a", "a missing", "t=x", "u=1"]))),
      ])
    #expect(recipe.problems(columns: Self.columns).isEmpty)
  }

  @Test("each problem names its field, and all are found at once")
  func problems() {
    let recipe = Recipe(
      target: "t", features: ["a", "no", "t", "u"], ignore: ["gone"], weight: "w",
      task: .values,
      steps: [
        .minMax(MinMax(columns: .names(["a", "y", "lost"]))),
        .oneHot(OneHot(columns: .names(["a"]), unseen: .zeros)),
      ])
    let known = ["a", "t", "u", "y"]
    #expect(
      recipe.problems(columns: Self.columns) == [
        RecipeProblem(
          field: .target, reason: .wrongKind(name: "t", found: .text, needed: [.number])),
        RecipeProblem(field: .weight, reason: .unknownColumn(name: "w", known: known)),
        RecipeProblem(field: .feature(1), reason: .unknownColumn(name: "no", known: known)),
        RecipeProblem(field: .feature(2), reason: .notAFeature(name: "t")),
        RecipeProblem(field: .ignored(0), reason: .unknownColumn(name: "gone", known: known)),
        RecipeProblem(field: .step(0, column: 1), reason: .notAFeature(name: "y")),
        RecipeProblem(
          field: .step(0, column: 2), reason: .unknownColumn(name: "lost", known: ["a", "u"])),
        RecipeProblem(
          field: .step(1, column: 0),
          reason: .wrongKind(name: "a", found: .number, needed: [.text])),
      ])
  }

  @Test("dates that no step takes are a problem, before rows are read and after")
  func datesLeft() throws {
    let recipe = Recipe(target: "y")
    #expect(
      recipe.problems(columns: [("y", .number), ("d", .date), ("f", .flag)])
        == [RecipeProblem(field: .steps, reason: .datesLeft(columns: ["d"]))])
    let rows = Table([
      Column("y", numbers: [1, 2]), Column("d", dates: DateValues([0, 86_400], precision: .day)),
    ])
    #expect(throws: LearningError.dateColumnsLeft(columns: ["d"])) { try recipe.fitted(rows) }
    #expect(LearningError.dateColumnsLeft(columns: ["d"]).hint?.contains("`date-parts`") == true)
  }

  @Test("flags are learned from as 0 and 1, and may be the target")
  func flags() throws {
    let rows = Table([
      Column("y", flags: [true, false, true]), Column("f", flags: [false, nil, true]),
    ])
    let fitted = try Recipe(target: "y").fitted(rows)
    let column = try fitted.features(of: rows).columns[0]
    #expect(column[0] == 0 && column[1].isNaN && column[2] == 1)
    #expect(try fitted.target(of: rows) == [1, 0, 1])
    #expect(fitted.inputs.map(\.kind) == [.number])
  }

  @Test("text that no step takes is a problem, and so is nothing to learn from")
  func leftovers() {
    #expect(
      Recipe(target: "y").problems(columns: Self.columns)
        == [RecipeProblem(field: .steps, reason: .textLeft(columns: ["t"]))])
    #expect(
      Recipe(target: "y", ignore: ["a", "t", "u"]).problems(columns: Self.columns)
        == [RecipeProblem(field: .steps, reason: .noFeatures)])
  }
}
