package import Analyses

extension StageCatalog {
  /// Every kind of stage there is, in the order of the reference page.
  package static let builtIn = StageCatalog(
    [
      ReadCSV.self, ReadSQLite.self, Draw.self, SQL.self, Split.self, CheckStage.self,
      Command.self, WriteCSV.self, Profile.self,
      Plot.self, RecipeStage.self, Search.self, Train.self, ReadModel.self, Evaluate.self,
      SelectionAudit.self, Predict.self, Explain.self, PermutationImportance.self,
      SimulateQueue.self, Levers.self, Pareto.self, Sensitivity.self, ValueOfInformation.self,
      TextStage.self,
      DiagramStage.self,
    ],
    values: [TableValues.self, ModelValues.self])
}
