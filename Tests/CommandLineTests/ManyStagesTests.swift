import TestSupport
import Testing

@Suite("Analyses of many stages")
struct ManyStagesTests {
  /// How three hundred stages hang together.
  enum Form: String, Sendable, CaseIterable {
    case chain
    case fan

    /// The analysis; each stage but the first adds to what another gave.
    var text: String {
      let (names, last) =
        self == .chain
        ? ((1..<300).map { "s\($0 - 1)" }, "")
        : ((1..<299).map { _ in "s0" }, Self.end)
      let stages = names.enumerated().map { index, from in
        "  - {id: s\(index + 1), kind: sql, from: \(from), with: "
          + "{query: SELECT x + \(index + 1) AS x FROM \(from)}}\n"
      }
      return """
        workbench: 1
        title: Many
        stages:
          - {id: s0, kind: draw, with: {rows: 1, columns: {x: {uniform: [0, 1]}}}}

        """ + stages.joined() + last
    }

    private static var end: String {
      let all = (1..<299).map { "s\($0)" }.joined(separator: ", ")
      return "  - {id: end, kind: sql, from: [\(all)], with: {query: SELECT x FROM s1}}\n"
    }
  }

  // On its own the first run takes about 1.5 s of processor time and the second 0.3 s. Planning
  // everything anew after each stage takes more than ten times that.
  @Test(
    "a chain and a fan of 300 stages take seconds, and nothing the second time",
    arguments: Form.allCases)
  func seconds(form: Form) throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", form.text)
    let first = try BuiltProgram.run(["run", "a.yaml"], in: folder.url, processorSeconds: 8)
    #expect(first.status == 0, "\(first.errors.suffix(300))")
    let second = try BuiltProgram.run(["run", "a.yaml"], in: folder.url, processorSeconds: 3)
    #expect(second.status == 0, "\(second.errors.suffix(300))")
    #expect(second.errors.contains("0 computed, 300 up to date"), "\(second.errors.suffix(300))")
  }
}
