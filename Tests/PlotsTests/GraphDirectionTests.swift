import Documents
import Plots
import Testing

@Suite("Directions of graphs")
struct GraphDirectionTests {
  private static func svg(_ direction: Figure.Direction, role: String) throws -> String {
    let nodes = (0..<5).map {
      Figure.Node(
        id: "\($0)", title: "Box \($0)", detail: "", role: role.isEmpty ? "" : "\(role)\($0)")
    }
    let edges = (1..<5).map { Figure.Edge(from: "\($0 - 1)", to: "\($0)") }
    return try Plots.svg(
      of: Figure(
        id: "graph", title: "A chain", caption: "", x: .init(""), y: .init(""),
        chart: .graph(nodes: nodes, edges: edges, direction: direction),
        table: DataTable(caption: "", headings: [], rows: [])),
      settings: .standard)
  }

  /// The width and height of a picture.
  private static func size(_ svg: String) throws -> [Double] {
    let match = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/))
    return [try #require(Double(match.1)), try #require(Double(match.2))]
  }

  @Test("a chain is higher than wide when it leads down, and wider than high to the right")
  func directions() throws {
    let down = try Self.size(Self.svg(.down, role: ""))
    let right = try Self.size(Self.svg(.right, role: ""))
    #expect(down[1] > down[0])
    #expect(right[0] > right[1])
  }

  @Test("boxes of different roles differ by colour, and without roles there is no line for them")
  func roles() throws {
    let with = try Self.svg(.down, role: "role ")
    let without = try Self.svg(.down, role: "")
    #expect(with.contains("--series-1") && with.contains("--series-5"))
    #expect(!without.contains("--series-2"))
    #expect(try Self.size(without)[1] < Self.size(with)[1])
  }
}
