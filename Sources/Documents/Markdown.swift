/// A small part of Markdown: paragraphs, lists with `- `, headings, `**strong**` and `` `code` ``.
///
/// A backslash before a sign of punctuation takes its meaning away, also inside of code. Whatever
/// is no markup by these rules is text.
package enum Markdown {
  /// Gives the blocks of a text; what follows a heading is a part of its own.
  ///
  /// The identifiers of the parts are the prefix and a number.
  package static func blocks(of source: String, idPrefix: String) -> [Block] {
    var reader = MarkdownReader()
    for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      reader.read(line)
    }
    return reader.blocks(idPrefix: idPrefix)
  }

  /// Gives a text on one line with its emphasis; line breaks count as blanks.
  package static func text(of source: String) -> Text {
    let words = source.split(whereSeparator: \.isWhitespace)
    return MarkdownSpan(words.joined(separator: " ")).text
  }

  /// Gives text that stands for just these characters where it is put into Markdown.
  package static func escaped(_ plain: String) -> String {
    let words = plain.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .joined(separator: " ")
    var escaped = ""
    for character in words {
      if "\\`*".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    // At the beginning of a line these would make a list or a heading.
    if words.hasPrefix("- ") || words.hasPrefix("#") { escaped = "\\" + escaped }
    return escaped
  }
}

/// Reads lines and collects blocks.
private struct MarkdownReader {
  private var parts: [(title: String?, blocks: [Block])] = [(nil, [])]
  private var paragraph: [Substring] = []
  private var items: [[Substring]] = []

  mutating func read(_ line: Substring) {
    let line = line.drop { $0 == " " || $0 == "\t" }
    if line.allSatisfy(\.isWhitespace) {
      endBlock()
    } else if let title = Self.heading(line) {
      endBlock()
      parts.append((Markdown.text(of: String(title)).plain, []))
    } else if line.hasPrefix("- ") {
      endParagraph()
      items.append([line.dropFirst(2)])
    } else if items.isEmpty {
      paragraph.append(line)
    } else {
      items[items.count - 1].append(line)
    }
  }

  mutating func blocks(idPrefix: String) -> [Block] {
    endBlock()
    return parts[0].blocks
      + parts.dropFirst().enumerated().map { index, part in
        .part(
          Part(
            id: "\(idPrefix)-\(index + 1)", title: part.title ?? "", kind: "", blocks: part.blocks))
      }
  }

  private static func heading(_ line: Substring) -> Substring? {
    let signs = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(signs)
    guard (1...6).contains(signs), rest.first == " ", !rest.allSatisfy(\.isWhitespace) else {
      return nil
    }
    return rest
  }

  private mutating func endBlock() {
    endParagraph()
    guard !items.isEmpty else { return }
    parts[parts.count - 1].blocks.append(
      .list(items.map { Markdown.text(of: $0.joined(separator: " ")) }))
    items = []
  }

  private mutating func endParagraph() {
    guard !paragraph.isEmpty else { return }
    parts[parts.count - 1].blocks.append(
      .paragraph(Markdown.text(of: paragraph.joined(separator: " "))))
    paragraph = []
  }
}

/// A stretch of text on one line.
private struct MarkdownSpan {
  private let characters: [Character]

  init(_ source: String) {
    characters = Array(source)
  }

  var text: Text {
    var runs: [Text.Run] = []
    var plain = ""
    var index = 0
    func endPlain() {
      if !plain.isEmpty { runs.append(.plain(plain)) }
      plain = ""
    }
    while index < characters.count {
      if let escaped = escaped(index) {
        plain.append(escaped)
        index += 2
      } else if isStrong(index), let end = end(from: index + 2, where: isStrong), end > index + 2 {
        endPlain()
        runs.append(.strong(unescaped(index + 2..<end)))
        index = end + 2
      } else if isCode(index), let end = end(from: index + 1, where: isCode), end > index + 1 {
        endPlain()
        runs.append(.code(unescaped(index + 1..<end)))
        index = end + 1
      } else {
        plain.append(characters[index])
        index += 1
      }
    }
    endPlain()
    return Text(runs)
  }

  private func escaped(_ index: Int) -> Character? {
    guard characters[index] == "\\", index + 1 < characters.count,
      let value = characters[index + 1].asciiValue, characters[index + 1] != " ",
      value > 32, value < 127, !characters[index + 1].isLetter, !characters[index + 1].isNumber
    else { return nil }
    return characters[index + 1]
  }

  private func isStrong(_ index: Int) -> Bool {
    index + 1 < characters.count && characters[index] == "*" && characters[index + 1] == "*"
  }

  private func isCode(_ index: Int) -> Bool { characters[index] == "`" }

  private func end(from start: Int, where isEnd: (Int) -> Bool) -> Int? {
    var index = start
    while index < characters.count {
      if escaped(index) != nil {
        index += 2
      } else if isEnd(index) {
        return index
      } else {
        index += 1
      }
    }
    return nil
  }

  private func unescaped(_ range: Range<Int>) -> String {
    var text = ""
    var index = range.lowerBound
    while index < range.upperBound {
      let escaped = escaped(index)
      text.append(escaped ?? characters[index])
      index += escaped == nil ? 1 : 2
    }
    return text
  }
}
