/// The answers that never change while a server runs.
struct ServiceDocuments: Sendable {
  private let answers: [Route.Place: Answer]

  /// Makes all of them.
  init(
    models: [ServedModel], settings: ServiceSettings, version: String, hasReport: Bool
  ) {
    let page = Answer(page: PageAssets.bytes(.page), policy: Answer.pagePolicy)
    var answers: [Route.Place: Answer] = [
      .page: page,
      .script: Answer(
        type: "text/javascript; charset=utf-8", body: PageAssets.bytes(.script)),
      .style: Answer(type: "text/css; charset=utf-8", body: PageAssets.bytes(.style)),
    ]
    answers[.schema] = Answer(
      json: SchemaDocument.json(
        models, version: version, settings: settings, hasReport: hasReport))
    answers[.description] = Answer(
      json: OpenAPIDocument.json(models, version: version, settings: settings))
    self.answers = answers
  }

  /// Gives the answer of a place that has one.
  func answer(_ place: Route.Place) -> Answer {
    answers[place] ?? Answer(ServingProblem(.notFound, "there is nothing here"), request: nil)
  }
}
