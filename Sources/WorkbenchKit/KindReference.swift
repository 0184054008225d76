import Analyses
import Stages

/// All that a kind of stage takes and gives, as text for a terminal.
package struct KindReference: Sendable {
  private let kind: any StageKind.Type

  /// Every kind, in the order of the catalog.
  package static var all: [KindReference] {
    StageCatalog.builtIn.kinds.map { KindReference(kind: $0) }
  }

  private init(kind: any StageKind.Type) {
    self.kind = kind
  }

  /// Finds a kind by its name.
  package init?(named name: String) {
    guard let kind = StageCatalog.builtIn.kind(named: name) else { return nil }
    self.kind = kind
  }

  package var name: String { kind.name }
  package var summary: String { kind.summary }

  /// The whole reference: inputs, outputs, settings, and an example.
  package var text: String {
    var lines = ["\(name): \(summary)", ""]
    let ports = kind.ports + (kind.freePort.map { [$0] } ?? [])
    if !ports.isEmpty {
      lines.append("Inputs (under `from`):")
      for port in ports { lines.append("  \(port.name) (\(Self.words(port))): \(port.summary)") }
      lines.append("")
    }
    lines.append("Outputs:")
    for output in kind.outputs {
      lines.append("  \(output.name) (\(output.sort.rawValue)): \(output.summary)")
    }
    let settings = kind.settingDescriptions
    if !settings.isEmpty {
      lines += ["", "Settings (under `with`):"]
      for setting in settings { lines += Self.lines(setting, indent: "  ") }
    }
    if !kind.entries.isEmpty {
      lines += ["", "Functions:"]
      for entry in kind.entries { lines += Self.lines(entry).map { "  \($0)" } }
    }
    if let example = kind.examples.first {
      lines += ["", "Example: \(example.title)", ""]
      lines += example.analysis.split(separator: "\n").map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Steps, learners and the like

  /// A form that a setting of a kind chooses, such as a step of a recipe.
  private struct Part {
    let kind: String
    let setting: SettingDescription
    let variant: SettingDescription.Variant

    /// How it is written below `with`.
    var example: String {
      switch setting.shape {
      case .list(.variant), .variants: "\(setting.name): [{\(variant.name): {…}}]"
      case .variant: "\(setting.name): {\(variant.name): {…}}"
      default: "\(setting.name): \(variant.name)"
      }
    }
  }

  private static var allParts: [Part] {
    StageCatalog.builtIn.kinds.flatMap { kind in
      kind.settingDescriptions.flatMap { setting in
        variants(of: setting).map { Part(kind: kind.name, setting: setting, variant: $0) }
      }
    }
  }

  private static func variants(of setting: SettingDescription) -> [SettingDescription.Variant] {
    switch setting.shape {
    case .variant(let inner), .variants(let inner), .list(.variant(let inner)):
      setting.variants + inner
    default: setting.variants
    }
  }

  /// The names of steps, learners, functions and the like.
  package static var partNames: [String] {
    allParts.map(\.variant.name) + StageCatalog.builtIn.kinds.flatMap { $0.entries.map(\.name) }
  }

  /// The references of what is no kind, but chosen by a setting of one; empty where there is none.
  package static func parts(named name: String) -> [String] {
    settingParts(named: name) + entries(named: name)
  }

  private static func entries(named name: String) -> [String] {
    StageCatalog.builtIn.kinds.flatMap { kind in
      kind.entries.filter { $0.name == name }.map { entry in
        let end =
          "It is a function of `\(kind.name)`; `workbench kinds \(kind.name)` shows the rest."
        return (lines(entry) + ["", end]).joined(separator: "\n")
      }
    }
  }

  private static func lines(_ entry: ReferenceEntry) -> [String] {
    ["\(entry.signature): \(entry.summary)"] + entry.facts.map { "    \($0.label): \($0.text)" }
  }

  private static func settingParts(named name: String) -> [String] {
    // A learner is the same in every kind that takes it; the last one is `train`.
    var seen: Set<SettingDescription.Variant> = []
    let found = allParts.reversed().filter {
      $0.variant.name == name && seen.insert($0.variant).inserted
    }
    return found.reversed().map { part in
      var lines = [
        "\(name): \(part.variant.summary)", "",
        "It is no kind of stage; a stage of the kind `\(part.kind)` takes it as "
          + "`\(part.example)`.",
      ]
      if !part.variant.settings.isEmpty {
        lines += ["", "Settings:"]
        for setting in part.variant.settings { lines += Self.lines(setting, indent: "  ") }
      }
      return (lines + ["", "`workbench kinds \(part.kind)` shows the rest."])
        .joined(separator: "\n")
    }
  }

  private static func words(_ port: Port) -> String {
    let sorts = port.sorts.map(\.rawValue).joined(separator: " or ")
    switch port.arity {
    case .one: return "one \(sorts)"
    case .optional: return "one \(sorts) or none"
    case .oneOrMore: return "one \(sorts) or more"
    case .any: return "any number of \(sorts)s"
    }
  }

  private static func lines(_ setting: SettingDescription, indent: String) -> [String] {
    let unit = setting.unit.map { " (\($0))" } ?? ""
    let standard = setting.standard.map { "; standard \($0.isEmpty ? "empty" : $0)" } ?? "; needed"
    var lines = [
      "\(indent)\(setting.name): \(setting.shape.words)\(unit)\(standard)",
      "\(indent)    \(setting.summary)",
    ]
    if case .list(.object(let parts)) = setting.shape {
      for inner in parts { lines += Self.lines(inner, indent: indent + "    ") }
    }
    for variant in variants(of: setting) {
      lines.append("\(indent)  with \(variant.name): \(variant.summary)")
      for inner in variant.settings { lines += Self.lines(inner, indent: indent + "    ") }
    }
    return lines
  }
}
