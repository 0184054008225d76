package import Digests
package import Tables

/// A fitted recipe and a predictor: rows as they were read in, predictions out.
///
/// Its bytes hold what was learned, a description of the columns and a few remembered predictions;
/// no times, no names of machines, no log. So equal models have equal bytes and one digest.
package struct Model: Sendable {
  /// The first text of every stored model; it changes with the layout of the bytes.
  private static let mark = "workbench model 1"
  /// The same for a model of classes, whose labels come next.
  private static let classesMark = "workbench model classes 1"

  package let recipe: FittedRecipe
  package let predictor: any Predictor
  package let schema: FeatureSchema
  package let golden: GoldenRows
  /// What is done with the predictor's probabilities of classes, or nil.
  package let adjustment: ClassAdjustment?

  /// Joins a fitted recipe and a predictor, and remembers some of the rows with their predictions.
  package init(
    recipe: FittedRecipe, predictor: any Predictor, trainingRows: Table
  ) throws(LearningError) {
    precondition(
      predictor.outputCount == Self.outputCount(recipe.classes), "the predictor knows the classes")
    self.recipe = recipe
    self.predictor = predictor
    adjustment = nil
    let inputs = try recipe.inputTable(of: trainingRows)
    schema = FeatureSchema(of: inputs)
    let rows = inputs.rows(GoldenRows.rows(of: inputs.rowCount))
    golden = GoldenRows(
      inputs: rows, predictions: try predictor.predictions(for: try recipe.features(of: rows)))
  }

  /// Takes all of a model of classes but what is done with its probabilities.
  private init(_ model: Model, adjustment: ClassAdjustment) {
    recipe = model.recipe
    predictor = model.predictor
    schema = model.schema
    golden = model.golden
    self.adjustment = adjustment
  }

  /// Gives the same model of classes with something done with its probabilities.
  package func adjusted(by adjustment: ClassAdjustment) -> Model {
    precondition(classes != nil, "classes are predicted")
    return Model(self, adjustment: adjustment)
  }

  /// Predicts each row of a table; the target is not needed.
  ///
  /// Throws where columns are missing or of the other kind, and where a value is missing that the
  /// predictor needs.
  package func predictions(for table: Table) throws(LearningError) -> Predictions {
    let features = try recipe.features(of: table)
    if !type(of: predictor).acceptsMissing, let missing = features.firstMissing {
      throw .missingFeature(column: missing.column, row: missing.row)
    }
    return made(of: try predictor.predictions(for: features))
  }

  /// Makes predictions of what the predictor gives.
  func made(of predictions: [Double]) -> Predictions {
    guard let classes else { return .values(recipe.targetScale.restored(predictions)) }
    let found = ClassPredictions(labels: classes, probabilities: predictions)
    return .classes(adjustment?.adjusted(found) ?? found)
  }

  /// The classes that are predicted, or nil where values are.
  package var classes: ClassLabels? { recipe.classes }

  private static func outputCount(_ classes: ClassLabels?) -> Int { classes?.count ?? 1 }

  /// Checks that the remembered rows still get the same predictions, bit for bit.
  package func verify() throws(LearningError) {
    let computed = try predictor.predictions(for: try recipe.features(of: golden.inputs))
    for (place, (stored, now)) in zip(golden.predictions, computed).enumerated()
    where stored.bitPattern != now.bitPattern && !(stored.isNaN && now.isNaN) {
      throw .goldenMismatch(
        row: place / predictor.outputCount, stored: stored, computed: now)
    }
  }

  /// Gives the canonical bytes.
  package func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.text(classes == nil ? Self.mark : Self.classesMark)
    classes?.encode(into: &writer)
    recipe.encode(into: &writer)
    schema.encode(into: &writer)
    golden.encode(into: &writer)
    writer.text(type(of: predictor).format)
    predictor.encode(into: &writer)
    adjustment?.encode(into: &writer)
    if recipe.targetScale != .linear { writer.text(recipe.targetScale.rawValue) }
    return writer.bytes
  }

  /// Reads what is done with probabilities; a model without it ends here, as all once did.
  private static func adjustment(
    _ reader: inout ByteReader, of classes: ClassLabels?
  ) throws(LearningError) -> ClassAdjustment? {
    guard let classes, !reader.isAtEnd else { return nil }
    do {
      return try ClassAdjustment(decoding: &reader, classCount: classes.count)
    } catch {
      throw .damagedModel(error)
    }
  }

  /// Reads the scale of the target; a model of values without it ends here.
  private static func targetScale(
    _ reader: inout ByteReader, of classes: ClassLabels?
  ) throws(LearningError) -> TargetScale {
    guard classes == nil, !reader.isAtEnd else { return .linear }
    do throws(ByteReaderError) {
      guard let scale = TargetScale(rawValue: try reader.text()) else {
        throw reader.failure("a scale of the target")
      }
      return scale
    } catch {
      throw .damagedModel(error)
    }
  }

  /// The SHA-256 of the bytes: the name of the model.
  package var digest: Digest { Digest(of: encoded()) }

  /// Reads a model from its bytes.
  package init(decoding bytes: [UInt8], catalog: PredictorCatalog) throws(LearningError) {
    var reader = ByteReader(bytes)
    var fitted: FittedRecipe
    do throws(ByteReaderError) {
      let mark = try reader.text()
      guard mark == Self.mark || mark == Self.classesMark else {
        throw reader.failure("the mark of a model")
      }
      let classes = mark == Self.mark ? nil : try ClassLabels(decoding: &reader)
      fitted = try FittedRecipe(decoding: &reader, classes: classes)
      schema = try FeatureSchema(decoding: &reader)
      golden = try GoldenRows(
        decoding: &reader, outputCount: Self.outputCount(classes))
    } catch {
      throw .damagedModel(error)
    }
    predictor = try catalog.decode(&reader)
    adjustment = try Self.adjustment(&reader, of: fitted.classes)
    fitted.targetScale = try Self.targetScale(&reader, of: fitted.classes)
    recipe = fitted
    guard reader.isAtEnd else { throw .damagedModel(reader.failure("the end of the model")) }
    guard predictor.outputCount == Self.outputCount(recipe.classes) else {
      throw .damagedModel(reader.failure("a predictor for the model's classes"))
    }
    // A predictor looks features up by number, so foreign bytes must not name one that is not there.
    guard try recipe.features(of: golden.inputs).columns.count == predictor.featureCount else {
      throw .damagedModel(reader.failure("a predictor for the recipe's features"))
    }
  }
}
