import Diagnostics

/// How the program ends; scripts rely on the numbers.
struct ExitStatus: Error, Equatable {
  let code: Int32

  /// Done, or everything was up to date.
  static let done = ExitStatus(code: 0)
  /// A stage or check failed, or there is no such result.
  static let failed = ExitStatus(code: 1)
  static let usage = ExitStatus(code: 2)
  static let analysisInvalid = ExitStatus(code: 3)
  static let inputInvalid = ExitStatus(code: 4)
  static let cacheFailed = ExitStatus(code: 6)
  /// `status --exit-code` found something that is not up to date.
  static let stale = ExitStatus(code: 10)
  static let interrupted = ExitStatus(code: 130)

  private init(code: Int32) {
    self.code = code
  }

  /// The status for problems: the gravest subject decides, the analysis file before its data.
  init(_ diagnostics: [Diagnostic]) {
    let subjects = Set(
      diagnostics.filter { $0.severity == .error }.map { $0.code.rawValue.prefix(4) })
    if !subjects.isDisjoint(with: ["WB01", "WB02", "WB03"]) {
      self = .analysisInvalid
    } else if subjects.contains("WB04") {
      self = .inputInvalid
    } else if subjects.contains("WB06") {
      self = .cacheFailed
    } else {
      self = .failed
    }
  }
}
