#if Serving
  import ArgumentParser
  import Diagnostics
  import Dispatch
  import Foundation
  import Processes
  import Serving
  import WorkbenchKit

  /// `workbench serve`: predictions over HTTP.
  struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Serves models over HTTP, with a page to try them.",
      discussion: """
        POST /v1/predict takes rows as JSON or CSV, POST /v1/explain tells how much each column adds, \
        GET / is a page for people, /openapi.json describes all. A token may be set in a file or in \
        the environment variable WORKBENCH_TOKEN. SIGTERM lets it end in good order.
        """)

    @Argument(help: "The analysis file; or give --bundle.")
    var analysis: String?

    @Option(
      help: ArgumentHelp(
        "A stage whose model is served; the first answers where none is named.",
        valueName: "stage"))
    var model: [String] = []

    @Option(
      help: ArgumentHelp("A folder that `workbench bundle` wrote.", valueName: "folder"))
    var bundle: String?

    @Option(help: "The address to listen at; 0.0.0.0 lets other machines in.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen at; 0 takes a free one.")
    var port = 8080

    @Option(
      help: ArgumentHelp(
        "A file with a token that requests must carry; else WORKBENCH_TOKEN, where it is set.",
        valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("The most bytes of a body, in MB.", valueName: "MB"))
    var bodyLimit = 32

    @Option(help: "How many large requests are worked on at once; standard is one a processor.")
    var workers: Int?

    @Option(help: "How many large requests wait before others are told to come back.")
    var queue = 16

    @Option(help: "What the log on standard error tells of: server, problems or requests.")
    var log: RequestLog.Level = .requests

    @Flag(help: ArgumentHelp("Answers a constant, for measurements.", visibility: .hidden))
    var constant = false

    func validate() throws {
      guard (analysis == nil) != (bundle == nil) else {
        throw ValidationError("give an analysis file, or --bundle with a folder, and not both")
      }
      guard analysis == nil || !model.isEmpty else {
        throw ValidationError("--model names a stage whose model is served")
      }
      guard bundle == nil || model.isEmpty else {
        throw ValidationError("--model is for an analysis; a bundle serves all that it holds")
      }
      for (name, value, range) in [
        ("--port", port, 0...65535), ("--body-limit", bodyLimit, 1...1024),
        ("--queue", queue, 0...10_000), ("--workers", workers ?? 1, 1...1024),
      ] where !range.contains(value) {
        throw ValidationError(
          "\(name) takes \(range.lowerBound) to \(range.upperBound); this is \(value)")
      }
    }

    func run() async throws {
      let served =
        if let bundle {
          try ModelBundle(bundle).read()
        } else {
          try ServedAnalysis(try OpenedAnalysis(path: analysis ?? ""), models: model)
        }
      let service = try served.service(try settings())
      let log = RequestLog(level: log) { Terminal.saying($0) }
      let server = HTTPServer(service, log: log)
      let signals = [SIGTERM, SIGINT].map { Self.stop(server, log, at: $0) }
      defer { for source in signals { source.cancel() } }
      let names = service.models.map { "\($0.name) \($0.digest.prefix(12))" }
      let host = host
      do {
        try await server.run { port in
          log.server(
            "listening",
            [
              ("address", "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"),
              ("models", names.joined(separator: ", ")), ("version", Version.text),
            ])
        }
      } catch {
        throw DiagnosticError(
          Diagnostic(
            .programFailed, "the server cannot listen at \(host), port \(port): \(error)",
            hints: ["another program may have the port: try another one with --port"]))
      }
      log.server("stopped")
    }

    private func settings() throws -> ServiceSettings {
      var settings = ServiceSettings()
      settings.host = host
      settings.port = port
      settings.token = try token()
      settings.bodyMax = bodyLimit << 20
      settings.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
      settings.queueMax = queue
      settings.isConstant = constant
      // Some files are open besides the connections.
      settings.connectionsMax = max(16, min(4096, FileLimit.raise() - 64))
      return settings
    }

    /// Lets the server stop at a signal.
    private static func stop(
      _ server: HTTPServer, _ log: RequestLog, at number: Int32
    ) -> any DispatchSourceSignal {
      Signals.ignore(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        log.server("stopping")
        server.shutDown()
      }
      source.resume()
      return source
    }

    /// The token from the file or the environment.
    private func token() throws -> String? {
      let text: String?
      if let tokenFile {
        guard let read = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
          throw DiagnosticError(
            Diagnostic(.inputMissing, "the file with the token, '\(tokenFile)', cannot be read"))
        }
        text = read
      } else {
        text = ProcessInfo.processInfo.environment["WORKBENCH_TOKEN"]
      }
      guard let token = text?.trimmingCharacters(in: .whitespacesAndNewlines) else { return nil }
      guard tokenFile == nil || !token.isEmpty else {
        throw DiagnosticError(
          Diagnostic(.inputUnreadable, "the file with the token, '\(tokenFile ?? "")', is empty"))
      }
      return token.isEmpty ? nil : token
    }
  }

  extension RequestLog.Level: ExpressibleByArgument {}
#endif
