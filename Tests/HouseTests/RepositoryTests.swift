import Diagnostics
import Foundation
import House
import Testing

@Suite("What the rules read")
struct RepositoryTests {
  @Test("the table is found by its header, whatever other columns it has")
  func table() {
    let table = ArchitectureTable(
      markdown: """
        # Page
        | a | b |
        |---|---|
        | `x` | `y` |

        | Target | holds | may import | third party |
        |---|---|---|---|
        | `A` (prose) | things | — | `Z` |
        | `B` | `things` | `A`, `C` | — |

        | `D` | | | |
        """)
    #expect(table.rows.map(\.target) == ["A", "B"])
    #expect(table["A"]?.outside == ["Z"])
    #expect(table["B"]?.targets == ["A", "C"])
    #expect(table["B"]?.span.line == 9)
  }

  @Test("a page without the table gives no rows")
  func noTable() {
    #expect(ArchitectureTable(markdown: "| target | may import |\n").rows.isEmpty)
  }

  @Test("the package manager's answer is read")
  func manifest() throws {
    let json = """
      {"name": "p", "targets": [
        {"name": "A", "type": "regular", "settings": [
          {"kind": {"linkedLibrary": {"_0": "z"}}, "tool": "linker"},
          {"kind": {"strictMemorySafety": {}}, "tool": "swift"}],
         "dependencies": [{"byName": ["B", null]}, {"product": ["C", "c-package", null, null]},
          {"target": ["D", {"platformNames": ["linux"]}]}]},
        {"name": "S", "type": "system", "pkgConfig": "libs", "settings": [], "dependencies": []},
        {"name": "ATests", "type": "test", "settings": [], "dependencies": []}]}
      """
    let manifest = try Manifest(json: Data(json.utf8))
    let target = try #require(manifest["A"])
    #expect(target.targets == ["B", "D"])
    #expect(target.products == ["C"])
    #expect(target.libraries == ["z"])
    #expect(manifest["S"]?.libraries == ["libs"])
    #expect(manifest.target(of: "Tests/ATests/a.swift")?.name == "ATests")
  }

  @Test("a target is pointed at where the manifest declares it, not where it is used")
  func place() {
    let target = Manifest.Target(name: "A")
    let repository = Repository(
      manifest: Manifest(targets: [target]),
      manifestText: "x\nlibrary(\"B\", [\"A\"]),\n  library(\"A\"),\n")
    #expect(repository.span(of: target).place == "Package.swift:3:11")
  }

  @Test("lines of the formatter become findings with paths from the root")
  func formatter() {
    let text = """
      /r/Sources/A/a.swift:3:7: error: [Indentation] indent by 2 spaces
      Sources/A/b.swift:1:1: warning: [Spacing] remove 1 space
      something else
      """
    let findings = FormatterOutput.findings(in: text, rule: "format", root: "/r")
    #expect(
      findings.map(\.line) == [
        "Sources/A/a.swift:3:7: error: [Indentation] indent by 2 spaces [format]",
        "Sources/A/b.swift:1:1: error: [Spacing] remove 1 space [format]",
      ])
  }
}
