/// Libraries give values back; only programs talk to the terminal or end the process.
enum PrintsRule: HouseRule {
  static let name = "prints"
  static let summary = "only the programs print, write to standard output or exit"

  static func findings(in repository: Repository) -> [Finding] {
    repository.files.filter { !isProgram($0.path) }.flatMap { file in
      WordSearch.hits(of: words, in: file).map { hit in
        Finding(
          rule: name, span: hit.span,
          sentence: "\(hit.word.prefix { $0 != "(" }) is for the programs; give the value back")
      }
    }
  }

  private static let words = [
    "FileHandle.standardError", "FileHandle.standardOutput", "debugPrint(", "dump(", "exit(",
    "fputs(", "print(", "puts(",
  ]

  private static func isProgram(_ path: String) -> Bool {
    ["Sources/bench/", "Sources/dev/", "Sources/workbench/"].contains { path.hasPrefix($0) }
  }
}
