import Foundation
package import Kernels

/// The learning rate over the steps of a training.
package struct NetRate: Sendable {
  private let schedule: NetSchedule
  private let rate: Double
  private let stepCount: Int
  private let warmUpSteps: Double
  private let isFlatCosine: Bool

  package init(_ settings: NetSettings, stepCount: Int) {
    schedule = settings.schedule
    rate = settings.learningRate
    self.stepCount = stepCount
    isFlatCosine = settings.restraint == .flatCosine
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
    case .coslog4: 0.5 * (1 - cos(2 * Double.pi * log2(1 + 15 * time)))
    }
  }

  /// Gives what dropout and weight decay are multiplied by at a step, counted from 0.
  package func restraint(_ step: Int) -> Double {
    let time = Double(step) / Double(max(1, stepCount))
    guard isFlatCosine, time > 0.5 else { return 1 }
    return Self.cosine(from: 1, to: 0, 2 * time - 1)
  }

  private static func cosine(from start: Double, to end: Double, _ time: Double) -> Double {
    end + (start - end) * 0.5 * (1 + cos(Double.pi * time))
  }
}

/// The steps of an optimiser over the parameters of a layout.
package struct NetSteps<Number: VectorNumber> {
  private let settings: NetSettings
  private let parts: [Part]
  private let first: NumberBlock<Number>
  private let second: NumberBlock<Number>
  private var firstPower = 1.0
  private var secondPower = 1.0

  package init(_ settings: NetSettings, layout: NetLayout) {
    self.settings = settings
    parts = Self.parts(settings, layout)
    first = NumberBlock(count: layout.count)
    second = NumberBlock(count: settings.optimiser == .sgd ? 0 : layout.count)
  }

  /// Parameters that move alike.
  private struct Part {
    let range: Range<Int>
    /// What the learning rate is multiplied by.
    let share: Double
    let isDecayed: Bool
  }

  /// Weight decay is for weights, not for biases and scales.
  private static func parts(_ settings: NetSettings, _ layout: NetLayout) -> [Part] {
    let weights = 0..<layout.weightCount
    let others = layout.weightCount..<layout.count
    guard settings.layerRates == .ntk else {
      return [
        Part(range: weights, share: 1, isDecayed: true),
        Part(range: others, share: 1, isDecayed: false),
      ]
    }
    let biases = others.lowerBound..<(layout.layers.last.map { $0.bias + $0.width } ?? 0)
    return layout.layers.map { layer in
      Part(
        range: layer.weights..<(layer.weights + layer.inputs * layer.width),
        share: 1 / Double(max(1, layer.inputs)).squareRoot(), isDecayed: true)
    } + [
      Part(range: biases, share: 0.1, isDecayed: false),
      Part(range: biases.upperBound..<layout.count, share: 1, isDecayed: false),
    ]
  }

  /// Moves the parameters one step; the restraint is what weight decay is multiplied by.
  package mutating func step(
    _ parameters: NumberBlock<Number>, gradient: NumberBlock<Number>, rate: Double,
    restraint: Double = 1
  ) {
    let scale = clippingScale(gradient)
    firstPower *= settings.firstDecay
    secondPower *= settings.secondDecay
    for own in parts where !own.range.isEmpty {
      func part(_ block: NumberBlock<Number>) -> MatrixView<Number> {
        block.view(at: own.range.lowerBound, rows: 1, columns: own.range.count)
      }
      let decay = own.isDecayed ? settings.weightDecay * restraint : 0
      let shrink = settings.optimiser == .adamw ? 1 - rate * decay : 1
      let pull = settings.optimiser == .adamw ? 0 : decay
      if settings.optimiser == .sgd {
        part(parameters).descend(
          DescentStep(
            rate: Number(rate * own.share), momentum: Number(settings.momentum), scale: scale,
            decay: Number(pull), shrink: Number(shrink)),
          gradient: part(gradient), velocity: part(first))
      } else {
        // The moments begin at 0; both corrections go into the rate and the epsilon.
        let root = (1 - secondPower).squareRoot()
        part(parameters).adam(
          AdamStep(
            rate: rate * own.share * root / (1 - firstPower), first: settings.firstDecay,
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
