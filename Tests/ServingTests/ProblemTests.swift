import Learning
import Serving
import Tables
import Testing

@Suite("Problems of requests")
struct ProblemTests {
  /// A body, the sort of its problem, and the field and row that it names.
  private static let bodies: [(String, ServingProblem.Sort, String?, Int?)] = [
    ("", .malformed, nil, nil), ("[]", .wrongType, nil, nil), ("{}", .wrongType, nil, nil),
    ("{\"rows\": 1}", .wrongType, nil, nil), ("{\"rows\": [1]}", .wrongType, nil, 1),
    ("{\"rows\": []}", .noRows, nil, nil), ("{\"rows\": [\(good)", .malformed, nil, nil),
    ("{\"rows\": [\(good)]} x", .malformed, nil, nil),
    ("{\"rows\": [\(good)], \"more\": 1}", .wrongType, nil, nil),
    ("{\"rows\": [\(good), {}]}", .missingField, "area", 2),
    ("{\"rows\": [\(with("\"aera\": 1"))]}", .extraField, "aera", 1),
    ("{\"rows\": [\(with("\"area\": 1"))]}", .duplicateField, "area", 1),
    ("{\"rows\": [{\"area\": \"wide\"}]}", .wrongType, "area", 1),
    ("{\"rows\": [{\"area\": [1]}]}", .wrongType, "area", 1),
    ("{\"rows\": [{\"area\": 1e999}]}", .notFinite, "area", 1),
    ("{\"rows\": [{\"area\": null}]}", .missingValue, "area", 1),
    ("{\"rows\": [{\"area\": 01}]}", .malformed, nil, nil),
    ("{\"rows\": [{\"area\": NaN}]}", .malformed, nil, nil),
    ("{\"rows\": [{\"sort\": 7}]}", .wrongType, "sort", 1),
    ("{\"rows\": [{\"sort\": \"\\ud800\"}]}", .malformed, nil, nil),
    ("{\"rows\": [{\"sold\": \"soon\"}]}", .wrongType, "sold", 1),
    ("{\"columns\": {\"area\": [1, 2], \"rooms\": [1]}}", .missingValue, "rooms", nil),
    ("{\"columns\": {\"area\": 1}}", .wrongType, "area", nil),
    ("{\"columns\": {\"rooms\": [1]}}", .missingField, "area", nil),
    (String(repeating: "[", count: 100_000), .wrongType, nil, nil),
  ]

  private static let good =
    "{\"area\": 80, \"rooms\": 3, \"sort\": \"flat\", \"new\": true, \"sold\": \"2024-05-31\"}"

  private static func with(_ member: String) -> String { good.dropLast() + ", \(member)}" }

  private static let service = Result { try ModelFixture.service() }

  @Test("name the field and the row, and say what is allowed", arguments: bodies)
  func refused(body: String, sort: ServingProblem.Sort, field: String?, row: Int?) throws {
    let service = try Self.service.get()
    let problem = #expect(throws: ServingProblem.self, "\(body.prefix(80))") {
      _ = try RequestText.answer(body, service)
    }
    #expect(problem?.sort == sort, "\(problem?.detail ?? "")")
    #expect(problem?.field == field)
    #expect(problem?.row == row)
    #expect(problem?.allowed != nil)
    #expect((400..<500).contains(problem?.sort.status ?? 0))
  }

  @Test(
    "of CSV name the row and the field, however the bytes are cut",
    arguments: [1, 7, 1 << 20])
  func csv(pieceBytes: Int) throws {
    let model = try Self.service.get().models[0]
    for (text, sort, field, row) in [
      ("", .malformed, nil, nil), ("area\n", .malformed, nil, nil),
      ("area,rooms,sort,new\n1,1,flat,true\n", .missingField, "sold", nil),
      (
        "area,rooms,sort,new,sold\n1,1,flat,true,2024-01-01\nx,1,flat,true,2024-01-01\n",
        .wrongType,
        "area", 2
      ),
      ("area,rooms,sort,new,sold\n1,1,flat,true,2024-01-01\n1,1,flat\n", .malformed, nil, 2),
      ("area,rooms,sort,new,sold\n1,1,\"flat,true,2024-01-01\n", .malformed, nil, 1),
      ("area,rooms,sort,new,sold\n,1,flat,true,2024-01-01\n", .missingValue, "area", 1),
      (
        "area,rooms,sort,new,sold,prediction\n1,1,flat,true,2024-01-01,1\n", .duplicateField,
        "prediction", nil
      ),
    ] as [(String, ServingProblem.Sort, String?, Int?)] {
      let problem = #expect(throws: ServingProblem.self, "\(text)") {
        _ = try RequestText.csvAnswer(Array(text.utf8), model, pieceBytes: pieceBytes)
      }
      #expect(problem?.sort == sort, "\(text): \(problem?.detail ?? "")")
      #expect(problem?.field == field, "\(text)")
      #expect(problem?.row == row, "\(text)")
    }
  }

  @Test(
    "of heads have a status of their own",
    arguments: [
      (RequestHead(method: "GET", target: "/v2"), 404),
      (RequestHead(method: "PUT", target: "/v1/schema"), 405),
      (RequestHead(method: "GET", target: "/v1/predict"), 405),
      (RequestHead(method: "POST", target: "/v1/predict"), 415),
      (RequestHead(method: "POST", target: "/v1/predict", contentType: "text/html"), 415),
      (
        RequestHead(
          method: "POST", target: "/v1/predict", contentType: "text/csv; charset=utf-16"), 415
      ),
      (
        RequestHead(
          method: "POST", target: "/v1/predict/none", contentType: "application/json"), 404
      ),
      (
        RequestHead(method: "POST", target: "/v1/explain", contentType: "application/json"), 422
      ),
      (RequestHead(method: "GET", target: "/healthz", host: "evil.example"), 421),
    ])
  func heads(head: RequestHead, status: Int) throws {
    let service = try Self.service.get()
    let problem = #expect(throws: ServingProblem.self) { _ = try service.route(head) }
    #expect(problem?.sort.status == status)
  }

  @Test("with a token, all that has data asks for it")
  func token() throws {
    var settings = ServiceSettings()
    settings.token = "abc"
    let service = try ModelFixture.service(settings)
    for target in ["/v1/schema", "/metrics", "/report", "/openapi.json"] {
      for given in [nil, "abc", "Bearer ab", "Bearer abd", "Bearer abcd", "Basic abc"] {
        let problem = #expect(throws: ServingProblem.self) {
          _ = try service.route(
            RequestHead(method: "GET", target: target, authorization: given))
        }
        #expect(problem?.sort == .unauthorized)
      }
      _ = try service.route(
        RequestHead(method: "GET", target: target, authorization: "Bearer abc"))
    }
    _ = try service.route(RequestHead(method: "GET", target: "/healthz"))
  }
}
