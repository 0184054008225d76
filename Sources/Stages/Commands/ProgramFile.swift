package import Foundation

/// A file that an analysis hands to a program: its name in the program's folder, and its content.
package struct ProgramFile: Codable, Hashable, Sendable {
  /// Where it lies, as the analysis writes it; what it is called elsewhere decides nothing.
  package let path: String
  package let name: String
  /// Nil until it is read.
  package let content: Data?

  init(path: String) {
    self.init(path: path, name: path.split(separator: "/").last.map(String.init) ?? path, nil)
  }

  private init(path: String, name: String, _ content: Data?) {
    self.path = path
    self.name = name
    self.content = content
  }

  /// Gives the file with its content.
  func with(_ bytes: [UInt8]) -> ProgramFile { ProgramFile(path: path, name: name, Data(bytes)) }

  /// The file as a predictor stores it.
  init(name: String, bytes: [UInt8]) { self.init(path: name, name: name, Data(bytes)) }

  /// The bytes, none until it is read.
  var bytes: [UInt8] { content.map { [UInt8]($0) } ?? [] }

  private enum CodingKeys: String, CodingKey {
    case name
    case content
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    self.init(
      path: name, name: name, try container.decodeIfPresent(Data.self, forKey: .content))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(content, forKey: .content)
  }
}
