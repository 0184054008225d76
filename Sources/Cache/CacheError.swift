package import Diagnostics
package import Digests

/// What can be wrong with the cache or the disk it lies on.
package enum CacheError: Error, Hashable, Sendable {
  /// Something else lies where the cache should be.
  case notACache(path: String, found: Found)
  /// The file was laid out by a newer version of the program.
  case newerLayout(path: String, found: Int, known: Int)
  /// The file is a cache whose pages are damaged.
  case damaged(path: String, detail: String)
  case diskFull(path: String)
  /// Another process kept the file locked for longer than the time limit.
  case busy(path: String, seconds: Double)
  case notPermitted(path: String, detail: String)
  case inputOutput(path: String, detail: String)
  /// The same key gave other bytes than before; nil stands for an output that one side lacks.
  case resultsDiffer(
    key: Digest, kind: String, output: String, stored: Digest?, computed: Digest?)

  /// What lies at the path instead of a cache.
  package enum Found: String, Hashable, Sendable {
    case folder = "a folder"
    case emptyFile = "an empty file"
    case otherFile = "not an SQLite file"
    case otherDatabase = "an SQLite file of another program"
  }
}

extension CacheError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notACache(let path, let found):
      "'\(path)' is \(found.rawValue), so it cannot hold the cache"
    case .newerLayout(let path, let found, let known):
      "the cache '\(path)' has layout \(found); this version of workbench knows layouts up to "
        + "\(known)"
    case .damaged(let path, let detail):
      "the cache '\(path)' is damaged: \(detail)"
    case .diskFull(let path):
      "the disk is full: the cache '\(path)' cannot grow"
    case .busy(let path, let seconds):
      "the cache '\(path)' was locked by another process for more than \(seconds) seconds"
    case .notPermitted(let path, let detail):
      "the cache '\(path)' cannot be written: \(detail)"
    case .inputOutput(let path, let detail):
      "the cache '\(path)' cannot be read or written: \(detail)"
    case .resultsDiffer(let key, let kind, let output, let stored, let computed):
      "'\(kind)' gave other bytes for the same key \(key.short): output '\(output)' is "
        + "\(computed?.short ?? "missing") and was \(stored?.short ?? "missing")"
    }
  }
}

extension CacheError {
  /// The problem as it is shown to the user.
  package var diagnostic: Diagnostic {
    Diagnostic(code, description, hints: [hint])
  }

  private var code: DiagnosticCode {
    switch self {
    case .diskFull: .diskFull
    case .notPermitted, .inputOutput: .cannotWrite
    case .notACache, .newerLayout, .damaged, .busy, .resultsDiffer: .cacheUnusable
    }
  }

  private var hint: String {
    switch self {
    case .notACache:
      "move it away; a new cache is made by the next run"
    case .newerLayout:
      "use the newer version, or move the file away and compute again"
    case .damaged:
      "move the file and those beside it (-wal, -shm) away; the next run computes again"
    case .diskFull:
      "free some space and run again; what was committed is kept"
    case .busy:
      "wait for the other run to end, then run again"
    case .notPermitted:
      "the file and its folder must be writable, as SQLite keeps two files beside it"
    case .inputOutput:
      "look at the disk, then run again; what was committed is kept"
    case .resultsDiffer:
      "another processor or library can give other bits; --force keeps the new result"
    }
  }
}
