import Engine
import Foundation
import Processes
import Tables
import TestSupport
import Testing
import WorkbenchKit

@Suite("From and to pandas")
struct PandasTests {
  /// The function that the README gives for reading a table out of the cache.
  private static var function: String {
    get throws {
      let readme = try String(
        contentsOf: SharedMaterial.root.appending(path: "README.md"), encoding: .utf8)
      let blocks = readme.components(separatedBy: "```python\n").dropFirst()
        .compactMap { $0.components(separatedBy: "```").first }
      return blocks.first { $0.contains("def stored_table") } ?? ""
    }
  }

  @Test(
    "the README's function reads every kind of column out of the cache",
    .enabled(if: Program.find("python3") != nil, "python3 is not installed"))
  func storedTable() async throws {
    let text = """
      workbench: 1
      title: Every kind of column
      stages:
        - {id: mixed, kind: read-csv, with: {path: mixed.csv}}
        - {id: many, kind: sql, from: mixed, with: {query: "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 69999) SELECT i / 7.0 AS x, 'level ' || (i % 66000) AS t, 'few ' || (i % 300) AS f FROM n"}}
      """
    let analysed = try Analysed(
      text,
      files: [
        "mixed.csv":
          "n,t,f,d,s\n0.1,ä,true,2024-05-31,2024-05-31T10:00:00Z\n,,,,\n-7,\"x,y\",false,1969-12-31,1969-01-01T00:00:01Z\n"
      ])
    #expect(try await analysed.run().outcome.problems.isEmpty)
    let cache = analysed.folder.url.appending(path: ".workbench/cache.sqlite").path
    let script =
      try Self.function + """

        import json, sys
        mixed = stored_table(sys.argv[1], "tested", "mixed")
        many = stored_table(sys.argv[1], "tested", "many")
        wanted = {
            "n": [0.1, None, -7], "t": ["ä", None, "x,y"], "f": [True, None, False],
            "d": [1717113600, None, -86400], "s": [1717149600, None, -31535999]}
        found = {k: [None if v != v else v for v in c] for k, c in mixed.items()}
        assert found == wanted, found
        assert many["x"] == [i / 7.0 for i in range(70000)]
        assert many["t"] == [f"level {i % 66000}" for i in range(70000)]
        assert many["f"] == [f"few {i % 300}" for i in range(70000)]
        print("same")
        """
    let outcome = try Subprocess(
      program: "python3", arguments: ["-c", script, cache],
      environment: ProcessInfo.processInfo.environment,
      limits: .init(seconds: 60, outputBytes: 1 << 20)
    ).run()
    #expect(outcome.text == "same\n", "\(outcome.errorText)")
  }
}
