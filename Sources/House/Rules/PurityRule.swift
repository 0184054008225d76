/// Learners give the same bits for the same inputs: they see no clock, file, machine or chance.
enum PurityRule: HouseRule {
  static let name = "purity"
  static let summary =
    "kernels, documents and learners use no clock, file, process or unseeded random number"

  static func findings(in repository: Repository) -> [Finding] {
    repository.files.filter { applies(to: $0.path) }.flatMap { file in
      WordSearch.hits(of: words, in: file).map { hit in
        Finding(
          rule: name, span: hit.span,
          sentence: "\(hit.word) is not allowed here: what a learner needs is given to it")
      }
    }
  }

  private static let targets = [
    "Additive", "Attribution", "Documents", "Exchange", "Fleet", "Kernels", "Learning", "Nets",
    "Trees",
  ]

  private static let words = [
    "Bundle", "ContinuousClock", "Date", "DispatchTime", "FileHandle", "FileManager", "Process",
    "ProcessInfo", "SuspendingClock", "SystemRandomNumberGenerator", "URLSession", "UUID",
    "getenv", ".random(in:", ".randomElement()", ".shuffle()", ".shuffled()",
  ]

  private static func applies(to path: String) -> Bool {
    targets.contains { path.hasPrefix("Sources/\($0)/") }
  }
}
