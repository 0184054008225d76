import Foundation
import Learning
import TestSupport

/// Rows made by the rule in the script that recorded what peers predict for them.
enum CrossingRows {
  static let names = ["a", "b", "c", "d", "k", "m"]
  /// The rows that models are trained on.
  static let training = features(0..<4000)
  /// The rows that both sides predict.
  static let probe = features(100_000..<110_000)

  static func hashed(_ index: Int) -> Double {
    var x = (UInt64(index) &* 2_654_435_761 &+ 12345) % (1 << 32)
    x = (x ^ (x >> 15)) &* 2_246_822_519 % (1 << 32)
    x = x ^ (x >> 13)
    return Double(x) / 0x1p32
  }

  /// Six features of float numbers, the last two of categories, each missing in one row of twelve.
  static func features(_ rows: Range<Int>) -> FeatureMatrix {
    let columns = names.indices.map { column in
      rows.map { row -> Double in
        let u = hashed(row * 12 + column)
        if hashed(row * 12 + 6 + column) < 1 / 12 { return .nan }
        let value =
          switch column {
          case 0: 10 * u - 5
          case 1: 100 * u * u
          case 2, 4: (12 * u).rounded(.down)
          case 5: (3 * u).rounded(.down)
          default: u
          }
        return Double(Float(value))
      }
    }
    return FeatureMatrix(names: names, columns: columns, rowCount: rows.count)
  }

  /// The same rows with 0 where a value is missing.
  static let known = FeatureMatrix(
    names: names, columns: probe.columns.map { $0.map { $0.isNaN ? 0 : $0 } },
    rowCount: probe.rowCount)

  static let target: [Double] = (0..<training.rowCount).map { row in
    let z = training.columns.map { $0[row].isNaN ? 0 : $0[row] }
    let k = z[4].truncatingRemainder(dividingBy: 5)
    return 20 + 3 * z[0] + z[1] / 10 + k * 2 - z[5] * z[0] + z[3] * z[2]
  }

  /// Reads recorded numbers, which are floats.
  static func recorded(_ name: String) throws -> [Double] {
    let data = try Data(contentsOf: OracleFile.url("exchange/\(name)"))
    return stride(from: 0, to: data.count - 3, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[start + $1]) << UInt32(8 * $1) }
      return Double(Float(bitPattern: bits))
    }
  }

  /// The greatest difference of two lists, relative to the greater of both numbers.
  static func difference(_ one: [Double], _ other: [Double]) -> Double {
    guard one.count == other.count else { return .infinity }
    return zip(one, other).reduce(0) { greatest, pair in
      let size = max(abs(pair.0), abs(pair.1))
      let difference = pair.0 == pair.1 ? 0 : abs(pair.0 - pair.1) / size
      return difference.isNaN ? .infinity : max(greatest, difference)
    }
  }
}
