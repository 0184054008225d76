import ArgumentParser
import WorkbenchKit

/// `workbench doctor`: whether the machine has what the program needs.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Says whether all that is needed is there, and what it is.")

  func run() async throws {
    let findings = Doctor.examine()
    var table = TextTable(["", "WHAT", "FOUND"])
    for finding in findings {
      table.add([finding.isGood ? "ok" : "missing", finding.subject, finding.text])
    }
    Terminal.print(table.text)
    if findings.contains(where: { !$0.isGood }) { throw ExitStatus.failed }
  }
}
