package import Processes

/// What can go wrong when a picture is drawn.
package enum PlotError: Error, Hashable, Sendable {
  /// Graphviz's `dot` ended badly or was not understood.
  case dotFailed(message: String, script: String)
  case dotMissing(lookedIn: [String])
  /// gnuplot ended badly; the status is its own, or minus the signal that ended it.
  case gnuplotFailed(status: Int32, message: String, script: String)
  case gnuplotMissing(lookedIn: [String])
  /// A program could not be run to its end.
  case process(ProcessError)
  /// gnuplot's drawing has something that is not expected in it.
  case unexpectedDrawing(detail: String)
  /// An arrow begins or ends at a box that is not there.
  case unknownNode(id: String, figure: String)
}

extension PlotError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .dotFailed(let message, _):
      "dot could not lay out the graph: \(message)"
    case .dotMissing(let folders):
      "the program 'dot' was not found in \(folders.joined(separator: ", "));"
        + " it comes with the package graphviz"
    case .gnuplotFailed(let status, let message, _):
      "gnuplot ended with status \(status): \(message)"
    case .gnuplotMissing(let folders):
      "the program 'gnuplot' was not found in \(folders.joined(separator: ", "));"
        + " it comes with the package gnuplot-nox"
    case .process(let error):
      error.description
    case .unexpectedDrawing(let detail):
      "gnuplot's drawing was not understood: \(detail)"
    case .unknownNode(let id, let figure):
      "an arrow of '\(figure)' names the box '\(id)', which is not there"
    }
  }
}
