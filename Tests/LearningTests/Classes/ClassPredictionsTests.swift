import Learning
import Tables
import Testing

@Suite("Predictions of classes")
struct ClassPredictionsTests {
  @Test("the most probable class is predicted, of equal ones the first")
  func places() throws {
    let labels = try ClassLabels(of: Column("y", texts: ["a", "b", "c"]))
    let found = ClassPredictions(
      labels: labels, probabilities: [0.2, 0.5, 0.3, 0.4, 0.2, 0.4, 0.25, 0.375, 0.375])
    #expect(found.rowCount == 3)
    #expect(found.places == [1, 0, 1])
    #expect(found.probabilities(class: 2) == [0.3, 0.4, 0.375])
    let columns = found.columns(prediction: "prediction", avoiding: ["p_b"])
    #expect(columns.map(\.name) == ["prediction", "p_a", "p_b_2", "p_c"])
    #expect(columns[0] == Column("prediction", texts: ["b", "a", "b"]))
  }
}
