/// One reason why a stage has to be computed.
package enum StaleReason: Hashable, Sendable {
  /// The stage has no result yet under any key.
  case neverRun
  /// A setting's value differs; nil where there was or is no such setting.
  case setting(name: String, old: String?, new: String?, place: Place?)
  /// What comes through an input differs.
  case input(port: String, stage: String)
  /// Inputs were added, taken away or come from other stages.
  case inputsRewired(old: String, new: String)
  /// Rows at some inputs are marked as a test set's, or are no more.
  case testMark
  /// A file that the stage reads differs in content.
  case file(path: String)
  /// The kind, or something its settings choose, computes differently in this version.
  case revised(name: String, old: Int?, new: Int?)
  /// The stage is of another kind than before.
  case kindChanged(old: String, new: String)
  /// The seed of its random numbers differs.
  case seed(old: UInt64?, new: UInt64?)
  /// The result was there and is no more, or was damaged.
  case resultLost
  /// The last attempt failed.
  case failedBefore
  /// The command line asked for it.
  case forced
  /// A stage that it takes outputs from has to be computed first.
  case waiting(stage: String)

  /// A file and a line.
  package struct Place: Hashable, Sendable {
    package let file: String
    package let line: Int

    /// The file and the line; what was typed on the command line has no line.
    package var text: String { file.hasPrefix("--set ") ? file : "\(file):\(line)" }
  }

  /// The reason in words.
  package var text: String {
    switch self {
    case .neverRun: "never computed"
    case .setting(let name, let old, let new, let place):
      "\(name): \(old ?? "absent") -> \(new ?? "absent")"
        + (place.map { " (\($0.text))" } ?? "")
    case .input(let port, let stage): "input \(port): '\(stage)' gives other bytes"
    case .inputsRewired(let old, let new): "inputs: \(old) -> \(new)"
    case .testMark: "the mark of test rows at its inputs"
    case .file(let path): "file \(path): other content"
    case .revised(let name, let old, let new):
      "\(name) computes differently in this version (revision \(old.map(String.init) ?? "none")"
        + " -> \(new.map(String.init) ?? "none"))"
    case .kindChanged(let old, let new): "kind: \(old) -> \(new)"
    case .seed: "seed: other random numbers"
    case .resultLost: "the stored result is lost or damaged"
    case .failedBefore: "failed the last time"
    case .forced: "asked for on the command line"
    case .waiting(let stage): "waits for '\(stage)'"
    }
  }
}

extension StaleReason {
  /// Gives what differs between the record of an earlier result and what the stage is now.
  package static func differences(from old: KeyRecord, to new: KeyRecord) -> [StaleReason] {
    guard old.kind == new.kind else { return [.kindChanged(old: old.kind, new: new.kind)] }
    var reasons: [StaleReason] = []
    if old.revision != new.revision {
      reasons.append(.revised(name: new.kind, old: old.revision, new: new.revision))
    }
    for name in Set(old.revisions.keys).union(new.revisions.keys).sorted()
    where old.revisions[name] != new.revisions[name] {
      reasons.append(.revised(name: name, old: old.revisions[name], new: new.revisions[name]))
    }
    reasons += settingDifferences(from: old, to: new)
    reasons += inputDifferences(from: old, to: new)
    for (before, now) in zip(old.files, new.files) where before.digest != now.digest {
      reasons.append(.file(path: now.path))
    }
    if old.seed != new.seed { reasons.append(.seed(old: old.seed, new: new.seed)) }
    if old.testPorts != new.testPorts { reasons.append(.testMark) }
    if reasons.isEmpty, let rewired = rewired(from: old, to: new) { reasons.append(rewired) }
    return reasons
  }

  private static func settingDifferences(from old: KeyRecord, to new: KeyRecord) -> [StaleReason] {
    var reasons: [StaleReason] = []
    let before = Dictionary(old.settings.map { ($0.name, $0) }) { first, _ in first }
    let now = Dictionary(new.settings.map { ($0.name, $0) }) { first, _ in first }
    for name in Set(before.keys).union(now.keys).sorted()
    where before[name]?.value != now[name]?.value {
      // A value that was taken out of the file is shown where it stood.
      let source = now[name]?.line != nil ? now[name] : before[name]
      let place = source.flatMap { setting in
        setting.file.flatMap { file in setting.line.map { Place(file: file, line: $0) } }
      }
      reasons.append(
        .setting(name: name, old: before[name]?.value, new: now[name]?.value, place: place))
    }
    return reasons
  }

  /// Gives the reason for inputs of other names; nil where the names are the same.
  private static func rewired(from old: KeyRecord, to new: KeyRecord) -> StaleReason? {
    func shape(_ record: KeyRecord) -> [String] {
      record.inputs.map { "\($0.port): \($0.stage).\($0.output)" }
    }
    guard shape(old) != shape(new) else { return nil }
    return .inputsRewired(
      old: shape(old).joined(separator: ", "), new: shape(new).joined(separator: ", "))
  }

  private static func inputDifferences(from old: KeyRecord, to new: KeyRecord) -> [StaleReason] {
    if old.inputs.map(\.digest) != new.inputs.map(\.digest),
      let rewired = rewired(from: old, to: new)
    {
      return [rewired]
    }
    // A stage that gives several outputs through one input is named once.
    var seen: Set<StaleReason> = []
    return zip(old.inputs, new.inputs).filter { $0.digest != $1.digest }
      .map { .input(port: $1.port, stage: $1.stage) }
      .filter { seen.insert($0).inserted }
  }
}
