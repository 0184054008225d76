import Cache
import Digests
import Foundation
import Testing

@Suite("The history of a cache")
struct RecordTests {
  private let fixture: StoreFixture
  private let store: ResultStore

  init() throws {
    fixture = try StoreFixture()
    store = try fixture.open()
  }

  @Test("has a row for each run, open until it ends")
  func hasRuns() throws {
    let first = try StoreFixture.run(store)
    let other = try StoreFixture.run(store, analysis: "other")
    let second = try StoreFixture.run(store)
    try store.endRun(first, outcome: "done")
    let (all, last, previous, none) = try store.read { snapshot in
      (
        try snapshot.runs(limit: 10), try snapshot.lastRun(analysis: "prices"),
        try snapshot.previousRun(analysis: "prices", before: second),
        try snapshot.lastRun(analysis: "unknown")
      )
    }
    #expect(all.map(\.id) == [second, other, first])
    #expect(last?.id == second && last?.endedAt == nil && last?.outcome == nil)
    #expect(previous?.id == first && previous?.outcome == "done" && previous?.endedAt != nil)
    #expect(previous?.command == "workbench run prices.yaml")
    #expect(previous?.version == "1.0" && previous?.machine == "two cores")
    #expect(none == nil)
    #expect(try store.read { snapshot in try snapshot.runs(limit: 1) }.count == 1)
    #expect(try store.read { snapshot in try snapshot.runs(limit: -1) }.count == 0)
  }

  @Test("gives the newest record of each stage of an analysis only")
  func givesNewestRecords() throws {
    let run = try StoreFixture.run(store)
    let written = [
      StoreFixture.record("model", key: "a"), StoreFixture.record("rows", key: "b"),
      StoreFixture.record("model", key: "c", analysis: "other"),
      StoreFixture.record("model", key: "d", outcome: "failed"),
    ]
    try store.recordReuse(run: run, record: written[0])
    try store.recordReuse(run: run, records: Array(written[1...]))
    try store.read { snapshot in
      let newest = try snapshot.records(analysis: "prices")
      #expect(newest == ["model": written[3], "rows": written[1]])
      #expect(try snapshot.records(analysis: "unknown") == [:])
      #expect(try snapshot.records(run: run) == written)
      #expect(try snapshot.lastRecord(analysis: "prices", stage: "model") == written[3])
      #expect(
        try snapshot.lastRecord(
          analysis: "prices", stage: "model", outcomes: ["computed", "reused"]) == written[0])
      #expect(try snapshot.lastRecord(analysis: "prices", stage: "none") == nil)
    }
  }

  @Test("keeps each look, and counts the runs that took it")
  func keepsLooks() throws {
    let looks = ["m1", "m2"].map {
      Look(model: StoreFixture.digest($0), rows: StoreFixture.digest("rows"))
    }
    let other = Look(model: StoreFixture.digest("m1"), rows: StoreFixture.digest("others"))
    let first = try StoreFixture.run(store)
    try store.commit(
      StoreFixture.result("a", looks: [looks[0], looks[0], other]), run: first,
      record: StoreFixture.record("evaluation", key: "a"))
    let second = try StoreFixture.run(store, analysis: "other")
    try store.commit(
      StoreFixture.result("b", looks: looks), run: second,
      record: StoreFixture.record("scores", key: "b", analysis: "other"))
    let (all, some) = try store.read { snapshot in
      (try snapshot.looks(), try snapshot.looks(rows: looks[0].rows))
    }
    #expect(all.map(\.look) == [looks[0], other, looks[1]])
    #expect(some.map(\.look) == looks)
    #expect(some.map(\.count) == [2, 1])
    #expect(some.map(\.analysis) == ["prices", "other"])
    #expect(some.map(\.stage) == ["evaluation", "scores"])
  }

  @Test("refuses to give up a look, also to other programs, also when its result is replaced")
  func refusesToGiveUpALook() throws {
    let look = Look(model: StoreFixture.digest("m"), rows: StoreFixture.digest("r"))
    let run = try StoreFixture.run(store)
    try store.commit(StoreFixture.result("a", looks: [look]), run: run, record: nil)
    try store.commit(
      StoreFixture.result("a", bytes: [1], looks: [look]), run: run, record: nil, replacing: true)
    #expect(try store.read { snapshot in try snapshot.looks() }.map(\.analysis) == ["prices"])
    store.close()
    let raw = RawFile(path: fixture.path)
    #expect(throws: (any Error).self) { try raw.execute("DELETE FROM look") }
    #expect(throws: (any Error).self) { try raw.execute("DELETE FROM run") }
    #expect(try raw.integer("SELECT count(*) FROM looks") == 1)
  }

  @Test("keeps pictures, pages and the files it wrote")
  func keepsPicturesPagesAndFiles() throws {
    let (key, page) = (StoreFixture.digest("figure"), StoreFixture.digest("page"))
    let written = ["first", "second"].map(StoreFixture.digest)
    #expect(try store.read { snapshot in try snapshot.picture(key) } == nil)
    #expect(try store.read { snapshot in try snapshot.page(for: key) } == nil)
    #expect(try store.writtenFile("reports/prices/out.csv") == [])
    try store.storePicture(key, svg: "<svg/>")
    try store.storePicture(key, svg: "<svg>new</svg>")
    try store.storePage(key, htmlDigest: written[0], path: "reports/prices.html")
    try store.storePage(key, htmlDigest: page, path: "reports/prices.html")
    for digest in written + written {
      try store.recordWrittenFile("reports/prices/out.csv", digest: digest)
    }
    #expect(try store.read { snapshot in try snapshot.picture(key) } == "<svg>new</svg>")
    #expect(try store.read { snapshot in try snapshot.page(for: key) } == page)
    #expect(Set(try store.writtenFile("reports/prices/out.csv")) == Set(written))
    #expect(try store.writtenFile("reports/prices/out.csv").count == 2)
    #expect(try store.writtenFile("other.csv") == [])
  }
}
