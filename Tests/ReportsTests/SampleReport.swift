import Documents
import Foundation
import Reports

/// A report like those that the program makes, with drawn-up numbers.
enum SampleReport {
  static let models = ["net", "forest", "boosted"]

  /// Numbers that look random and are always the same, from -1 to 1.
  private static func noise(_ index: Int, _ salt: Int) -> Double {
    var sum = 0.0
    for term in 1...4 {
      let seed = UInt64(index &* 7919 &+ salt &* 104_729 &+ term &* 1_299_709)
      let mixed = (seed ^ (seed >> 7)) &* 0x9E37_79B9_7F4A_7C15
      sum += Double((mixed ^ (mixed >> 29)) % 10_007) / 10_007 - 0.5
    }
    return sum / 2
  }

  static func scatter(id: String, rows: Int) -> Figure {
    let series = models.enumerated().map { index, name in
      let actual = (0..<rows).map { 700 + 150 * noise($0, 1) }
      let spread = [60.0, 45, 32][index]
      return Figure.PointSeries(
        name: name, x: actual,
        y: actual.enumerated().map { row, value in
          720 + (value - 720) * 0.95 + spread * noise(row, 5 + index)
        })
    }
    return Figure(
      id: id, title: "Predicted and actual values",
      caption:
        "The closer a point lies to the dashed line, the better the prediction. The boosted trees stay closest; all three pull extreme values towards the middle.",
      x: .init("actual Y", unit: "kWh"), y: .init("predicted Y", unit: "kWh"),
      chart: .scatter(series: series, equalityLine: true),
      table: DataTable(
        caption: "Error by model", headings: [.init("Model"), .init("Rows", .trailing)],
        rows: models.map { [Text($0), Text("\(rows)")] }))
  }

  static var histogram: Figure {
    let edges: [Double] = stride(from: -60.0, through: 60, by: 5).map { $0 }
    func shares(_ mean: Double, _ spread: Double) -> [Double] {
      (0..<edges.count - 1).map { bin in
        let middle = (edges[bin] + edges[bin + 1]) / 2
        return 500 / (spread * 2.5066) * exp(-0.5 * pow((middle - mean) / spread, 2))
      }
    }
    return Figure(
      id: "residuals", title: "Errors of the boosted trees",
      caption: Text(
        "Held-out errors lie around zero; errors on the test rows lie about 10 kWh to the right: ")
        + .strong("the model is too low there by ten."),
      x: .init("actual minus predicted Y", unit: "kWh"), y: .init("share of rows", unit: "%"),
      chart: .histogram(
        edges: edges,
        series: [
          .init(name: "held-out training rows", shares: shares(0, 14)),
          .init(name: "test rows", shares: shares(10, 15)),
        ], zeroLine: true),
      table: DataTable(
        caption: "Mean error",
        headings: [.init("Rows"), .init("Mean error (kWh)", .trailing)],
        rows: [["held-out", "0.1"], ["test", "10.2"]]))
  }

  static var bars: Figure {
    let values: [(String, Double, Double)] = [
      ("baseline-net", 52.31, 55.8), ("net", 23.9, 26.41), ("forest", 18.2, 20.77),
      ("boosted", 11.04, 14.93),
    ]
    return Figure(
      id: "mae", title: "Mean absolute error by model",
      caption:
        "Shorter bars are better. Every model does worse on the test rows than on held-out training rows.",
      x: .init("model"), y: .init("mean absolute error", unit: "kWh"),
      chart: .bars(
        values.flatMap { name, held, test in
          [
            .init(
              group: name, series: "held-out training rows", value: held, low: held * 0.96,
              high: held * 1.04),
            .init(
              group: name, series: "test rows", value: test, low: test * 0.92, high: test * 1.08),
          ]
        }),
      table: DataTable(
        caption: "Mean absolute error in kWh with 95 % intervals",
        headings: [
          .init("Model"), .init("Held-out", .trailing), .init("Test", .trailing),
          .init("95 % interval of the test error", .trailing),
        ],
        rows: values.map { name, held, test in
          [
            Text(name), Text(format(held)), Text(format(test)),
            Text("\(format(test * 0.92)) to \(format(test * 1.08))"),
          ]
        }))
  }

  private static func format(_ value: Double) -> String { String(format: "%.2f", value) }

