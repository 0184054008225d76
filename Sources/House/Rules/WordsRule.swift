import Diagnostics

/// What is left to do is a decision note or an issue, not a comment that nobody owns.
enum WordsRule: HouseRule {
  static let name = "words"
  static let summary = "a comment that leaves work to do names its decision note"

  static func findings(in repository: Repository) -> [Finding] {
    repository.files.flatMap { file in
      file.comments.enumerated().flatMap { number, bytes in
        markers.flatMap { marker in
          WordSearch.places(of: Array(marker.utf8), in: bytes)
            .filter { !namesDecision(bytes[($0 + marker.utf8.count)...], repository.decisions) }
            .map { place in
              Finding(
                rule: name,
                span: file.span(line: number + 1, byte: place, length: marker.count),
                sentence: "a bare \(marker): do it, or write a decision note and give its number")
            }
        }
      }
    }
  }

  // Written in two parts, so that a search for the words does not end here.
  private static let markers = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

  /// Whether the first four digits that follow are the number of a decision note.
  private static func namesDecision(_ rest: ArraySlice<UInt8>, _ decisions: Set<String>) -> Bool {
    let digits = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") }.prefix(4)
    return decisions.contains(String(decoding: digits, as: UTF8.self))
  }
}
