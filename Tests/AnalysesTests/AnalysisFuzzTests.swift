import Analyses
import Diagnostics
import Foundation
import Stages
import TestSupport
import Testing

@Suite("Analyses with random damage")
struct AnalysisFuzzTests {
  /// The numbers of xorshift64*, so that a failing seed gives the same damage again.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_F491_4F6C_DD1D
    }
  }

  private static let signs = Array("\t\n\r :,-#&*!|>'\"%@`{}[]?~<=0.9aé\0\u{2028}".utf8)

  /// Takes out, doubles, moves, changes or cuts a few bytes or lines.
  private static func damaged(_ text: String, seed: Int) -> [UInt8] {
    var numbers = Numbers(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      let end = min(bytes.count, place + Int.random(in: 1...30, using: &numbers))
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      let line = Int.random(in: 0..<lines.count, using: &numbers)
      switch Int.random(in: 0..<9, using: &numbers) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(signs.randomElement(using: &numbers) ?? 0x20, at: place)
      case 2: bytes[place] = signs.randomElement(using: &numbers) ?? 0x20
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 5: lines.remove(at: line); bytes = Array(lines.joined(separator: [0x0A]))
      case 6: lines.insert(lines[line], at: line); bytes = Array(lines.joined(separator: [0x0A]))
      case 7:
        lines.swapAt(line, Int.random(in: 0..<lines.count, using: &numbers))
        bytes = Array(lines.joined(separator: [0x0A]))
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  private static let original = try? String(
    contentsOf: SharedMaterial.root.appending(path: "analyses/part1.yaml"), encoding: .utf8)

  private static func reader() -> AnalysisReader {
    let header = Array("X1,X2,X3,X4,X5,X6,X7,X8,X9,X10,Y\n1,2,3,4,5,6,7,8,9,DAF,5\n".utf8)
    return AnalysisReader(catalog: .builtIn) { path in
      guard path.hasSuffix(".csv") else {
        return .failure(Diagnostic(.inputMissing, "there is no file"))
      }
      return .success(TypeCheck.FileBeginning(shownPath: path, bytes: header, isWhole: true))
    }
  }

  @Test("the analysis without damage is read")
  func originalIsRead() throws {
    let text = try #require(Self.original)
    var reader = Self.reader()
    let analysis = try reader.read(SourceText(path: "part1.yaml", text: text), name: "part1")
    #expect(analysis.warnings.isEmpty)
    #expect(analysis.stages.count > 5)
  }

  @Test("of very many problems the first hundred are told, and how many there are besides")
  func manyProblems() throws {
    let slips = (1...5000).map { "x\($0): 1" }.joined(separator: ", ")
    let text = "workbench: 1\ntitle: T\nstages: [{id: d, kind: draw, with: {rows: 1, \(slips)}}]\n"
    var reader = Self.reader()
    let error = try #require(throws: DiagnosticError.self) {
      _ = try reader.read(SourceText(path: "t.yaml", text: text), name: "t")
    }
    #expect(error.diagnostics.count == 101)
    #expect(error.diagnostics.last?.headline == "there are 4901 more problems in the file")
  }

  @Test("damage gives an analysis, or problems with places inside the text", arguments: 0..<50)
  func damageIsTold(_ block: Int) throws {
    let text = try #require(Self.original)
    for seed in (block * 10)..<(block * 10 + 10) {
      let bytes = Self.damaged(text, seed: seed)
      let source = SourceText(path: "part1.yaml", text: String(decoding: bytes, as: UTF8.self))
      var reader = Self.reader()
      do {
        _ = try reader.read(source, name: "part1")
      } catch {
        Self.expectPlaces(error.diagnostics, in: source, seed: seed)
      }
    }
  }

  /// Every problem has a sentence, and a place that an editor can go to.
  private static func expectPlaces(_ problems: [Diagnostic], in source: SourceText, seed: Int) {
    #expect(!problems.isEmpty)
    for problem in problems {
      #expect(!problem.headline.isEmpty)
      #expect(!TextRenderer().text(problem).isEmpty)
      guard let span = problem.span, span.file == source.path else {
        #expect(problem.span != nil, "seed \(seed): \(problem.headline)")
        continue
      }
      let line = source.line(span.line)
      #expect(line != nil, "seed \(seed): \(problem.short) \(problem.headline)")
      let width = (line ?? "").unicodeScalars.count
      #expect(span.column <= width + 1, "seed \(seed): \(problem.short) \(problem.headline)")
      #expect(problem.lineText == nil || problem.lineText == line, "seed \(seed)")
    }
  }
}
