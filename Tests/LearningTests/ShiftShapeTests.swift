import Foundation
import Kernels
import Learning
import Testing

@Suite("Shape of a shift")
struct ShiftShapeTests {
  private func drawn(
    _ count: Int, seed: UInt64, _ noise: Double = 1, _ added: (inout RandomStream) -> Double
  ) -> [Double] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { _ in noise * random.normal() + added(&random) }
  }

  @Test(
    "what was added is named, in four of five tries or more", arguments: ShiftShape.Form.allCases)
  func named(form: ShiftShape.Form) throws {
    var (right, fitting) = (0, 0)
    for seed in 0..<20 as Range<UInt64> {
      let heldOut = drawn(2000, seed: 100 + seed) { _ in 0 }
      let test = drawn(1000, seed: 200 + seed) { random in
        switch form {
        case .constant: 5
        case .uniform: 20 * random.uniform()
        case .normal: 10 + 6 * random.normal()
        case .exponential: 2 - 6 * log(1 - random.uniform())
        }
      }
      let shape = try #require(ShiftShape(heldOut: heldOut, test: test))
      right += shape.form == form ? 1 : 0
      fitting += shape.fits ? 1 : 0
    }
    #expect(right >= 16 && fitting >= 16, "\(form): \(right) named, \(fitting) fit")
  }

  @Test("a uniform addition on 0 to 20 is found with its ends, also below almost exact predictions")
  func ends() throws {
    for noise in [0.05, 3] {
      let shape = try #require(
        ShiftShape(
          heldOut: drawn(9000, seed: 1, noise) { _ in 0 },
          test: drawn(1000, seed: 2, noise) { 20 * $0.uniform() }))
      #expect(shape.form == .uniform && shape.fits)
      #expect(abs(shape.ends.low) < 0.8 && abs(shape.ends.high - 20) < 0.8)
    }
  }

  @Test("what no simple shape explains does not fit")
  func twoPlaces() throws {
    let shape = try #require(
      ShiftShape(
        heldOut: drawn(2000, seed: 1) { _ in 0 },
        test: drawn(1000, seed: 2) { $0.uniform() < 0.5 ? 0 : 30 }))
    #expect(!shape.fits)
    #expect(ShiftShape(heldOut: [1, 2], test: [3, 4]) == nil)
  }
}
