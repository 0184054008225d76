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
    if let example = kind.examples.first {
      lines += ["", "Example: \(example.title)", ""]
      lines += example.analysis.split(separator: "\n").map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
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
    var variants = setting.variants
    switch setting.shape {
    case .variant(let inner), .variants(let inner): variants += inner
    case .list(.variant(let inner)): variants += inner
    default: break
    }
    if case .list(.object(let parts)) = setting.shape {
      for inner in parts { lines += Self.lines(inner, indent: indent + "    ") }
    }
    for variant in variants {
      lines.append("\(indent)  with \(variant.name): \(variant.summary)")
      for inner in variant.settings { lines += Self.lines(inner, indent: indent + "    ") }
    }
    return lines
  }
}
