package import Tables

/// One thing wrong with a recipe for given columns, found before any row is read.
package struct RecipeProblem: Hashable, Sendable {
  /// The part of the recipe that is wrong.
  package enum Field: Hashable, Sendable {
    /// The place in the list of features, from 0.
    case feature(Int)
    /// The place in the list of ignored columns, from 0.
    case ignored(Int)
    /// The place in the list of columns that give the target away, from 0.
    case leak(Int)
    /// The place in the list of steps, and in that step's list of columns or nil for a group.
    case step(Int, column: Int?)
    /// The place in the list of steps, and a setting of that step.
    case stepSetting(Int, name: String)
    case steps
    case target
    case weight
  }

  /// What is wrong with it.
  package enum Reason: Hashable, Sendable {
    /// These columns hold dates after the last step.
    case datesLeft(columns: [String])
    /// A step makes a column whose name is taken.
    case duplicateColumn(name: String)
    /// No column is left to learn from.
    case noFeatures
    /// The column is there, but it is the target, the weight or ignored.
    case notAFeature(name: String)
    /// These columns hold text after the last step.
    case textLeft(columns: [String])
    /// There is no such column.
    case unknownColumn(name: String, known: [String])
    /// The column holds another kind than those that are needed.
    case wrongKind(name: String, found: ColumnKind, needed: [ColumnKind])
  }

  package let field: Field
  package let reason: Reason

  package init(field: Field, reason: Reason) {
    self.field = field
    self.reason = reason
  }
}

extension Recipe {
  /// Finds what is wrong with the recipe for columns of these names and kinds.
  ///
  /// A column whose kind is nil is not complained about. Names that a one-hot step makes from
  /// levels are accepted, as the levels are not known yet.
  package func problems(columns: [(name: String, kind: ColumnKind?)]) -> [RecipeProblem] {
    let kinds = columns
    // A flag is learned from as a number.
    let columns = columns.map { (name: $0.name, kind: $0.kind == .flag ? .number : $0.kind) }
    let known = columns.map(\.name)
    var problems: [RecipeProblem] = []
    func check(_ name: String, _ field: RecipeProblem.Field, needs kind: ColumnKind?) {
      guard let column = columns.first(where: { $0.name == name }) else {
        problems.append(
          RecipeProblem(field: field, reason: .unknownColumn(name: name, known: known)))
        return
      }
      if let kind, let found = column.kind, found != kind {
        problems.append(
          RecipeProblem(field: field, reason: .wrongKind(name: name, found: found, needed: [kind])))
      }
    }
    check(target, .target, needs: nil)
    if let kind = kinds.first(where: { $0.name == target })?.kind,
      kind == .date || kind == .text && task == .values
    {
      problems.append(
        RecipeProblem(
          field: .target,
          reason: .wrongKind(
            name: target, found: kind, needed: kind == .text ? [.number] : [.number, .text])))
    }
    if let weight { check(weight, .weight, needs: .number) }
    for (index, name) in (features ?? []).enumerated() {
      check(name, .feature(index), needs: nil)
      if known.contains(name), !isFeature(name) {
        problems.append(RecipeProblem(field: .feature(index), reason: .notAFeature(name: name)))
      }
    }
    for (index, name) in ignore.enumerated() { check(name, .ignored(index), needs: nil) }
    for (index, name) in (leaks ?? []).enumerated() { check(name, .leak(index), needs: nil) }
    return problems + stepProblems(columns: columns)
  }

  private func stepProblems(columns: [(name: String, kind: ColumnKind?)]) -> [RecipeProblem] {
    var outline = ColumnOutline(
      columns.filter { isFeature($0.name) }
        .map { ColumnOutline.Entry(name: $0.name, kind: $0.kind) })
    var problems: [RecipeProblem] = []
    for (index, recipeStep) in steps.enumerated() {
      let step = recipeStep.step
      problems += selectionProblems(
        of: step, at: index, outline: outline, known: columns.map(\.name))
      problems += referenceProblems(
        of: step, at: index, outline: outline, known: columns.map(\.name))
      let next = step.outline(after: outline)
      problems += repeatedNames(in: next, before: outline).map {
        RecipeProblem(field: .step(index, column: nil), reason: .duplicateColumn(name: $0))
      }
      outline = next
    }
    let texts = outline.entries.filter { $0.kind == .text }.map(\.name)
    if !texts.isEmpty {
      problems.append(RecipeProblem(field: .steps, reason: .textLeft(columns: texts)))
    }
    let dates = outline.entries.filter { $0.kind == .date }.map(\.name)
    if !dates.isEmpty {
      problems.append(RecipeProblem(field: .steps, reason: .datesLeft(columns: dates)))
    }
    if outline.entries.isEmpty, outline.openPrefixes.isEmpty {
      problems.append(RecipeProblem(field: .steps, reason: .noFeatures))
    }
    return problems
  }

  private func selectionProblems(
    of step: any TableStep, at index: Int, outline: ColumnOutline, known: [String]
  ) -> [RecipeProblem] {
    var problems: [RecipeProblem] = []
    var places: [String: Int] = [:]
    if case .names(let names) = step.columns {
      for (place, name) in names.enumerated() {
        places[name] = places[name] ?? place
        if outline.mayContain(name) { continue }
        problems.append(
          RecipeProblem(
            field: .step(index, column: place), reason: absence(of: name, outline, known)))
      }
    }
    guard let needed = step.neededKind else { return problems }
    for entry in outline.chosen(by: step.columns) {
      guard let found = entry.kind, found != needed else { continue }
      problems.append(
        RecipeProblem(
          field: .step(index, column: places[entry.name]),
          reason: .wrongKind(name: entry.name, found: found, needed: [needed])))
    }
    return problems
  }

  private func referenceProblems(
    of step: any TableStep, at index: Int, outline: ColumnOutline, known: [String]
  ) -> [RecipeProblem] {
    step.references.compactMap { reference in
      let field = RecipeProblem.Field.stepSetting(index, name: reference.setting)
      guard outline.mayContain(reference.column) else {
        return RecipeProblem(field: field, reason: absence(of: reference.column, outline, known))
      }
      let kind = outline.entries.first { $0.name == reference.column }?.kind
      let needed = reference.neededKinds
      guard let kind, !needed.isEmpty, !needed.contains(kind) else { return nil }
      return RecipeProblem(
        field: field,
        reason: .wrongKind(name: reference.column, found: kind, needed: needed))
    }
  }

  private func absence(
    of name: String, _ outline: ColumnOutline, _ known: [String]
  ) -> RecipeProblem.Reason {
    known.contains(name) && !isFeature(name)
      ? .notAFeature(name: name)
      : .unknownColumn(name: name, known: outline.entries.map(\.name))
  }

  /// Gives the names that columns share after a step and did not share before.
  private func repeatedNames(in after: ColumnOutline, before: ColumnOutline) -> [String] {
    var names = Set<String>()
    var repeated: [String] = []
    for entry in after.entries where !names.insert(entry.name).inserted {
      if !before.repeats(entry.name) { repeated.append(entry.name) }
    }
    return repeated
  }
}

extension ColumnOutline {
  fileprivate func repeats(_ name: String) -> Bool { entries.count { $0.name == name } > 1 }
}
