import Digests
import Kernels

/// A small analysis that is edited at random, and what its stages give.
struct SmallAnalysis {
  var file = 2
  var constant = 3
  var plus: Int?
  var modulo: Int?
  var sides = 6
  var count = 3
  var die = "die"
  var seed = 1
  var commentCount = 0
  var isReordered = false

  /// The stages in order, with those that each takes from.
  var inputs: [(stage: String, from: [String])] {
    [
      ("file", []), ("ten", []), (die, []), ("odd", ["file", "ten"]), ("squares", ["odd"]),
      ("sum", ["odd", die, "squares"]), ("out", ["sum"]),
    ]
  }

  /// The stages as text.
  var stages: String {
    var odd = [plus.map { "plus: \($0)" }, modulo.map { "modulo: \($0)" }, "mark: 4"]
      .compactMap { $0 }
    if isReordered { odd.reverse() }
    let oddStage =
      isReordered
      ? "{with: {\(odd.joined(separator: ", "))}, from: [file, ten], kind: add, id: odd}"
      : "{id: odd, kind: add, from: [file, ten], with: {\(odd.joined(separator: ", "))}}"
    let comments = (0..<commentCount).map { "  # remark \($0)\n" }.joined()
    return """
      \(comments)  - {id: file, kind: read-number, with: {path: a.txt, mark: 1}}
        - {id: ten, kind: constant, with: {value: \(constant), mark: 2}}
        - {id: \(die), kind: dice, with: {sides: \(sides), mark: 3}}
        - \(oddStage)
        - {id: squares, kind: squares, from: odd, with: {count: \(count), mark: 5}}
        - {id: sum, kind: add, from: [odd, \(die), squares], with: {mark: 6}}
        - {id: out, kind: write-number, from: sum, with: {path: out.txt}}
      """
  }

  /// What each stage gives, when the die shows a number.
  func values(die dieValue: Int) -> [String: Int] {
    let whole = file + constant + (plus ?? 0)
    let odd = modulo.map { whole % $0 } ?? whole
    let squares = (0..<count).reduce(0) { $0 + $1 * $1 + odd }
    let sum = odd + dieValue + squares
    return [
      "file": file, "ten": constant, die: dieValue, "odd": odd, "squares": squares, "sum": sum,
      "out": sum,
    ]
  }

  /// What decides a stage's result besides the values of its inputs.
  func decisions(_ stage: String, seed: UInt64?) -> String {
    switch stage {
    case "ten": "\(constant)"
    case "file": "\(file)"
    case "odd": "\(plus ?? 0) \(modulo ?? 0)"
    case "squares": "\(count)"
    case die: "\(sides) \(seed ?? 0)"
    default: ""
    }
  }
}

/// One random change.
enum Edit: CaseIterable {
  case constant, plus, modulo, sides, count, reorder, comment, touch, data, revert, rename, reseed
  case deleteBytes, damageBytes, deleteFile

  /// Changes the text of the analysis or its data; edits of the cache change nothing here.
  func apply(
    to state: inout SmallAnalysis, history: [SmallAnalysis], random: inout RandomStream
  ) {
    switch self {
    case .constant: state.constant = random.integer(below: 6)
    case .plus: state.plus = [nil, 0, 1, 2][random.integer(below: 4)]
    case .modulo:
      state.modulo = [nil, 0, 2, 3].map { $0 == 0 ? nil : $0 }[random.integer(below: 4)]
    case .sides: state.sides = [6, 20][random.integer(below: 2)]
    case .count: state.count = 2 + random.integer(below: 4)
    case .reorder: state.isReordered.toggle()
    case .comment: state.commentCount += 1
    case .data: state.file = random.integer(below: 4)
    case .revert: state = history[random.integer(below: history.count)]
    case .rename: state.die = ["die", "dice-2", "cube"][random.integer(below: 3)]
    case .reseed: state.seed = 1 + random.integer(below: 2)
    case .touch, .deleteBytes, .damageBytes, .deleteFile: break
    }
  }
}

/// What a cache must hold and what a run must compute, worked out without the engine.
struct ExpectedCache {
  private var known: [String: Digest] = [:]
  private var jobs: Set<[Int]> = []
  private(set) var missing: Set<Digest> = []
  private(set) var damaged: Set<Digest> = []

  /// What a run of a state is to do and give.
  struct Expectation {
    var computed: Set<String> = []
    var jobsComputed = 0
    var digests: [String: Digest] = [:]
  }

  mutating func delete(_ digest: Digest) {
    // Without its row there are no bytes that could be damaged.
    damaged.remove(digest)
    missing.insert(digest)
  }

  mutating func damage(_ digest: Digest) {
    if !missing.contains(digest) { damaged.insert(digest) }
  }

  /// Tells what running a state does, and takes it as done.
  mutating func run(
    _ state: SmallAnalysis, seed: UInt64?, dieValue: Int, exportIsRight: Bool
  ) -> Expectation {
    let values = state.values(die: dieValue)
    let marks = ["file": 1, "ten": 2, state.die: 3, "odd": 4, "squares": 5, "sum": 6]
    var expectation = Expectation()
    for (stage, value) in values {
      expectation.digests[stage] = Digest(
        of: marks[stage].map { Number(value: value, mark: $0).encoded() }
          ?? Array("\(value)\n".utf8))
    }
    let inputs = Dictionary(uniqueKeysWithValues: state.inputs.map { ($0.stage, $0.from) })
    func key(_ stage: String) -> String {
      let kind = stage == state.die ? "die" : stage
      let given = (inputs[stage] ?? []).map { "\(values[$0] ?? 0)" }.joined(separator: ",")
      return "\(kind) \(state.decisions(stage, seed: seed)) <- \(given)"
    }
    let stale = Set(
      state.inputs.map(\.stage).filter { stage in
        guard let digest = known[key(stage)] else { return true }
        return missing.contains(digest)
      })
    // What is computed anyway is handed on in memory, so only the rest is read and found damaged.
    func isFoundDamaged(_ stage: String) -> Bool {
      !stale.contains(stage) && expectation.digests[stage].map { damaged.contains($0) } ?? false
    }
    var pending = Array(stale) + (!exportIsRight && isFoundDamaged("out") ? ["out"] : [])
    while let stage = pending.popLast() {
      guard expectation.computed.insert(stage).inserted else { continue }
      pending += (inputs[stage] ?? []).filter(isFoundDamaged)
    }
    for stage in expectation.computed.subtracting(stale) {
      if let digest = expectation.digests[stage] { damaged.remove(digest) }
    }
    for stage in expectation.computed {
      guard let digest = expectation.digests[stage] else { continue }
      known[key(stage)] = digest
      missing.remove(digest)
    }
    if expectation.computed.contains("squares"), let odd = values["odd"] {
      for index in 0..<state.count where jobs.insert([index, odd]).inserted {
        expectation.jobsComputed += 1
      }
    }
    return expectation
  }
}
