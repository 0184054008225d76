import Cache
import Digests
import Foundation
import Testing

@Suite("Views for other programs")
struct ViewTests {
  @Test("show what was stored, digests as digits and undefined numbers as NULL")
  func showWhatWasStored() throws {
    let fixture = try StoreFixture()
    let store = try fixture.open()
    let run = try StoreFixture.run(store)
    let job = StoreFixture.result("job", isJob: true)
    let search = NewResult(
      key: StoreFixture.digest("search"), kind: "search", revision: 2,
      outputs: [NewOutput(name: "trials", format: "table-1", bytes: [1])],
      metrics: [
        MetricRow(model: "net", rows: "held-out", metric: "mae", value: 1.5, low: 1, count: 9),
        MetricRow(model: "net", rows: "held-out", metric: "r2", value: .nan, count: 9),
      ],
      looks: [Look(model: StoreFixture.digest("m"), rows: StoreFixture.digest("r"))],
      jobs: [job.key], measurements: Measurements(seconds: 3, cpuSeconds: 4, machine: "one"))
    try store.commit(job, run: run, record: nil)
    try store.commit(search, run: run, record: StoreFixture.record("s", key: "search"))
    try store.endRun(run, outcome: "done")
    store.close()
    let raw = RawFile(path: fixture.path)
    let keys: [String?] = [search.key.hex]
    #expect(try raw.texts("SELECT analysis || ' ' || outcome FROM runs") == ["prices done"])
    #expect(try raw.texts("SELECT key FROM stages WHERE stage = 's'") == keys)
    #expect(try raw.texts("SELECT kind || ' ' || seconds FROM stages") == ["search 3.0"])
    #expect(try raw.texts("SELECT stage_key FROM jobs") == keys)
    #expect(try raw.texts("SELECT key FROM jobs WHERE seconds = 1.5") == [job.key.hex])
    #expect(try raw.texts("SELECT job_key FROM trials") == [job.key.hex])
    #expect(try raw.texts("SELECT value FROM metrics ORDER BY metric") == ["1.5", nil])
    #expect(try raw.texts("SELECT key FROM metrics WHERE low = 1 AND high IS NULL") == keys)
    #expect(try raw.texts("SELECT model FROM looks") == [StoreFixture.digest("m").hex])
    #expect(try raw.texts("SELECT result_key FROM looks") == keys)
  }
}
