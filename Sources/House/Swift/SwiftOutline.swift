/// Finds the declarations of a Swift file by its braces and keywords.
///
/// It reads well-formed, formatted code and guesses on anything else; it never fails.
struct SwiftOutline {
  private enum Body {
    case file
    case members(Declaration.Scope)
    case statements
  }

  /// An open brace, what it holds, and what was being read around it.
  private struct Brace {
    let body: Body
    let declaration: Int?
    let isPrivate: Bool
    let owner: String?
    let outerDepth: Int
    let outerCountsLabels: Bool
  }

  private static let keywords: [String: Declaration.Kind] = [
    "actor": .type, "associatedtype": .associatedType, "case": .enumCase, "class": .type,
    "deinit": .deinitialiser, "enum": .type, "extension": .extension, "func": .function,
    "init": .initialiser, "let": .variable, "protocol": .protocol, "struct": .type,
    "subscript": .subscript, "typealias": .alias, "var": .variable,
  ]

  private static let modifiers: Set<String> = [
    "borrowing", "consuming", "convenience", "distributed", "dynamic", "fileprivate", "final",
    "indirect", "infix", "internal", "isolated", "lazy", "mutating", "nonisolated", "nonmutating",
    "open", "optional", "override", "package", "postfix", "prefix", "private", "public",
    "required", "static", "unowned", "unsafe", "weak",
  ]

  private let tokens: [SwiftToken]
  private var index = 0
  private var declarations: [Declaration] = []
  private var braces = [
    Brace(
      body: .file, declaration: nil, isPrivate: false, owner: nil, outerDepth: 0,
      outerCountsLabels: false)
  ]
  /// Open parentheses and brackets since the last open brace.
  private var depth = 0
  private var prefixStart: SwiftToken?
  private var prefixIsPrivate = false
  /// The declaration whose body may still come.
  private var pending: Int?
  private var pendingHasValue = false
  /// Whether the next parenthesis opens the parameters of the pending declaration.
  private var awaitsLabels = false
  /// Whether the reader is inside those parameters.
  private var countsLabels = false

  private init(_ tokens: [SwiftToken]) {
    self.tokens = tokens
  }

  /// Gives the declarations in the code of a file, whose comments and literals are blank.
  static func declarations(in code: [[UInt8]]) -> [Declaration] {
    var outline = SwiftOutline(SwiftToken.tokens(in: code))
    while outline.index < outline.tokens.count { outline.step() }
    return outline.withPrivateExtensions()
  }

  /// Members of an extension of a private type are private too.
  private func withPrivateExtensions() -> [Declaration] {
    let hidden = Set(declarations.filter { $0.kind == .type && $0.isPrivate }.map(\.name))
    return declarations.map { declaration in
      var changed = declaration
      if let owner = declaration.owner, hidden.contains(owner) { changed.isPrivate = true }
      return changed
    }
  }

  private mutating func step() {
    let token = tokens[index]
    switch token.text {
    case "{": open()
    case "}": close()
    case "(", "[":
      if token.text == "(", depth == 0, awaitsLabels {
        awaitsLabels = false
        countsLabels = true
      }
      depth += 1
      if countsLabels, depth == 1 { addLabel() }
    case ")", "]":
      depth = max(0, depth - 1)
      if depth == 0 { countsLabels = false }
    case ",":
      if countsLabels, depth == 1 { addLabel() }
    case "=":
      if depth == 0, let pending, declarations[pending].kind == .variable { pendingHasValue = true }
    case "@": skipAttribute()
    case "import": skipLine()
    default: readWord(token)
    }
    if !isPrefix(token) { forgetPrefix() }
    index += 1
  }

  private func isPrefix(_ token: SwiftToken) -> Bool {
    token.text == "@" || (depth == 0 && Self.modifiers.contains(token.text))
  }

  private mutating func forgetPrefix() {
    prefixStart = nil
    prefixIsPrivate = false
  }

  private mutating func skipAttribute() {
    if prefixStart == nil { prefixStart = tokens[index] }
    index += 1
    skipGroup()
  }

  /// Skips a group in parentheses that follows the current token.
  private mutating func skipGroup() {
    guard index + 1 < tokens.count, tokens[index + 1].text == "(", follows(index + 1) else {
      return
    }
    var open = 0
    repeat {
      index += 1
      if tokens[index].text == "(" { open += 1 }
      if tokens[index].text == ")" { open -= 1 }
    } while open > 0 && index + 1 < tokens.count
  }

  /// Whether a token follows the one before without a blank.
  private func follows(_ place: Int) -> Bool {
    let (before, token) = (tokens[place - 1], tokens[place])
    return before.line == token.line && before.byte + before.text.utf8.count == token.byte
  }

