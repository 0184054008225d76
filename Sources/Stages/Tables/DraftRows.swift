import Analyses
import Kernels
import Tables

extension Table {
  /// Gives the rows that a source hands on: all of them, or in a draft a random sample in order.
  ///
  /// The sample depends on the number of rows and the size of the draft only.
  func drafted(_ context: any StageContext) -> Table {
    guard let count = context.draftRowCount else { return self }
    guard count < rowCount else {
      context.log("a draft of all \(Wording.count(rowCount, "row")): there are no more")
      return self
    }
    var random = RandomStream(seed: 0).derived("draft", count)
    let chosen = random.permutation(of: rowCount).prefix(count).sorted()
    context.log("a draft: \(count) of \(rowCount) rows")
    return rows(chosen)
  }
}
