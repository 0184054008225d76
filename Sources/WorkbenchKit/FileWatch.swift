package import Foundation

/// The files of an analysis as they stand, for noticing that one of them changed.
package struct FileWatch: Sendable, Equatable {
  private struct Stamp: Equatable {
    let size: Int
    let changed: Date
  }

  private let stamps: [String: Stamp]

  /// Looks at files; one that is not there counts as such.
  package init(_ urls: [URL]) {
    var stamps: [String: Stamp] = [:]
    for url in urls {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path),
        let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
      else { continue }
      stamps[url.path] = Stamp(size: size, changed: changed)
    }
    self.stamps = stamps
  }

  private init(stamps: [String: Stamp]) {
    self.stamps = stamps
  }

  /// Gives a look at other files that remembers what was seen of the common ones.
  ///
  /// So a change since this look is still a change.
  package func turned(to urls: [URL]) -> FileWatch {
    let now = FileWatch(urls)
    return FileWatch(stamps: now.stamps.merging(stamps.filter { now.stamps[$0.key] != nil }) { $1 })
  }
}
