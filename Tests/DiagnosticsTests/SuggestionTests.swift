import Diagnostics
import Testing

@Suite("Suggestion")
struct SuggestionTests {
  private let words = ["learning-rate", "max-depth", "rounds", "folds", "mae", "rmse"]

  @Test(
    "a likely slip is understood",
    arguments: [
      ("max-dept", "max-depth"), ("learnign-rate", "learning-rate"), ("Rounds", "rounds"),
      ("fold", "folds"), ("mea", "mae"), ("learning_rate", "learning-rate"), ("rounds", "rounds"),
    ])
  func slips(word: String, meant: String) {
    #expect(Suggestion.nearest(to: word, among: words) == meant)
  }

  @Test("what is far from every word gets no suggestion", arguments: ["colour", "", "x", "rate"])
  func strangers(word: String) {
    #expect(Suggestion.nearest(to: word, among: words) == nil)
  }

  @Test("a word of one letter is not taken for another one, and nothing for an empty name")
  func shortWords() {
    #expect(Suggestion.nearest(to: "z", among: ["x", ""]) == nil)
    #expect(Suggestion.nearest(to: "X", among: ["x"]) == "x")
    #expect(Suggestion.nearest(to: "x1", among: ["x", "x12"]) == "x")
  }

  @Test(
    "a name of a file is not near another one for their endings",
    arguments: [
      ("a.yaml", nil), ("houses", "houses.csv"), ("house.csv", "houses.csv"), ("town.csv", nil),
      ("houses.tsv", "houses.csv"), ("part2.yaml", "part1.yaml"), ("mouses.csv", "houses.csv"),
    ] as [(String, String?)])
  func files(name: String, meant: String?) {
    let names = ["b.yaml", "houses.csv", "part1.yaml", "rows.csv"]
    #expect(Suggestion.nearest(toFile: name, among: names) == meant)
  }

  @Test("of words equally near the first is taken, so that the answer is always the same")
  func ties() {
    #expect(Suggestion.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(Suggestion.nearest(to: "cat", among: []) == nil)
  }
}
