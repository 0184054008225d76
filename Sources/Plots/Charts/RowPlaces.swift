/// Where lying bars or boxes and the names of their groups stand, counted from the top of a frame.
struct RowPlaces {
  static let barHeight = 20.0

  /// A bar or box, by its place in the list, and the middle of its height.
  struct Row {
    let item: Int
    let series: Int
    let middle: Double
  }

  let rows: [Row]
  /// The names of groups and the baseline of each.
  let names: [(text: String, baseline: Double)]
  let height: Double
  /// The room to the left of the frame that names take; 0 where they stand above their bars.
  let leftRoom: Double

  /// Sets names above their bars, or beside them where there are many groups of one bar.
  init(_ items: [(group: String, series: String)], series: [String], isNarrow: Bool) {
    let groups = AreaContext.unique(items.map(\.group))
    let members = Dictionary(grouping: items.indices, by: { items[$0].group })
    let isBeside = !isNarrow && groups.count > 6 && members.values.allSatisfy { $0.count == 1 }
    var rows: [Row] = []
    var names: [(String, Double)] = []
    var top = 4.0
    for group in groups {
      if !isBeside, !group.isEmpty {
        names.append((group, top + 15))
        top += 22
      }
      let own = (members[group] ?? []).map {
        (item: $0, series: series.firstIndex(of: items[$0].series) ?? 0)
      }
      for member in own.sorted(by: { ($0.series, $0.item) < ($1.series, $1.item) }) {
        rows.append(
          Row(item: member.item, series: member.series, middle: top + Self.barHeight / 2))
        if isBeside { names.append((group, top + 15)) }
        top += Self.barHeight + 4
      }
      top += isBeside ? 2 : 8
    }
    self.rows = rows
    self.names = names
    height = max(top, 40)
    let widest = groups.map { TextWidth.estimate($0, size: 15) }.max() ?? 0
    leftRoom = isBeside ? min(widest, 150) : 0
  }

  /// Writes the names of groups.
  func writeNames(in frame: PlotScript.Frame, room: Double, into drawing: inout Drawing) {
    for (text, baseline) in names {
      if leftRoom > 0 {
        drawing.write(
          TextWidth.fitted(text, size: 15, width: leftRoom), at: frame.left - 8,
          frame.top + baseline, .init(paint: .ink, size: 15, anchor: .end))
      } else {
        drawing.write(
          TextWidth.fitted(text, size: 15, width: frame.width + room), at: frame.left + 1,
          frame.top + baseline, .init(paint: .ink, size: 15, isBold: true))
      }
    }
  }
}
