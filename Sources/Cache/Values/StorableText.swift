extension String {
  /// The text with a visible sign for each zero character, at which SQLite's clients stop reading.
  var storable: String {
    utf8.contains(0) ? String(map { $0 == "\0" ? "\u{2400}" : $0 }) : self
  }
}
