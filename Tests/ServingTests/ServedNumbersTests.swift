import Learning
import Serving
import Tables
import Testing

@Suite("Served numbers")
struct ServedNumbersTests {
  private static let cases = ModelFixture.recipes.keys.sorted().flatMap { recipe in
    ModelFixture.valueLearners.map { (recipe, $0) }
  }

  @Test(
    "are the bits of the model's own, for every learner and preparation, one by one and together",
    arguments: cases)
  func values(recipe: String, learner: String) throws {
    let model = try ModelFixture.values(learner, recipe: recipe)
    let wanted = try model.predictions(for: ModelFixture.rows).values ?? []
    let served = try ServedModel(name: "m", model: model)
    let service = Service(models: [served], settings: ServiceSettings(), version: "1")
    let (rows, columns) = (RequestText.rows(served), RequestText.columns(served))
    #expect(try RequestText.predictions(rows, service) == wanted)
    #expect(try RequestText.predictions(columns, service) == wanted)
    for row in [0, 3, 5, 17, 119] {
      let one = try RequestText.predictions(RequestText.row(row, of: served), service)
      #expect(one == [wanted[row]], "row \(row)")
    }
    #expect(try RequestText.csvPredictions(RequestText.csv(served), served) == wanted)
  }

  @Test("of classes are the bits of the model's own probabilities")
  func classes() throws {
    let model = try ModelFixture.classes()
    let wanted = try #require(try model.predictions(for: ModelFixture.rows).classes)
    let served = try ServedModel(name: "m", model: model)
    let service = Service(models: [served], settings: ServiceSettings(), version: "1")
    let answer = try RequestText.answer(RequestText.rows(served), service)
    for (place, label) in wanted.labels.names.enumerated() {
      #expect(
        RequestText.members("\"\(label)\":", of: answer) == wanted.probabilities(class: place))
    }
  }
}
