/// A third-party package is confined, so that it can be replaced by editing one target.
enum ImportersRule: HouseRule {
  static let name = "importers"
  static let summary = "a third-party package is used by one target, with three named exceptions"

  static func findings(in repository: Repository) -> [Finding] {
    let targets = repository.manifest.targets.filter { $0.kind != .test }
    let products = Set(targets.flatMap(\.products)).sorted()
    return products.flatMap { product in
      let users = targets.filter { $0.products.contains(product) }
      return programsOnly.contains(product)
        ? libraries(among: users, using: product, repository)
        : surplus(users, of: product, repository)
    }
  }

  /// Packages that two targets may use; the decision notes say why.
  private static let limits = ["GRDB": 2, "GRDBSQLite": 2]

  /// Packages for programs, of which there can be any number.
  private static let programsOnly: Set<String> = ["ArgumentParser"]

  private static func surplus(
    _ users: [Manifest.Target], of product: String, _ repository: Repository
  ) -> [Finding] {
    let limit = limits[product] ?? 1
    return users.dropFirst(limit).map { user in
      let others = users.filter { $0 != user }.map(\.name).joined(separator: ", ")
      return Finding(
        rule: name, span: repository.span(of: user),
        sentence: "\(user.name) uses \(product), which \(others) already uses; allowed: \(limit)")
    }
  }

  private static func libraries(
    among users: [Manifest.Target], using product: String, _ repository: Repository
  ) -> [Finding] {
    users.filter { $0.kind != .executable }.map { user in
      Finding(
        rule: name, span: repository.span(of: user),
        sentence: "\(user.name) uses \(product), which only programs may use")
    }
  }
}
