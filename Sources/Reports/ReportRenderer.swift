import Documents
import Mustache

/// Sets reports as pages: one file that needs no network, no script and nothing beside it.
package enum ReportRenderer {
  /// Gives the page of a report; the same report and pictures give the same bytes.
  ///
  /// `pictures` has the SVG of each figure by its identifier; a figure without one is shown by its
  /// numbers. All other text is escaped.
  package static func html(
    _ report: Report, pictures: [String: String]
  ) throws(ReportError) -> String {
    try Identifiers.check(report)
    for figure in report.figures {
      guard let picture = pictures[figure.id] else { continue }
      try check(picture, of: figure.id)
    }
    let library = try templates()
    let context = PageContext.page(report, pictures: pictures)
    guard let page = library.render(context, withTemplate: "page") else {
      throw .template(name: "page", reason: "it is not there")
    }
    return page
  }

  private static func templates() throws(ReportError) -> MustacheLibrary {
    var library = MustacheLibrary()
    for name in [Resources.Name.blocks, .figure, .page, .table, .text] {
      let short = String(name.rawValue.prefix { $0 != "." })
      do {
        try library.register(Resources.text(name), named: short)
      } catch {
        throw .template(name: name.rawValue, reason: String(describing: error))
      }
    }
    return library
  }

  /// Pictures are the only text that is not escaped, so they must be drawings and nothing else.
  private static func check(_ picture: String, of figure: String) throws(ReportError) {
    let lower = picture.lowercased()
    let refused = ["<script", "<foreignobject", "<image", "<iframe", "<a ", "href=", " on", "url("]
    let inTags = tags(of: lower)
    guard lower.hasPrefix("<svg"), lower.hasSuffix("</svg>"),
      !refused.contains(where: { word in inTags.contains { $0.contains(word) } })
    else { throw .unsafePicture(figure: figure) }
  }

  /// The tags of a text without what stands between them.
  private static func tags(of text: String) -> [Substring] {
    text.split(separator: "<").map { "<" + ($0.split(separator: ">").first ?? "") }
      .map { Substring($0) }
  }
}
