import Foundation
import GRDB

extension CacheError {
  /// Makes the error for whatever the database or the file system threw.
  init(_ error: any Error, path: String, timeoutSeconds: Double) {
    switch error {
    case let error as CacheError:
      self = error
    case let error as DatabaseError:
      self = Self.from(error, path: path, timeoutSeconds: timeoutSeconds)
    case let error as RowDecodingError:
      self = .damaged(path: path, detail: "a value has another type: \(error)")
    default:
      self = Self.from(fileError: error, path: path)
    }
  }

  private static func from(
    _ error: DatabaseError, path: String, timeoutSeconds: Double
  ) -> CacheError {
    let detail = error.message ?? "SQLite gave code \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      return .notACache(path: path, found: .otherFile)
    case .SQLITE_CORRUPT, .SQLITE_FORMAT:
      return .damaged(path: path, detail: detail)
    case .SQLITE_FULL:
      return .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return .busy(path: path, seconds: timeoutSeconds)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return .notPermitted(path: path, detail: detail)
    case .SQLITE_CANTOPEN where !isWritable(path: path):
      return .notPermitted(path: path, detail: "the file or its folder is read-only")
    default:
      return .inputOutput(path: path, detail: detail)
    }
  }

  private static func isWritable(path: String) -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return FileManager.default.isWritableFile(atPath: path)
      && FileManager.default.isWritableFile(atPath: folder)
  }

  private static func from(fileError error: any Error, path: String) -> CacheError {
    switch (error as? CocoaError)?.code {
    case .fileWriteOutOfSpace:
      .diskFull(path: path)
    case .fileWriteNoPermission, .fileReadNoPermission:
      .notPermitted(path: path, detail: "permission denied")
    case .fileWriteVolumeReadOnly:
      .notPermitted(path: path, detail: "the file system is read-only")
    case .fileNoSuchFile, .fileReadNoSuchFile:
      .inputOutput(path: path, detail: "there is no such folder")
    case .fileWriteFileExists:
      .inputOutput(path: path, detail: "a file lies where a folder is needed")
    default:
      .inputOutput(path: path, detail: error.localizedDescription)
    }
  }
}
