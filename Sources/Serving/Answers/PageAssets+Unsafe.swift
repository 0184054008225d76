// SAFETY: the files are constants of the program; each is read with its own length.
import CResources

/// The page's files, which are part of the program.
enum PageAssets {
  /// The files by their names.
  enum Name: String {
    case page = "serve.html"
    case script = "serve.js"
    case style = "serve.css"
  }

  /// Gives the bytes of a file.
  static func bytes(_ name: Name) -> [UInt8] {
    for index in 0..<cres_count() {
      let file = unsafe cres_at(index)
      guard unsafe String(cString: file.name) == name.rawValue else { continue }
      return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    preconditionFailure("'\(name.rawValue)' is part of the program")
  }
}
