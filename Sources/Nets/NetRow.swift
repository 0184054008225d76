import Kernels
import Learning
import Synchronization

/// A network made ready for one row at a time: its weights are laid out once.
final class NetRow<Number: VectorNumber>: RowPredictor {
  private let predictor: NetPredictor
  /// Memory of which the compiler cannot know that it is only read.
  private let network: Mutex<DenseNetwork<Number>>

  init(_ predictor: NetPredictor) {
    self.predictor = predictor
    network = Mutex(predictor.network(of: Number.self))
  }

  /// Predicts a row of features.
  func predictions(of row: [Double]) -> [Double] {
    let outputs = network.withLock { predictor.unitOutputs(of: row, by: $0) }
    return predictor.predictions(outputs, rowCount: 1)
  }
}
