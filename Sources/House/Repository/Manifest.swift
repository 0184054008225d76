package import Foundation

/// The targets of the package, as the package manager reads them from `Package.swift`.
package struct Manifest: Sendable {
  /// A target and what it declares to need.
  package struct Target: Hashable, Sendable {
    /// What the package manager makes of it.
    package enum Kind: String, Hashable, Sendable {
      case executable
      case regular
      case system
      case test
    }

    package let name: String
    package let kind: Kind
    /// The folder from the root of the package.
    package let path: String
    /// The targets of this package that it declares.
    package let targets: [String]
    /// The products of other packages that it declares.
    package let products: [String]
    /// The libraries of the system that it links.
    package let libraries: [String]

    package init(
      name: String, kind: Kind = .regular, path: String? = nil, targets: [String] = [],
      products: [String] = [], libraries: [String] = []
    ) {
      self.name = name
      self.kind = kind
      self.path = path ?? (kind == .test ? "Tests/\(name)" : "Sources/\(name)")
      self.targets = targets
      self.products = products
      self.libraries = libraries
    }
  }

  package let targets: [Target]

  package init(targets: [Target]) {
    self.targets = targets
  }

  /// Reads what `swift package dump-package` prints.
  package init(json: Data) throws {
    targets = try JSONDecoder().decode(PackageDump.self, from: json).targets.map(\.target)
  }

  /// Gives the target of a name, or nil.
  package subscript(name: String) -> Target? {
    targets.first { $0.name == name }
  }

  /// Gives the target whose folder holds a file, or nil.
  package func target(of path: String) -> Target? {
    targets.first { path.hasPrefix($0.path + "/") }
  }
}

/// The few fields of the package manager's answer that are read.
private struct PackageDump: Decodable {
  let targets: [DumpedTarget]
}

private struct DumpedTarget: Decodable {
  let name: String
  let type: String
  let path: String?
  let pkgConfig: String?
  let dependencies: [DumpedDependency]
  let settings: [DumpedSetting]

  var target: Manifest.Target {
    Manifest.Target(
      name: name, kind: Manifest.Target.Kind(rawValue: type) ?? .regular, path: path,
      targets: dependencies.compactMap(\.targetName),
      products: dependencies.compactMap(\.productName),
      libraries: settings.compactMap(\.linkedLibrary) + (pkgConfig.map { [$0] } ?? []))
  }
}

/// A dependency: a list that begins with its name, under a key that tells what it is.
private struct DumpedDependency: Decodable {
  let byName: [Part]?
  let target: [Part]?
  let product: [Part]?

  var targetName: String? { (byName ?? target)?.first?.text }
  var productName: String? { product?.first?.text }

  /// An element of the list: a text, nothing, or a condition, which is not read.
  struct Part: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }
}

private struct DumpedSetting: Decodable {
  let linkedLibrary: String?

  private enum CodingKeys: String, CodingKey { case kind }
  private struct Kind: Decodable { let linkedLibrary: [String: String]? }

  init(from decoder: any Decoder) throws {
    let kind = try? decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind)
    linkedLibrary = kind?.linkedLibrary?["_0"]
  }
}
