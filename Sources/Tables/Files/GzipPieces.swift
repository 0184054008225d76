/// The content of a gzip file that arrives in pieces.
final class GzipPieces {
  private var inflater = Inflater()
  private let limit: Int
  private var count = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// Hands on what a piece holds, in pieces of a limited size; false where it is damaged or long.
  func inflate(_ piece: [UInt8], _ take: ([UInt8]) -> Void) -> Bool {
    // A small part of a file can hold a thousand times its size.
    for start in stride(from: 0, to: piece.count, by: 1 << 14) {
      var content: [UInt8] = []
      do throws(Inflater.Fault) {
        try inflater.inflate(
          Array(piece[start..<min(start + 1 << 14, piece.count)]), into: &content,
          limit: limit - count)
      } catch {
        return false
      }
      count += content.count
      take(content)
    }
    return true
  }
}
