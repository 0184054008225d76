/// A number worth seeing first, with what is known about how sure it is.
package struct KeyNumber: Hashable, Sendable, Codable {
  package let label: String
  package let value: String
  /// How far off it may be, such as `95 % interval 30.1 to 32.4`.
  package let interval: String?
  package let explanation: Text

  package init(label: String, value: String, interval: String?, explanation: Text) {
    self.label = label
    self.value = value
    self.interval = interval
    self.explanation = explanation
  }
}
