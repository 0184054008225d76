/// Finds the least of a logistic loss by Newton's method.
///
/// Each step solves for the direction by conjugate gradients, preconditioned as the loss
/// says, the more exactly the nearer the least is (Nocedal and Wright: Numerical Optimization, 2006, algorithm
/// 7.1), and is halved until the loss falls enough. Near the least, where a fall drowns in rounding,
/// whole steps are taken until they no longer shrink.
enum NewtonSearch {
  private static let stepsMax = 200
  private static let halvingsMax = 60
  /// A foreseen fall below this share of the loss is rounding of it.
  private static let nearShare = 1e-11
  /// After a whole step below this share nothing is left.
  private static let lastShare = 1e-15

  /// Gives the parameters of the least loss; throws when cancelled.
  static func least<Loss: PenalisedLoss>(of loss: Loss) throws -> [Double] {
    var point = loss.point(loss.start)
    let first = norm(point.gradient)
    var lastFall = Double.infinity
    var preconditioner: Loss.Preconditioner?
    var steps = 0
    for _ in 0..<stepsMax {
      try Task.checkCancellation()
      let size = norm(point.gradient)
      guard size > 0, size.isFinite else { break }
      let next = loss.preconditioner(point, after: steps, previous: preconditioner)
      preconditioner = next
      let direction: [Double]
      (direction, steps) = Self.direction(
        loss, point, next, tolerance: max(1e-10, min(0.1, size / first)))
      let fall = -product(point.gradient, direction)
      guard fall > 0, fall.isFinite else { break }
      if fall <= nearShare * (1 + abs(point.loss)) {
        // Whole steps lose all but their rounding at once; when they no longer do, it is over.
        guard fall < lastFall / 2 else { break }
        lastFall = fall
        point = loss.point(moved(point.parameters, 1, direction))
        // What is left after a step falls with the square of what was left before.
        if fall <= lastShare * (1 + abs(point.loss)) { break }
        continue
      }
      guard let next = lower(loss, point, direction, fall: fall) else { break }
      point = next
    }
    return point.parameters
  }

  /// Gives the first point on halved steps at which the loss falls by a part of what is foreseen.
  private static func lower<Loss: PenalisedLoss>(
    _ loss: Loss, _ point: Loss.Point, _ direction: [Double], fall: Double
  ) -> Loss.Point? {
    var share = 1.0
    for _ in 0..<halvingsMax {
      let next = loss.point(moved(point.parameters, share, direction))
      if next.loss <= point.loss - 1e-4 * share * fall { return next }
      share /= 2
    }
    return nil
  }

  /// Solves curvature times direction = - gradient, and counts the steps that it took.
  private static func direction<Loss: PenalisedLoss>(
    _ loss: Loss, _ point: Loss.Point, _ preconditioner: Loss.Preconditioner, tolerance: Double
  ) -> (direction: [Double], steps: Int) {
    var solution = [Double](repeating: 0, count: point.gradient.count)
    var rest = point.gradient.map { -$0 }
    var scaled = preconditioner.solve(rest)
    var direction = scaled
    var size = product(rest, scaled)
    let goal = size * tolerance * tolerance
    var steps = 0
    while steps < 2 * solution.count + 20, size > goal, size > 0 {
      let curved = loss.curvature(point, along: direction)
      let bend = product(direction, curved)
      guard bend > 0, bend.isFinite else { break }
      let length = size / bend
      solution = moved(solution, length, direction)
      rest = moved(rest, -length, curved)
      scaled = preconditioner.solve(rest)
      let next = product(rest, scaled)
      direction = moved(scaled, next / size, direction)
      size = next
      steps += 1
    }
    return (solution, steps)
  }

  private static func norm(_ values: [Double]) -> Double {
    product(values, values).squareRoot()
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    StripedSum.ofProducts(a, b)
  }

  private static func moved(_ from: [Double], _ length: Double, _ along: [Double]) -> [Double] {
    zip(from, along).map { $0 + length * $1 }
  }
}
