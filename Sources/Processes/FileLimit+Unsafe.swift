// SAFETY: the limits are local, and the system's own functions fill and read them.
import Foundation

/// How many files, and with them connections, a program may have open.
package enum FileLimit {
  /// What nobody needs more of.
  private static let enough = 65_536

  /// Raises the limit as far as the system lets it be, and gives it.
  package static func raise() -> Int {
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(files, &limit) == 0 else { return 1024 }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(enough))
    _ = unsafe setrlimit(files, &limit)
    _ = unsafe getrlimit(files, &limit)
    return Int(min(limit.rlim_cur, rlim_t(enough)))
  }
}
