import Cache
import Diagnostics
import Digests
import Documents
import Foundation
import Plots
import Synchronization

/// The pictures of a report, drawn once and kept in the cache.
struct Gallery {
  let store: ResultStore

  /// Gives the SVG of each figure by its id, and what could not be drawn.
  func pictures(
    of figures: [Figure]
  ) throws -> (pictures: [String: String], problems: [Diagnostic]) {
    let version: String
    do throws(PlotError) {
      version = try rendererVersion()
    } catch {
      return ([:], [problem(error, figure: nil)])
    }
    var pictures: [String: String] = [:]
    var missing: [(figure: Figure, key: Digest)] = []
    for figure in figures {
      let key = try key(of: figure, version)
      if let known = try store.read({ try $0.picture(key) }) {
        pictures[figure.id] = known
      } else {
        missing.append((figure, key))
      }
    }
    let drawn = draw(missing.map(\.figure))
    var problems: [Diagnostic] = []
    for (item, result) in zip(missing, drawn) {
      switch result {
      case .success(let svg):
        pictures[item.figure.id] = svg
        try store.storePicture(item.key, svg: svg)
      case .failure(let error):
        problems.append(problem(error, figure: item.figure))
      }
    }
    return (pictures, problems)
  }

  /// Draws on all processors; each picture is a process of its own.
  private func draw(_ figures: [Figure]) -> [Result<String, PlotError>] {
    let results = Mutex<[Int: Result<String, PlotError>]>([:])
    DispatchQueue.concurrentPerform(iterations: figures.count) { index in
      let result = Result { () throws(PlotError) in
        try pageSVG(of: figures[index])
      }
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in figures.indices.compactMap { results[$0] } }
  }

  private func key(of figure: Figure, _ version: String) throws -> Digest {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var writer = ByteWriter()
    writer.text("picture")
    writer.integer(themeRevision)
    writer.text(version)
    writer.block([UInt8](try encoder.encode(figure)))
    return Digest(of: writer.bytes)
  }

  private func problem(_ error: PlotError, figure: Figure?) -> Diagnostic {
    let subject = figure.map { "the picture '\($0.title)'" } ?? "pictures"
    return Diagnostic(
      .programFailed, "\(subject) cannot be drawn: \(error.description)", severity: .warning,
      hints: ["`make setup` installs gnuplot and graphviz; the report shows the numbers instead"])
  }
}
