import Kernels
import Learning
import Testing
import Trees

@Suite("Rounds as a path")
struct TreePathTests {
  @Test("one fit gives what each number of rounds gives alone")
  func rounds() throws {
    let data = OptionRows.data(seed: 1, rowCount: 120)
    let random = RandomStream(seed: 7)
    for (name, change) in TreeOptionsTests.changes where name != "validation" {
      var settings = [OptionRows.settings(change), OptionRows.settings(change)]
      settings[0].rounds = 4
      settings[1].rounds = 9
      #expect(Boosting.path(settings[0]) == Boosting.path(settings[1]))
      let together = try Boosting.fits(data, settings, random: random)
      for (settings, result) in zip(settings, together) {
        let alone = try #require(
          try Boosting.fit(data, settings, random: random) as? TreeSumPredictor)
        #expect(try result.get() as? TreeSumPredictor == alone, "\(name)")
      }
    }
    #expect(Boosting.path(OptionRows.settings { $0.validation = 0.2 }) == nil)
  }

  @Test("fits to the same rows bin them once, and give what fits to a copy of the rows give")
  func binsOnce() throws {
    let data = OptionRows.data(seed: 4, rowCount: 150)
    let copy = { data.rows(Array(data.target.indices)) }
    let random = RandomStream(seed: 7)
    for (bins, depth, cuts) in [
      (16, 1, CutMethod.ranks), (16, 3, .sketch), (255, 2, .ranks), (16, 2, .ranks),
    ] {
      let settings = OptionRows.settings { $0.columnShare = 0.5 }
      var own = settings
      (own.bins, own.depth, own.cuts) = (bins, depth, cuts)
      let shared = try Boosting.fit(data, own, random: random)
      let alone = try Boosting.fit(copy(), own, random: random)
      #expect(shared as? TreeSumPredictor == alone as? TreeSumPredictor)
    }
    _ = data.preparations.value("bins 16 ranks") {
      Issue.record("the bins were not kept")
      return BinnedFeatures(data.features, binsMax: 16)
    }
  }

  @Test("a plain fit is the beginning of a longer one")
  func plain() throws {
    let data = BoostingCase.data(seed: 2, rowCount: 120)
    let settings = [3, 8].map { BoostingCase.settings(rounds: $0) }
    let random = RandomStream(seed: 7)
    let together = try Boosting.fits(data, settings, random: random)
    for (settings, result) in zip(settings, together) {
      #expect(
        try result.get() as? TreesPredictor == Boosting.predictor(data, settings))
    }
  }

  @Test("fewer trees of a forest are the beginning of more")
  func forest() throws {
    let data = OptionRows.data(seed: 3, rowCount: 100)
    let settings = [2, 5].map { count in
      var settings = ForestSettings()
      settings.trees = count
      settings.columnShare = 0.5
      return settings
    }
    let random = RandomStream(seed: 7)
    #expect(ForestLearner.path(settings[0]) == ForestLearner.path(settings[1]))
    let together = try ForestLearner.fits(data, settings, random: random)
    for (settings, result) in zip(settings, together) {
      let alone = try ForestLearner.predictor(data, settings, random: random)
      #expect(try result.get() as? TreeSumPredictor == alone)
    }
  }
}
