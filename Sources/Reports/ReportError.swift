/// What can go wrong when a report is set as a page.
package enum ReportError: Error, Hashable, Sendable {
  /// Two places of the report have one identifier.
  case duplicateIdentifier(String)
  /// An identifier has other characters than lower case letters, digits and hyphens.
  case malformedIdentifier(String)
  /// A template of the program cannot be read.
  case template(name: String, reason: String)
  /// A link leads to a place that the report does not have.
  case unknownReference(to: String, known: [String])
  /// A picture is not a drawing only.
  case unsafePicture(figure: String)
}

extension ReportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .duplicateIdentifier(let identifier):
      "two places of the report are called '\(identifier)'"
    case .malformedIdentifier(let identifier):
      "the place '\(identifier)' of the report has other characters in its name than a-z, 0-9 and -"
    case .template(let name, let reason):
      "the template '\(name)' cannot be read: \(reason)"
    case .unknownReference(let target, let known):
      "a link leads to '\(target)', but the report has \(known.joined(separator: ", "))"
    case .unsafePicture(let figure):
      "the picture of '\(figure)' holds more than a drawing"
    }
  }
}
