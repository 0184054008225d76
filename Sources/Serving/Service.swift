import Learning
import Synchronization
import Tables

/// What the server answers, without a socket: requests in, answers out.
///
/// It knows models, forms and limits, and nothing of connections; what carries it decides when to call
/// and on which thread.
package struct Service: Sendable {
  package let models: [ServedModel]
  package let settings: ServiceSettings
  package let meter: ServiceMeter
  /// The version of the program.
  package let version: String
  /// The page of the analysis, or nil.
  private let report: [UInt8]?
  private let documents: ServiceDocuments

  /// Takes at least one model; the first answers where a request names none.
  package init(
    models: [ServedModel], settings: ServiceSettings, version: String, report: [UInt8]? = nil,
    meter: ServiceMeter = ServiceMeter()
  ) {
    precondition(!models.isEmpty, "there is a model to serve")
    self.models = models
    self.settings = settings
    self.version = version
    self.report = report
    self.meter = meter
    documents = ServiceDocuments(
      models: models, settings: settings, version: version, hasReport: report != nil)
  }

  /// Finds what a request is about; throws where there is no such thing, or it may not be had.
  package func route(_ head: RequestHead) throws(ServingProblem) -> Route {
    try settings.checkHost(head.host)
    guard let (place, name) = Route.Place.find(head.path) else {
      throw ServingProblem(
        .notFound, "there is nothing at this path",
        allowed: Route.Place.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard place.methods.contains(head.method) else {
      throw ServingProblem(
        .notAllowed, "\(place.rawValue) takes \(place.methods.joined(separator: " or "))",
        allowed: place.methods.joined(separator: ", "))
    }
    if place.needsToken { try settings.checkToken(head.authorization) }
    if place == .report, report == nil {
      throw ServingProblem(.notFound, "this server has no report")
    }
    guard place == .predict || place == .explain else {
      return Route(place: place, model: models[0], form: .json)
    }
    let model = try model(named: name)
    let form = try BodyForm(contentType: head.contentType)
    if place == .explain {
      guard model.explainer != nil else {
        throw ServingProblem(.noExplanation, "'\(model.name)' cannot be explained")
      }
      guard form == .json else {
        throw ServingProblem(
          .wrongContentType, "rows to explain come as JSON", allowed: "application/json")
      }
    }
    return Route(place: place, model: model, form: form)
  }

  /// Gives what needs no body.
  package func document(_ place: Route.Place, isStopping: Bool) -> Answer {
    switch place {
    case .health: Answer(json: Array("{\"status\":\"alive\"}".utf8))
    case .ready:
      isStopping
        ? Answer(ServingProblem(.stopping, "the server is stopping"), request: nil)
        : Answer(json: Array("{\"status\":\"ready\"}".utf8))
    case .metrics:
      Answer(type: "text/plain; version=0.0.4; charset=utf-8", body: meter.text(models: models))
    case .report: Answer(page: report ?? [], policy: Answer.reportPolicy)
    default: documents.answer(place)
    }
  }

  /// Predicts or explains the rows of a body of JSON.
  package func answer(_ body: [UInt8], route: Route) throws(ServingProblem) -> Answer {
    let model = route.model
    if route.place == .explain { return try explanation(body, model) }
    if let single = model.single?.answer(body) {
      var answer = Answer(json: single)
      answer.rowCount = 1
      return answer
    }
    let table = try JSONRows.table(body, fields: model.fields)
    let predictions = try model.predictions(of: table)
    var answer = Answer(json: PredictionAnswer.json(predictions, of: table, by: model))
    answer.rowCount = table.rowCount
    return answer
  }

  private func explanation(
    _ body: [UInt8], _ model: ServedModel
  ) throws(ServingProblem) -> Answer {
    let table = try JSONRows.table(
      body, fields: model.fields, rowsMax: settings.explainedRowsMax)
    guard let explainer = model.explainer else {
      throw ServingProblem(.noExplanation, "'\(model.name)' cannot be explained")
    }
    do throws(LearningError) {
      let explained = try explainer.explanation(of: table)
      var answer = Answer(json: ExplanationAnswer.json(explained, by: model))
      answer.rowCount = table.rowCount
      return answer
    } catch {
      throw ServingProblem(error, fields: model.fields, firstRow: 0)
    }
  }

  /// Finds a model by its name, or the first where none is named.
  private func model(named name: String?) throws(ServingProblem) -> ServedModel {
    guard let name else { return models[0] }
    guard let model = models.first(where: { $0.name == name }) else {
      throw ServingProblem(
        .unknownModel, "the path names no model that is served",
        allowed: ServedField.shown(models.map(\.name)))
    }
    return model
  }
}
