import Diagnostics

/// Reads what the formatter of the toolchain prints.
package enum FormatterOutput {
  /// Gives a finding for each line `path:line:column: severity: sentence`; other lines are skipped.
  package static func findings(in text: String, rule: String, root: String) -> [Finding] {
    text.split(separator: "\n").compactMap { line in
      for severity in [": error: ", ": warning: "] {
        guard let middle = line.firstRange(of: severity) else { continue }
        let place = line[..<middle.lowerBound].split(separator: ":")
        guard place.count >= 3, let number = Int(place[place.count - 2]),
          let column = Int(place[place.count - 1])
        else { continue }
        let path = place.dropLast(2).joined(separator: ":")
        return Finding(
          rule: rule,
          span: SourceSpan(file: relative(path, to: root), line: number, column: column),
          sentence: String(line[middle.upperBound...]))
      }
      return nil
    }
  }

  private static func relative(_ path: String, to root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }
}
