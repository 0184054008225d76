import Diagnostics
import Kernels
import Tables
import Testing

@Suite("CSV files of any bytes")
struct CSVFuzzTests {
  private static let telling = Array("a1,\"\r\n;.eE+-N\u{e9}\u{feff}\0 \t".utf8)

  /// Reads in all ways; what is wrong must be told with a place in the file.
  private func check(_ bytes: [UInt8], _ options: CSVOptions) {
    for isHeader in [false, true] {
      do throws(DiagnosticError) {
        if isHeader {
          _ = try CSVReader.header(prefix: bytes, path: "t.csv", options: options)
        } else {
          let table = try CSVReader.read(bytes: bytes, path: "t.csv", options: options)
          #expect(table.rowCount > 0 && !table.columns.isEmpty)
        }
      } catch {
        for problem in error.diagnostics {
          #expect(problem.span != nil && problem.severity == .error)
        }
      }
    }
  }

  @Test("random bytes never crash the reader")
  func randomBytes() {
    var stream = RandomStream(seed: 11)
    for index in 0..<3000 {
      let bytes = (0..<stream.integer(below: 60)).map { _ in
        index.isMultiple(of: 3)
          ? UInt8(stream.integer(below: 256))
          : Self.telling[stream.integer(below: Self.telling.count)]
      }
      let delimiter = index.isMultiple(of: 5) ? UInt8(stream.integer(below: 256)) : 44
      check(
        bytes,
        CSVOptions(delimiter: delimiter, types: index.isMultiple(of: 7) ? ["a": .number] : [:]))
    }
  }

  @Test("changed files never crash the reader")
  func mutations() {
    var stream = RandomStream(seed: 12)
    for seed in 0..<1500 as Range<UInt64> {
      var bytes = CSVWriter.bytes(
        of: RandomTables.table(seed: seed, maximumRows: 8), digits: .shortest)
      for _ in 0...stream.integer(below: 4) where !bytes.isEmpty {
        let place = stream.integer(below: bytes.count)
        switch stream.integer(below: 4) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8(stream.integer(below: 256))
        case 2: bytes.insert(Self.telling[stream.integer(below: Self.telling.count)], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      check(bytes, CSVOptions(types: ["plain": .number]))
    }
  }
}