  static var pipeline: Figure {
    let nodes: [(String, String, String)] = [
      ("train-rows", "read-csv · 0.02 s", "older"), ("test-rows", "read-csv · 0.01 s", "older"),
      ("features", "recipe", "older"), ("net-search", "search · 41 s", "computed"),
      ("net", "train · 12 s", "computed"), ("forest", "train · 3.1 s", "older"),
      ("boosted", "train · 2.4 s", "stale"), ("evaluation", "evaluate", "sealed"),
      ("explain-trees", "explain · 0.4 s", "failed"), ("choice", "compare", "never"),
    ]
    let edges = [
      ("train-rows", "features"), ("features", "net-search"), ("net-search", "net"),
      ("features", "forest"), ("features", "boosted"), ("net", "evaluation"),
      ("forest", "evaluation"), ("boosted", "evaluation"), ("test-rows", "evaluation"),
      ("boosted", "explain-trees"), ("test-rows", "explain-trees"), ("evaluation", "choice"),
      ("explain-trees", "choice"),
    ]
    return Figure(
      id: "pipeline", title: "The ten stages",
      caption:
        "Each box is a stage, each arrow a result handed on. Computed means in the reported run; older results were reused.",
      x: .init(""), y: .init(""),
      chart: .graph(
        nodes: nodes.map { .init(id: $0.0, title: $0.0, detail: $0.1, role: $0.2) },
        edges: edges.map { .init(from: $0.0, to: $0.1) }),
      table: DataTable(
        caption: "The stages in order",
        headings: [.init("Stage"), .init("Work and time"), .init("State")],
        rows: nodes.map { [Text($0.0), Text($0.1), Text($0.2)] }))
  }

  static var full: Report {
    Report(
      title: "Predicting Y from ten features",
      question: "How well can Y be predicted from X1 to X10, and which model would we ship?",
      answer: Text("We would ship ") + .strong("boosted")
        + Text(": it predicts held-out training rows to ") + .strong("11.0 kWh")
        + Text(
          " on average (95 % interval 10.6 to 11.5), half the error of the next best. On the test rows it is "
        ) + .strong("10 kWh too low") + Text(", for a reason the features do not show."),
      keyNumbers: [
        .init(
          label: "Mean absolute error, held-out", value: "11.0 kWh",
          interval: "95 % interval 10.6 to 11.5",
          explanation: "boosted, five folds of 9000 training rows"),
        .init(
          label: "Mean absolute error, test", value: "14.9 kWh",
          interval: "95 % interval 13.7 to 16.1", explanation: "boosted, 1000 test rows"),
        .init(
          label: "Mean error, test", value: "+10.2 kWh", interval: "95 % interval 9.3 to 11.1",
          explanation: "actual minus predicted; 0 would be no shift"),
      ],
      findings: [
        Finding(
          .warning, "The test rows differ from the training rows by a constant.",
          explanation: Text("Every model is about 10 kWh too low on them; see ")
            + .reference("the errors", to: "residuals") + Text(".")),
        Finding(
          .good, "Boosted trees beat the net on every fold.",
          explanation: "The difference of 12.9 kWh is 20 times its standard error."),
        Finding(.note, "X10 matters little once X1 to X9 are known.", explanation: ""),
      ],
      warnings: ["The test rows have been looked at 3 times since 2026-02-01."],
      pipeline: pipeline,
      sections: [
        Section(
          id: "evaluation", title: "How good are the models?",
          blocks: [
            .paragraph(
              Text("Errors are means over rows, in ") + .code("kWh")
                + Text(". The interval comes from 1000 resamples of the rows.")),
            .figure(bars), .figure(histogram), .figure(scatter(id: "test-scatter", rows: 500)),
            .figure(scatter(id: "held-out-scatter", rows: 9000)),
          ]),
        Section(
          id: "data", title: "What is in the data?",
          blocks: [
            .table(
              DataTable(
                caption: "Columns of the training rows",
                headings: [
                  .init("Column"), .init("Type"), .init("Missing", .trailing),
                  .init("Distinct", .trailing), .init("Least", .trailing),
                  .init("Median", .trailing), .init("Greatest", .trailing),
                ],
                rows: (1...9).map { column in
                  [
                    .code("X\(column)"), "number", "0", "9000", "10.0", "\(column).25", "29.99",
                  ]
                } + [[.code("X10"), "text", "0", "26", "–", "–", "–"]])),
            .list(["No row occurs twice.", "No column is constant."]),
            .details("How the columns were typed", [.paragraph("By all of their values.")]),
          ]),
      ],
      facts: [
        .init("Run", .code("2026-02-03T10:20:30Z")), .init("Seed", "42"),
        .init("Program", "workbench 0.1"),
        .init("Command", .code("workbench run analyses/part1.yaml")),
      ],
      source: .init(
        name: "part1.yaml",
        text:
          "workbench: 1\ntitle: Predicting Y from ten features\nstages:\n  - id: train-rows\n    kind: read-csv\n"
      ))
  }
}
