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
      self = Self.from(fileError: error as NSError, path: path)
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

  private static func from(fileError error: NSError, path: String) -> CacheError {
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError
    let number = [error, cause].compactMap { $0 }.first { $0.domain == NSPOSIXErrorDomain }?.code
    let code = number.flatMap { POSIXErrorCode(rawValue: Int32($0)) }
    let detail = (code.map { POSIXError($0) as any Error } ?? error).localizedDescription
    switch number.map(Int32.init) {
    case ENOSPC, EDQUOT: return .diskFull(path: path)
    case EACCES, EPERM, EROFS: return .notPermitted(path: path, detail: detail)
    default: break
    }
    if error.domain == NSCocoaErrorDomain {
      switch CocoaError.Code(rawValue: error.code) {
      case .fileWriteOutOfSpace:
        return .diskFull(path: path)
      case .fileWriteNoPermission, .fileReadNoPermission, .fileWriteVolumeReadOnly:
        return .notPermitted(path: path, detail: detail)
      default: break
      }
    }
    return .inputOutput(path: path, detail: detail)
  }
}