  private mutating func skipLine() {
    let line = tokens[index].line
    while index + 1 < tokens.count, tokens[index + 1].line == line { index += 1 }
  }

  private mutating func readWord(_ token: SwiftToken) {
    guard depth == 0, !isMemberName else { return }
    if Self.modifiers.contains(token.text) {
      if prefixStart == nil { prefixStart = token }
      let hasGroup = index + 1 < tokens.count && tokens[index + 1].text == "("
      if !hasGroup, token.text == "private" || token.text == "fileprivate" {
        prefixIsPrivate = true
      }
      skipGroup()
    } else if let kind = Self.keywords[token.text], let scope = currentScope, isDeclaration(kind) {
      declare(kind, scope)
    }
  }

  /// Whether the current word comes after a full stop, as in a call of an initialiser.
  private var isMemberName: Bool { index > 0 && tokens[index - 1].text == "." }

  private var currentScope: Declaration.Scope? {
    switch braces.last?.body {
    case .file: .file
    case .members(let scope): scope
    case .statements, nil: nil
    }
  }

  /// Refuses words that only look like a declaration: conditions, and names of variables.
  private func isDeclaration(_ kind: Declaration.Kind) -> Bool {
    let before = index > 0 ? tokens[index - 1].text : ""
    if ["if", "guard", "while", "case", "for", ","].contains(before) { return false }
    return tokens[index].text != "actor" || (index + 1 < tokens.count && tokens[index + 1].isWord)
  }

  private mutating func declare(_ kind: Declaration.Kind, _ scope: Declaration.Scope) {
    let token = tokens[index]
    let around = braces.last
    pending = declarations.count
    pendingHasValue = false
    awaitsLabels = [.function, .initialiser, .subscript].contains(kind)
    countsLabels = false
    declarations.append(
      Declaration(
        kind: kind, name: name(of: kind), scope: scope,
        isPrivate: prefixIsPrivate || around?.isPrivate ?? false,
        firstLine: prefixStart?.line ?? token.line, line: token.line, byte: token.byte,
        lastLine: token.line, owner: around?.owner))
  }

  /// Gives the name that follows the current keyword and moves to its last token.
  private mutating func name(of kind: Declaration.Kind) -> String {
    switch kind {
    case .initialiser, .deinitialiser, .subscript: return tokens[index].text
    default: break
    }
    guard index + 1 < tokens.count else { return "" }
    index += 1
    var name = tokens[index].text
    let isWord = tokens[index].isWord
    while index + 1 < tokens.count, follows(index + 1) {
      let next = tokens[index + 1]
      let goesOn = isWord ? continuesPath(next) : !next.isWord && next.text != "("
      guard goesOn else { break }
      index += 1
      name += next.text
    }
    return name
  }

  /// Whether a token belongs to a dotted name, as in an extension of a nested type.
  private func continuesPath(_ next: SwiftToken) -> Bool {
    next.text == "." || (next.isWord && tokens[index].text == ".")
  }

  private mutating func addLabel() {
    guard let pending, index + 1 < tokens.count, tokens[index + 1].text != ")" else { return }
    let label = tokens[index + 1].text
    let second = index + 2 < tokens.count ? tokens[index + 2] : nil
    declarations[pending].labels.append(label)
    declarations[pending].parameters.append(second.map { $0.isWord ? $0.text : label } ?? label)
  }

  private mutating func open() {
    var brace = Brace(
      body: .statements, declaration: nil, isPrivate: false, owner: nil, outerDepth: depth,
      outerCountsLabels: countsLabels)
    if depth == 0, let declaration = pending, !pendingHasValue {
      brace = body(of: declaration)
      pending = nil
    }
    braces.append(brace)
    depth = 0
    countsLabels = false
  }

  private mutating func body(of index: Int) -> Brace {
    let declaration = declarations[index]
    var body = Body.statements
    switch declaration.kind {
    case .type, .extension: body = .members(.type)
    case .protocol: body = .members(.protocol)
    case .variable: declarations[index].isComputed = !opensObservers
    default: break
    }
    return Brace(
      body: body, declaration: index, isPrivate: declaration.isPrivate, owner: declaration.name,
      outerDepth: depth, outerCountsLabels: false)
  }

  private var opensObservers: Bool {
    index + 1 < tokens.count && ["willSet", "didSet"].contains(tokens[index + 1].text)
  }

  private mutating func close() {
    guard braces.count > 1, let brace = braces.popLast() else { return }
    if let declaration = brace.declaration {
      declarations[declaration].lastLine = tokens[index].line
    }
    depth = brace.outerDepth
    countsLabels = brace.outerCountsLabels
    // A closure among the parameters is not the body.
    if depth == 0 { pending = nil }
  }
}
