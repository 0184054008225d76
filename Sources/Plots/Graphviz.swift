import Processes

/// Lays graphs out with Graphviz; only sizes and numbers go to it, and only places come back.
enum Graphviz {
  /// Boxes of one size and the arrows between them, by the boxes' positions in the list.
  struct Graph: Hashable, Sendable {
    let nodeCount: Int
    let width: Double
    let height: Double
    let edges: [Edge]
    var leadsRight = false
  }

  /// An arrow, with room beside it for a text of a width, or 0 for none.
  struct Edge: Hashable, Sendable {
    let from: Int
    let to: Int
    let labelWidth: Double
  }

  /// Where everything is; y grows downwards.
  struct Layout: Hashable, Sendable {
    var width = 0.0
    var height = 0.0
    var centres: [Drawing.Point]
    var lines: [Line] = []
  }

  /// The course of an arrow: a start and triples of points of its curves.
  struct Line: Hashable, Sendable {
    let from: Int
    let to: Int
    let points: [Drawing.Point]
    let label: Drawing.Point?
  }

  private static let unitsPerInch = 72.0

  /// Lays a graph out from top to bottom, or from left to right.
  static func layOut(_ graph: Graph, settings: PlotSettings) throws(PlotError) -> Layout {
    let script = script(graph)
    let outcome = try run(
      ["-Tplain"], input: script, seconds: settings.secondsMax)
    guard outcome.isSuccess, let layout = read(outcome.text, graph: graph) else {
      throw .dotFailed(message: outcome.errorText.trimmedLines, script: script)
    }
    return layout
  }

  /// The version, such as `dot - graphviz version 2.43.0 (0)`.
  static func version() throws(PlotError) -> String {
    try run(["-V"], input: "", seconds: 10).errorText.trimmedLines
  }

  private static func run(
    _ arguments: [String], input: String, seconds: Double
  ) throws(PlotError) -> Subprocess.Outcome {
    let subprocess = Subprocess(
      program: "dot", arguments: arguments,
      environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"],
      limits: .init(seconds: seconds, outputBytes: 16_000_000))
    do {
      return try subprocess.run(input: Array(input.utf8))
    } catch .missing(_, let folders) {
      throw .dotMissing(lookedIn: folders)
    } catch {
      throw .process(error)
    }
  }

  private static func script(_ graph: Graph) -> String {
    var lines = [
      "digraph g {",
      "rankdir=\(graph.leadsRight ? "LR" : "TB"); nodesep=0.22; ranksep=0.42;",
      "node [shape=box, fixedsize=true, label=\"\", width=\(graph.width / unitsPerInch),"
        + " height=\(graph.height / unitsPerInch)];",
      "edge [fontsize=14];",
    ]
    for node in 0..<graph.nodeCount { lines.append("n\(node);") }
    for (index, edge) in graph.edges.enumerated() {
      // The letters only hold room free; about eight units each.
      let count = Int((edge.labelWidth / 7).rounded(.up))
      let label =
        count > 0 ? " [label=\"\(String(repeating: "x", count: count))\"]" : ""
      lines.append("n\(edge.from) -> n\(edge.to)\(label); // \(index)")
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private static func read(_ text: String, graph: Graph) -> Layout? {
    var layout = Layout(centres: .init(repeating: .init(x: 0, y: 0), count: graph.nodeCount))
    func point(_ x: Substring, _ y: Substring) -> Drawing.Point? {
      guard let x = Double(x), let y = Double(y) else { return nil }
      return .init(x: x * unitsPerInch, y: layout.height - y * unitsPerInch)
    }
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      switch words.first {
      case "graph":
        guard words.count == 4, let width = Double(words[2]), let height = Double(words[3]) else {
          return nil
        }
        layout.width = width * unitsPerInch
        layout.height = height * unitsPerInch
      case "node":
        guard words.count > 4, let index = Int(words[1].dropFirst()),
          layout.centres.indices.contains(index), let centre = point(words[2], words[3])
        else { return nil }
        layout.centres[index] = centre
      case "edge":
        guard words.count > 4, let from = Int(words[1].dropFirst()),
          let to = Int(words[2].dropFirst()), let count = Int(words[3]), count >= 4,
          words.count >= 4 + 2 * count
        else { return nil }
        let points = (0..<count).compactMap { point(words[4 + 2 * $0], words[5 + 2 * $0]) }
        guard points.count == count else { return nil }
        // Two words end a line; before them may stand a label and its place.
        let rest = words.dropFirst(4 + 2 * count)
        let label =
          rest.count == 5 ? point(rest[rest.startIndex + 1], rest[rest.startIndex + 2]) : nil
        layout.lines.append(Line(from: from, to: to, points: points, label: label))
      default: break
      }
    }
    return layout.width > 0 ? layout : nil
  }
}
