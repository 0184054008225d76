package import Kernels

/// Least squares by damped Gauss-Newton steps on all rows at once, in doubles.
///
/// Levenberg (1944), Marquardt (1963); the damping is scaled by the diagonal of J'J. Each step
/// costs about rows x parameters^2 operations, so it is for networks of up to some thousand
/// parameters. The sum of weighted squares never grows.
package enum LevenbergMarquardt {
  /// The most parameters: the matrix J'J then takes 200 MB.
  package static let parametersMax = 5000

  /// Rows whose derivatives are held at a time.
  private static let tileRows = 128
  private static let dampingMax = 1e16

  /// Takes a network with one output to a minimum nearby, in so many steps.
  ///
  /// It ends earlier when no damping makes the sum of squares smaller.
  package static func polish<Number: VectorNumber>(
    _ network: DenseNetwork<Number>, _ rows: NetRows<Double>, steps: Int
  ) throws -> DenseNetwork<Double> {
    let layout = network.layout
    let parameters = NumberBlock<Double>(count: layout.count)
    parameters.row.setNumbers(network.parameters.row.numbers)
    let fit = LeastSquares(layout, parameters: parameters, rows: rows, tileRows: tileRows)
    var damping = 1e-2
    var error = fit.sumOfSquares()
    let tried = NumberBlock<Double>(count: layout.count)
    for _ in 0..<steps where error > 0 && error.isFinite {
      try Task.checkCancellation()
      fit.linearise()
      var isBetter = false
      while !isBetter && damping <= dampingMax {
        try Task.checkCancellation()
        tried.row.copy(parameters.row)
        if let step = fit.step(damping: damping) {
          fit.move(by: step)
          let moved = fit.sumOfSquares()
          isBetter = moved < error
          if isBetter { error = moved }
        }
        if isBetter {
          damping = max(damping / 5, 1e-14)
        } else {
          parameters.row.copy(tried.row)
          damping *= 4
        }
      }
      guard isBetter else { break }
    }
    return DenseNetwork(layout, parameters: parameters)
  }
}

/// The residuals of a network on rows, and their derivatives by its parameters.
private struct LeastSquares {
  /// Where a layer's parameters lie in a row of derivatives.
  private struct Place {
    let weights: Range<Int>
    let bias: Range<Int>
  }

  private let layout: NetLayout
  private let parameters: NumberBlock<Double>
  private let rows: NetRows<Double>
  private let tileRows: Int
  private let places: [Place]
  private let count: Int
  private let pass: NetPass<Double>
  /// Derivatives of a tile of rows, shape [tile rows, width].
  private let derivatives: MatrixView<Double>
  private let residuals: MatrixView<Double>
  /// J'J, of which the upper half is filled, and J'r.
  private let normal: MatrixView<Double>
  private let slope: MatrixView<Double>
  private let cholesky: BlockedCholesky

  init(
    _ layout: NetLayout, parameters: NumberBlock<Double>, rows: NetRows<Double>, tileRows: Int
  ) {
    var places: [Place] = []
    var count = 0
    for layer in layout.layers {
      let size = layer.inputs * layer.outputs
      places.append(
        Place(
          weights: count..<count + size, bias: count + size..<count + size + layer.outputs))
      count += size + layer.outputs
    }
    let width = (count + 63) / 64 * 64
    self.layout = layout
    self.parameters = parameters
    self.rows = rows
    self.tileRows = tileRows
    self.places = places
    self.count = count
    pass = NetPass(layout, parameters: parameters, batchMax: tileRows)
    derivatives = NumberBlock(count: tileRows * width).view(rows: tileRows, columns: width)
    residuals = NumberBlock(count: tileRows * 8).view(rows: tileRows, columns: 8)
    normal = NumberBlock(count: width * width).view(rows: width, columns: width)
    slope = NumberBlock(count: width * 8).view(rows: width, columns: 8)
    cholesky = BlockedCholesky(width: width)
  }

