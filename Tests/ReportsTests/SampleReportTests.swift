import Documents
import Foundation
import Plots
import Reports
import Testing

struct SampleReportTests {
  @Test("a whole report with drawn pictures is one page of less than a megabyte")
  func wholeReport() throws {
    let report = SampleReport.full
    var pictures: [String: String] = [:]
    for figure in report.figures { pictures[figure.id] = try svg(of: figure) }
    let page = try ReportRenderer.html(report, pictures: pictures)
    #expect(page.utf8.count < 1_000_000)
    // For looking at: the page is written where this variable says.
    if let path = ProcessInfo.processInfo.environment["WORKBENCH_SAMPLE_PAGE"] {
      try Data(page.utf8).write(to: URL(filePath: path))
    }
    for (id, picture) in pictures { #expect(picture.utf8.count < 120_000, "\(id)") }
  }
}
