import Analyses
import Diagnostics
import Nets
import Stages
import Testing

@Suite("Presets of networks")
struct NetPresetTests {
  private static func settings(_ pairs: [SettingValue.Pair]) -> (NetSettings, [String]) {
    var reader = SettingReader(of: SettingValue.mapping(pairs).node, subject: "net")
    let settings = NetKind.settings(&reader)
    reader.finish()
    return (settings, reader.diagnostics.map(\.headline))
  }

  @Test(
    "a preset is the settings of its name",
    arguments: [
      ("keras", NetSettings.keras), ("realmlp", .realMLP), ("realmlp-classes", .realMLPOfClasses),
    ])
  func whole(name: String, wanted: NetSettings) {
    let (found, problems) = Self.settings([.init("preset", .text(name))])
    #expect(problems.isEmpty)
    #expect(found == wanted)
  }

  @Test("settings of the file go before those of the preset, and the standards are unchanged")
  func given() {
    let (found, _) = Self.settings([
      .init("preset", .text("realmlp")), .init("epochs", .integer(3)),
      .init("restraint", .text("constant")),
    ])
    var wanted = NetSettings.realMLP
    wanted.epochs = 3
    wanted.restraint = nil
    #expect(found == wanted)
    #expect(Self.settings([]).0 == NetSettings())
  }
}
