import Diagnostics

/// Code that the compiler cannot check stands in few, short, named places.
enum UnsafeRule: HouseRule {
  static let name = "unsafe"
  static let summary =
    "unsafe code stands in Kernels and in files named *+Unsafe.swift, with a SAFETY line"

  static let lineLimit = 150

  static func findings(in repository: Repository) -> [Finding] {
    repository.files.flatMap { file in
      let hits = hits(in: file)
      if isUnsafeFile(file.path) { return unsafeFileFindings(file) }
      guard let first = hits.first else { return [Finding]() }
      if isKernel(file.path) { return hasReason(file) ? [] : [missingReason(first.span)] }
      return hits.map { hit in
        Finding(
          rule: name, span: hit.span,
          sentence: "\(hit.word) is allowed in Kernels and in files named *+Unsafe.swift only")
      }
    }
  }

  private static func unsafeFileFindings(_ file: SwiftText) -> [Finding] {
    let span = SourceSpan(file: file.path, line: 1, column: 1)
    var findings: [Finding] = []
    if file.lineCount >= lineLimit {
      findings.append(
        Finding(
          rule: name, span: span,
          sentence: "the file has \(file.lineCount) lines; unsafe files have less than \(lineLimit)"
        ))
    }
    if !hasReason(file) { findings.append(missingReason(span)) }
    return findings
  }

  private static func missingReason(_ span: SourceSpan) -> Finding {
    Finding(
      rule: name, span: span,
      sentence: "the file has unsafe code and no line // SAFETY: that says who checked what")
  }

  private static func hasReason(_ file: SwiftText) -> Bool {
    file.lines.contains { $0.drop { $0 == " " }.hasPrefix("// SAFETY:") }
  }

  private static func isUnsafeFile(_ path: String) -> Bool { path.hasSuffix("+Unsafe.swift") }

  private static func isKernel(_ path: String) -> Bool {
    path.hasPrefix("Sources/Kernels/") || path.hasPrefix("Tests/KernelsTests/")
  }

  private static let exact: Set<String> = [
    "Unmanaged", "unsafe", "unsafeAddress", "unsafeBitCast", "unsafeDowncast",
  ]

  private static func hits(in file: SwiftText) -> [WordSearch.Hit] {
    let tokens = SwiftToken.tokens(in: file.code)
    return tokens.indices.compactMap { index in
      let token = tokens[index]
      guard let word = unsafeWord(token.text, after: index > 0 ? tokens[index - 1].text : "") else {
        return nil
      }
      let span = file.span(line: token.line, byte: token.byte, length: token.text.count)
      return WordSearch.Hit(word: word, span: span)
    }
  }

  private static func unsafeWord(_ word: String, after before: String) -> String? {
    let isPointer =
      word.hasSuffix("Pointer") && (word.contains("Unsafe") || word == "OpaquePointer")
    if exact.contains(word) || isPointer || word.hasPrefix("withUnsafe") { return word }
    return word == "unchecked" && before == "@" ? "@unchecked" : nil
  }
}
