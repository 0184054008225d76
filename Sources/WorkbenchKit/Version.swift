import Foundation

/// The version of the program, and what it runs on.
package enum Version {
  /// The version as people write it.
  package static let text = "0.1.0"

  /// The processor and system, recorded beside results and never part of a key.
  package static var machine: String {
    "\(processor), \(ProcessInfo.processInfo.activeProcessorCount) threads, Linux"
  }

  private static var processor: String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    for line in info.split(separator: "\n") where line.hasPrefix("model name") {
      return line.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? "unknown"
    }
    return "unknown processor"
  }

  /// Tells this build of the program from another, so that no page outlives the code that made it.
  static var build: String {
    let manager = FileManager.default
    guard let path = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      let attributes = try? manager.attributesOfItem(atPath: path)
    else { return text }
    let size = (attributes[.size] as? Int) ?? 0
    let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(text) \(size) \(changed)"
  }
}
