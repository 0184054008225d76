/// A penalised log loss of training rows that has one least, and what Newton's method needs of it.
protocol PenalisedLoss {
  /// The loss at some parameters, and what its slopes there are made of.
  associatedtype Point: LossPoint
  /// What is nearly the inverse of the curvature.
  associatedtype Preconditioner: LossPreconditioner

  /// Parameters to begin with.
  var start: [Double] { get }
  /// Works out the loss and its slopes.
  func point(_ parameters: [Double]) -> Point
  /// Gives how the slopes change along a direction.
  func curvature(_ point: Point, along direction: [Double]) -> [Double]
  /// Gives nearly the inverse of the curvature; a dear one where solving took many steps before.
  func preconditioner(
    _ point: Point, after steps: Int, previous: Preconditioner?
  ) -> Preconditioner
  /// Gives parameters as vectors, each an intercept and then a coefficient a feature.
  func vectors(_ parameters: [Double]) -> [[Double]]
}

/// The loss at some parameters.
protocol LossPoint {
  /// Where it is.
  var parameters: [Double] { get }
  /// The loss there.
  var loss: Double { get }
  /// The slope along each parameter.
  var gradient: [Double] { get }
}
