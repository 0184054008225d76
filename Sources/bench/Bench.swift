import ArgumentParser

/// The program that times what is promised to be fast.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Times parts of workbench, for comparing with other programs.",
    subcommands: [Explain.self, Queue.self])
}
