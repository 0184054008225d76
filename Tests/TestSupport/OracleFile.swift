package import Foundation

/// Figures of real peers, recorded in the folder `Tests/Oracles`.
package enum OracleFile {
  /// Gives a recorded file.
  package static func url(_ name: String) -> URL {
    SharedMaterial.root.appending(path: "Tests/Oracles").appending(path: name)
  }

  /// Reads a JSON file.
  package static func json<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: url(name)))
  }

  /// Reads one number a line.
  package static func numbers(_ name: String) throws -> [Double] {
    try String(contentsOf: url(name), encoding: .utf8).split(separator: "\n").compactMap {
      Double($0)
    }
  }

  /// Reads a file of decimal digits; line breaks do not count.
  package static func digits(_ name: String) throws -> [Int] {
    try String(contentsOf: url(name), encoding: .utf8).compactMap(\.wholeNumberValue)
  }

  /// Reads a plain CSV file without quotes: the names, and the fields of each column.
  package static func columns(_ file: URL) throws -> [(name: String, fields: [String])] {
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let names = lines.first else { return [] }
    return names.enumerated().map { index, name in
      (name, lines.dropFirst().map { index < $0.count ? $0[index] : "" })
    }
  }
}
