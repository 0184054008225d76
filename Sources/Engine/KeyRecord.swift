package import Analyses
import Diagnostics
package import Digests

/// All that decides a stage's result, by name, and the key that comes of it.
///
/// The key is the SHA-256 over type-tagged, length-prefixed bytes of: the kind and its revision,
/// the revisions of what the settings choose, every setting resolved, the digest of each input
/// and file, and the effective seed of kinds that use one. There is no path, time, locale, thread
/// count or machine in it. The record keeps the same parts as text, so that a later run can say
/// what changed.
package struct KeyRecord: Codable, Hashable, Sendable {
  /// A setting as text, with the place that gave it, if any did.
  package struct Setting: Codable, Hashable, Sendable {
    package let name: String
    package let value: String
    /// Who decided it: `with`, `settings`, a preset's name, or `standard`.
    package let origin: String
    package let file: String?
    package let line: Int?
  }

  /// An input and the digest of what came through it.
  package struct Input: Codable, Hashable, Sendable {
    package let port: String
    package let stage: String
    package let output: String
    package let digest: Digest
  }

  /// A file that was read, by the setting that names it.
  package struct File: Codable, Hashable, Sendable {
    package let setting: String
    package let path: String
    package let digest: Digest
  }

  package let kind: String
  package let revision: Int
  package let revisions: [String: Int]
  package let settings: [Setting]
  package let inputs: [Input]
  package let files: [File]
  package let seed: UInt64?
  /// The inputs through which rows of a test set come, nil where none do.
  package let testPorts: [String]?
  package let key: Digest

  /// Takes a stage with the digests of its inputs, in their order, and of its files.
  package init(stage: Stage, inputDigests: [Digest], fileDigests: [Digest]) {
    kind = stage.kind.name
    revision = stage.kind.revision
    revisions = stage.work.revisions
    settings = stage.settings.filter(\.isInKey).map(Setting.init)
    inputs = zip(stage.inputs, inputDigests).map {
      Input(port: $0.port, stage: $0.stage, output: $0.output, digest: $1)
    }
    files = zip(stage.work.files, fileDigests).map {
      File(setting: $0.setting, path: $0.path, digest: $1)
    }
    seed = stage.effectiveSeed
    testPorts = stage.testPorts.isEmpty ? nil : stage.testPorts.sorted()
    key = Self.key(of: stage, inputDigests: inputDigests, fileDigests: fileDigests)
  }

  private static func key(
    of stage: Stage, inputDigests: [Digest], fileDigests: [Digest]
  ) -> Digest {
    var writer = ByteWriter()
    writer.text("stage")
    writer.text(stage.kind.name)
    writer.integer(stage.kind.revision)
    let revisions = stage.work.revisions.sorted { $0.key < $1.key }
    writer.integer(revisions.count)
    for (name, revision) in revisions {
      writer.text(name)
      writer.integer(revision)
    }
    let settings = stage.settings.filter(\.isInKey).sorted { $0.name < $1.name }
    writer.integer(settings.count)
    for setting in settings {
      writer.text(setting.name)
      setting.value.write(into: &writer)
    }
    writer.integer(inputDigests.count)
    for (input, digest) in zip(stage.inputs, inputDigests) {
      writer.text(input.port)
      writer.text(input.companionOf == nil ? "" : input.output)
      writer.text(stage.kind.usesInputNames ? input.stage : "")
      writer.digest(digest)
    }
    writer.integer(fileDigests.count)
    for digest in fileDigests { writer.digest(digest) }
    writer.flag(stage.effectiveSeed != nil)
    writer.word(stage.effectiveSeed ?? 0)
    // Bytes do not tell test rows from others, but what may be done with them, and the looks that
    // are recorded, depend on the mark.
    if !stage.testPorts.isEmpty { writer.texts(stage.testPorts.sorted()) }
    return Digest(of: writer.bytes)
  }
}

extension KeyRecord.Setting {
  init(_ setting: ResolvedSetting) {
    name = setting.name
    value = setting.value.text
    switch setting.origin {
    case .given(let span):
      origin = "with"
      file = span?.file
      line = span?.line
    case .varied:
      origin = "varied"
      file = nil
      line = nil
    case .settingsInput:
      origin = "settings"
      file = nil
      line = nil
    case .preset(let preset):
      origin = "preset \(preset)"
      file = nil
      line = nil
    case .standard:
      origin = "standard"
      file = nil
      line = nil
    }
  }
}
