import Diagnostics

/// Arrows point down only: the manifest and the imports agree with the table of the architecture.
enum LayersRule: HouseRule {
  static let name = "layers"
  static let summary =
    "the manifest and every import agree with the table of the architecture page"

  static func findings(in repository: Repository) -> [Finding] {
    guard !repository.table.rows.isEmpty else { return [missingTable(repository)] }
    return rowsWithoutTarget(repository)
      + repository.manifest.targets.flatMap { target in
        declarations(of: target, repository) + imports(of: target, repository)
          + unused(by: target, repository)
      }
  }

  /// Modules of the toolchain that any target may import.
  private static let toolchain: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "FoundationXML", "Glibc", "Swift",
    "Synchronization",
    "Testing", "_Concurrency", "_StringProcessing",
  ]

  private static func rowsWithoutTarget(_ repository: Repository) -> [Finding] {
    repository.table.rows.filter { repository.manifest[$0.target] == nil }.map { row in
      Finding(
        rule: name, span: row.span,
        sentence: "the table names the target \(row.target), which the manifest does not have")
    }
  }

  /// Compares what the manifest declares for a target with its row; tests may import anything.
  private static func declarations(
    of target: Manifest.Target, _ repository: Repository
  ) -> [Finding] {
    if isTest(target) { return [] }
    let span = repository.span(of: target)
    guard let row = repository.table[target.name] else {
      return [
        Finding(
          rule: name, span: span,
          sentence: "the target \(target.name) has no row in \(Repository.architecturePath)")
      ]
    }
    let refused = target.targets.filter { !row.targets.contains($0) }
    let foreign = (target.products + target.libraries).filter { !row.outside.contains($0) }
    return (refused + foreign).map { dependency in
      Finding(
        rule: name, span: span,
        sentence: "\(target.name) declares \(dependency), which its row of the table does not allow"
      )
    }
  }

  private static func imports(of target: Manifest.Target, _ repository: Repository) -> [Finding] {
    let declared = Set(target.targets + target.products + [target.name]).union(toolchain)
    return repository.files(of: target).flatMap { file in
      ImportLine.all(in: file).filter { !declared.contains($0.module) }.map { line in
        Finding(
          rule: name, span: line.span,
          sentence: "\(target.name) imports \(line.module), which the manifest does not declare")
      }
    }
  }

  /// A declared dependency that no file imports is an arrow that the picture should not have.
  private static func unused(by target: Manifest.Target, _ repository: Repository) -> [Finding] {
    let files = repository.files(of: target)
    if files.isEmpty { return [] }
    let imported = Set(files.flatMap { ImportLine.all(in: $0) }.map(\.module))
    let standing: Set<String> = target.kind == .test ? ["TestSupport"] : []
    return (target.targets + target.products)
      .filter { !imported.contains($0) && !standing.contains($0) }
      .map { dependency in
        Finding(
          rule: name, span: repository.span(of: target),
          sentence: "\(target.name) declares \(dependency), and no file of it imports that")
      }
  }

  private static func isTest(_ target: Manifest.Target) -> Bool {
    target.kind == .test || target.path.hasPrefix("Tests/")
  }

  private static func missingTable(_ repository: Repository) -> Finding {
    let page = Repository.architecturePath
    return Finding(
      rule: name, span: .init(file: page, line: 1, column: 1),
      sentence: "the page has no table with the columns target, may import and third party")
  }
}