  /// Gives half the weighted sum of squared residuals, doubled: the plain sum.
  func sumOfSquares() -> Double {
    var sum = Sum()
    for start in stride(from: 0, to: rows.count, by: tileRows) {
      let range = start..<min(start + tileRows, rows.count)
      pass.input.first(range.count).copy(rows.inputs[rows: range])
      let outputs = pass.forward(rows: range.count).column(0)
      let targets = rows.targets[rows: range].column(0)
      let weights = rows.weights?[rows: range].column(0)
      for index in outputs.indices {
        let residual = targets[index] - outputs[index]
        sum.add((weights?[index] ?? 1) * residual * residual)
      }
    }
    return sum.value
  }

  /// Works out J'J and J'r at the parameters as they are.
  func linearise() {
    normal.fill(0)
    slope.fill(0)
    for start in stride(from: 0, to: rows.count, by: tileRows) {
      let range = start..<min(start + tileRows, rows.count)
      differentiate(range)
      let tile = derivatives.first(range.count)
      slope.setProduct(tile, isTransposed: true, residuals.first(range.count), plus: slope)
      // Strip by strip, as far down as the diagonal.
      for left in stride(from: 0, to: normal.columns, by: 64) {
        let strip = normal[rows: 0..<left + 64][columns: left..<left + 64]
        strip.setProduct(
          tile[columns: 0..<left + 64], isTransposed: true, tile[columns: left..<left + 64],
          plus: strip)
      }
    }
  }

  /// Fills the derivatives of the output by each parameter, and the residuals, times the root of
  /// the row's weight.
  private func differentiate(_ range: Range<Int>) {
    let count = range.count
    pass.input.first(count).copy(rows.inputs[rows: range])
    let outputs = pass.forward(rows: count).column(0)
    let targets = rows.targets[rows: range].column(0)
    let roots =
      rows.weights?[rows: range].column(0).map { $0.squareRoot() }
      ?? [Double](repeating: 1, count: count)
    residuals.first(count).setColumn(
      0, outputs.indices.map { roots[$0] * (targets[$0] - outputs[$0]) })
    let delta = pass.outputDelta(rows: count)
    delta.fill(0)
    delta.setColumn(0, roots)
    pass.backward(rows: count) { index, inputs, delta in
      let layer = layout.layers[index]
      let own = delta[columns: 0..<layer.outputs]
      derivatives.first(count)[columns: places[index].weights].setOuter(inputs, own)
      derivatives.first(count)[columns: places[index].bias].copy(own)
    }
  }

  /// Solves for the step at a damping, or gives nil where the matrix is too flat.
  func step(damping: Double) -> [Double]? {
    cholesky.factor.copy(normal)
    for index in 0..<normal.columns {
      let diagonal = normal[row: index, column: index]
      // Padding and dead units have a diagonal of 0 and get a step of 0.
      cholesky.factor[row: index, column: index] =
        index < count && diagonal > 0 ? diagonal * (1 + damping) + damping * 1e-12 : 1
    }
    guard cholesky.factorise() else { return nil }
    let step = cholesky.solve(slope.column(0))
    return step.allSatisfy(\.isFinite) ? step : nil
  }

  /// Adds a step to the parameters.
  func move(by step: [Double]) {
    for (place, layer) in zip(places, layout.layers) {
      let weights = layer.weights(in: parameters)
      for row in 0..<layer.inputs {
        let start = place.weights.lowerBound + row * layer.outputs
        let own = weights[rows: row..<row + 1][columns: 0..<layer.outputs]
        own.setNumbers(zip(own.numbers, step[start..<start + layer.outputs]).map { $0 + $1 })
      }
      let bias = layer.bias(in: parameters)[columns: 0..<layer.outputs]
      bias.setNumbers(zip(bias.numbers, step[place.bias]).map { $0 + $1 })
    }
  }
}
