import ArgumentParser

/// The program of those who maintain workbench.
@main
struct Dev: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev",
    abstract: "What the maintainers of workbench run.",
    subcommands: [Check.self])
}
