import House
import Testing

@Suite("Outline of a Swift file")
struct SwiftOutlineTests {
  private func outline(_ text: String) -> [Declaration] {
    SwiftText(path: "a.swift", text: text).declarations
  }

  @Test("declarations of files, types and protocols are found, and those in bodies are not")
  func scopes() {
    let found = outline(
      """
      struct A {
        let a = 1
        func f() { let b = 2; func g() {} }
        enum B { case c, d }
      }
      protocol P { func h(); var i: Int { get } }
      func top() { struct Local {} }
      if let x { let y = 1 }
      """)
    #expect(found.map(\.name) == ["A", "a", "f", "B", "c", "P", "h", "i", "top"])
    #expect(
      found.map(\.scope) == [
        .file, .type, .type, .type, .type, .file, .protocol, .protocol, .file,
      ])
  }

  @Test(
    "names and parameters are read",
    arguments: [
      ("func f() {}", "f()"),
      ("static func == (a: A, b: A) -> Bool { true }", "==(a:b:)"),
      ("func f(_ a: Int, to b: (Int, Int) -> Void = { _, _ in }) {}", "f(_:to:)"),
      ("init?(a: [Int: Int], b c: Int = g(1, 2)) { }", "init(a:b:)"),
      ("func f(a: () -> Void = { b = 1 }, c: Int) where A == B { }", "f(a:c:)"),
      ("func f<T: P>(x: T) -> (Int, Int) where T: Q {}", "f(x:)"),
      ("func f() -> (Int, Int) { (1, 2) }", "f()"),
      ("@discardableResult package func f(a: Int) throws(E) -> Int { 1 }", "f(a:)"),
      ("subscript(row: Int) -> Int { 1 }", "subscript(row:)"),
      ("let a: Int", "a"),
      ("extension A.B: C {}", "A.B"),
      ("typealias T = (Int) -> Void", "T"),
      ("var `default`: Int { 1 }", "`default`"),
    ])
  func signatures(text: String, expected: String) {
    #expect(outline(text).first?.signature == expected)
  }

  @Test("what is private, or inside something private, is told from the rest")
  func privacy() {
    let found = outline(
      """
      private struct A { func a() {} }
      extension A { func b() {} }
      struct B {
        private(set) var c = 1
        fileprivate func d() {}
        @Option(help: "private") package var e: Int
        nonisolated(unsafe) private static let f = 1
      }
      """)
    let hidden = found.filter(\.isPrivate).map(\.name)
    #expect(hidden == ["A", "a", "b", "d", "f"])
  }

  @Test(
    "computed properties are told from stored ones",
    arguments: [
      ("var a: Int { 1 }", true), ("var a: Int = 1 { didSet {} }", false),
      ("var a: Int { willSet {} }", false), ("let a = f { 1 }", false),
      ("let a: () -> Int = { 1 }", false), ("var a: Int { get async { 1 } }", true),
      ("static var a: [Int] { [1] }", true),
    ])
  func computed(text: String, expected: Bool) {
    #expect(outline("struct A {\n\(text)\n}").last?.isComputed == expected)
  }

  @Test("the length of a function runs from its name to its closing brace")
  func lengths() {
    let found = outline(
      """
      /// Text with a brace {
      @inline(never)
      func f(
        a: Int = { 1 }()
      ) where A == B {
        let s = "}"
        if a == 1 { print(s) }
      }
      func g() { }
      """)
    #expect(found.map(\.lineCount) == [6, 1])
    #expect(found.map(\.firstLine) == [2, 9])
  }

  @Test("text that is not Swift gives some outline and no crash", arguments: ["}}}", "func", "@("])
  func nonsense(text: String) {
    _ = outline(text)
  }
}
