import Tables

extension Beginning {
  private static let shownMax = 12

  /// What was found, in lines to be read at a glance; warnings last.
  package var remarks: [Remark] {
    var remarks = [note("rows", sizeWords), note("target", "\(target.name): \(target.summary)")]
    remarks += source.remarks.map { note("reading", $0) }
    remarks.append(note("test rows", testWords))
    if let untimed {
      remarks.append(
        note("", "not by \(untimed.name): \(untimed.reason); `--time \(untimed.name)` does it"))
    }
    remarks.append(note("features", featureWords))
    let left = verdicts.filter { [.id, .useless].contains($0.role) }
    remarks += left.prefix(Self.shownMax).map { note("left out", "\($0.name): \($0.reason)") }
    if left.count > Self.shownMax {
      remarks.append(note("left out", "\(left.count - Self.shownMax) more; see the file"))
    }
    remarks += classRemarks
    if copyCount > 0 {
      let words =
        "\(Wording.count(copyCount, "row")) \(copyCount == 1 ? "repeats" : "repeat") a row above; "
      remarks.append(
        keepsCopiesTogether
          ? note("copies", words + "copies are of one \(group ?? "") and stay in one part")
          : warning(
            "copies",
            words + "copies in both parts make scores look better than they are; "
              + "SELECT DISTINCT in an `sql` stage leaves them out"))
    }
    let slips = source.warnings.map { warning("reading", $0) }
    return remarks + slips + leakRemarks
  }

  private func note(_ subject: String, _ text: String) -> Remark {
    Remark(isWarning: false, subject: subject, text: text)
  }

  private func warning(_ subject: String, _ text: String) -> Remark {
    Remark(isWarning: true, subject: subject, text: text)
  }

  private var sizeWords: String {
    "\(Wording.count(rowCount, "row")), \(Wording.count(columnCount, "column"))"
  }

  private var testWords: String {
    if let testSource {
      return "\(testSource.name), \(Wording.count(testRows?.rowCount ?? 0, "row"))"
    }
    if let time {
      return "the last fifth in the order of \(time)"
        + (foldColumn == nil ? "" : "; folds go forward too") + unsplitWords(time)
    }
    if let group {
      return "whole groups of \(group), a fifth of the rows"
        + (foldColumn == nil ? "" : "; folds keep them together too") + unsplitWords(group)
    }
    return target.task == .classes
      ? "a fifth at random, each class with its share" : "a fifth at random"
  }

  /// How many rows cannot be split, as they have no time or group.
  private func unsplitWords(_ column: String) -> String {
    let count = verdicts.first { $0.name == column }?.facts.missingCount ?? 0
    guard count > 0 else { return "" }
    return "; \(Wording.count(count, "row")) without it \(count == 1 ? "is" : "are") left out"
  }

  private var featureWords: String {
    let counts: [(role: ColumnRole, noun: String)] = [
      (.number, "number"), (.fewLevels, "text with few levels"),
      (.manyLevels, "text with many levels"), (.date, "date"),
    ]
    let words = counts.compactMap { role, noun -> String? in
      let count = verdicts.count { $0.role == role }
      guard count > 0 else { return nil }
      let plural = noun.hasPrefix("text") ? "texts" + noun.dropFirst(4) : noun + "s"
      return Wording.count(count, noun, plural: plural)
    }
    return words.joined(separator: ", ")
  }

  private var classRemarks: [Remark] {
    let name = target.name
    if target.task == .classes {
      return rareRemarks
    }
    if target.task == .values, target.facts.isWhole, target.facts.distinctCount <= 10 {
      return [
        note(
          "task",
          "\(name) has \(target.facts.distinctCount) different whole numbers; if they name classes, "
            + "type it again with `--task classes`")
      ]
    }
    return []
  }

  private var rareRemarks: [Remark] {
    var remarks: [Remark] = []
    if !target.rareClasses.isEmpty { remarks.append(warning("rare classes", target.rareWords)) }
    if target.isImbalanced, let rarest = target.classes.last {
      remarks.append(
        note(
          "imbalance",
          "'\(ProfileWords.shortened(rarest.text))' is \(ProfileWords.percent(target.rarestShare)) of "
            + "the rows: accuracy says little"))
    }
    return remarks
  }

  private var leakRemarks: [Remark] {
    let leaks = verdicts.filter { $0.role == .leak }
    let shown = leaks.prefix(Self.shownMax).map { warning("leak", "\($0.name): \($0.reason)") }
    guard leaks.count > Self.shownMax else { return shown }
    return shown + [warning("leak", "\(leaks.count - Self.shownMax) more columns; see the file")]
  }
}
