import Foundation
package import Kernels

/// The learning rate over the steps of a training.
package struct NetRate: Sendable {
  private let schedule: NetSchedule
  private let rate: Double
  private let stepCount: Int
  private let warmUpSteps: Double

  package init(_ settings: NetSettings, stepCount: Int) {
    schedule = settings.schedule
    rate = settings.learningRate
    self.stepCount = stepCount
    warmUpSteps = settings.warmUp * Double(stepCount)
  }

  /// Gives the rate of a step, counted from 0.
  package func callAsFunction(_ step: Int) -> Double {
    let rise = warmUpSteps > 0 ? min(1, Double(step + 1) / warmUpSteps) : 1
    return rate * rise * share(Double(step) / Double(max(1, stepCount)))
  }

  private func share(_ time: Double) -> Double {
    switch schedule {
    case .constant: 1
    case .cosine: Self.cosine(from: 1, to: 0, time)
    case .oneCycle:
      time < 0.3
        ? Self.cosine(from: 0.04, to: 1, time / 0.3)
        : Self.cosine(from: 1, to: 4e-6, (time - 0.3) / 0.7)
    }
  }

  private static func cosine(from start: Double, to end: Double, _ time: Double) -> Double {
    end + (start - end) * 0.5 * (1 + cos(Double.pi * time))
  }
}

/// The steps of an optimiser over the parameters of a layout.
package struct NetSteps<Number: VectorNumber> {
  private let settings: NetSettings
  private let weightCount: Int
  private let first: NumberBlock<Number>
  private let second: NumberBlock<Number>
  private var firstPower = 1.0
  private var secondPower = 1.0

  package init(_ settings: NetSettings, layout: NetLayout) {
    self.settings = settings
    weightCount = layout.weightCount
    first = NumberBlock(count: layout.count)
    second = NumberBlock(count: settings.optimiser == .sgd ? 0 : layout.count)
  }

  /// Moves the parameters one step; weight decay is for weights, not for biases and scales.
  package mutating func step(
    _ parameters: NumberBlock<Number>, gradient: NumberBlock<Number>, rate: Double
  ) {
    let scale = clippingScale(gradient)
    firstPower *= settings.firstDecay
    secondPower *= settings.secondDecay
    let parts = [(0, weightCount, settings.weightDecay), (weightCount, parameters.count, 0)]
    for (start, end, decay) in parts where end > start {
      func part(_ block: NumberBlock<Number>) -> MatrixView<Number> {
        block.view(at: start, rows: 1, columns: end - start)
      }
      let shrink = settings.optimiser == .adamw ? 1 - rate * decay : 1
      let pull = settings.optimiser == .adamw ? 0 : decay
      if settings.optimiser == .sgd {
        part(parameters).descend(
          DescentStep(
            rate: Number(rate), momentum: Number(settings.momentum), scale: scale,
            decay: Number(pull), shrink: Number(shrink)),
          gradient: part(gradient), velocity: part(first))
      } else {
        // The moments begin at 0; both corrections go into the rate and the epsilon.
        let root = (1 - secondPower).squareRoot()
        part(parameters).adam(
          AdamStep(
            rate: rate * root / (1 - firstPower), first: settings.firstDecay,
            second: settings.secondDecay, epsilon: settings.epsilon * root, scale: scale,
            decay: pull, shrink: shrink),
          gradient: part(gradient), mean: part(first), square: part(second))
      }
    }
  }

  /// Gives what the gradient is multiplied by so that it is not longer than allowed.
  private func clippingScale(_ gradient: NumberBlock<Number>) -> Number {
    guard settings.clip > 0 else { return 1 }
    let length = Double(gradient.row.sumOfSquares).squareRoot()
    return length > settings.clip ? Number(settings.clip / length) : 1
  }
}
