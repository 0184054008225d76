import Analyses
package import Documents

/// Boxes and arrows to be drawn.
package struct Diagram: JSONArtifact, Hashable {
  package static let format = "diagram"

  package let nodes: [Figure.Node]
  package let edges: [Figure.Edge]
  /// What to see in it, in Markdown.
  package let caption: String

  package init(nodes: [Figure.Node], edges: [Figure.Edge], caption: String) {
    self.nodes = nodes
    self.edges = edges
    self.caption = caption
  }
}
