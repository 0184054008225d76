import Processes

/// Runs gnuplot for a picture and reads what it drew.
enum Gnuplot {
  /// Draws a script; each picture has a process of its own, so an error stays with its picture.
  static func draw(
    _ script: PlotScript, into drawing: inout Drawing, settings: PlotSettings
  ) throws(PlotError) {
    // Given as a file, standard input ends at the first error; read as a conversation, gnuplot
    // would go on and take what follows, data too, for commands.
    let subprocess = Subprocess(
      program: "gnuplot", arguments: ["-d", "/dev/stdin"],
      environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"],
      limits: .init(seconds: settings.secondsMax, outputBytes: 64_000_000))
    let steps = script.steps
    let outcome: Subprocess.Outcome
    do {
      outcome = try subprocess.run { descriptor in
        guard let session = GnuplotSession(descriptor: descriptor) else { return }
        for step in steps where !session.send(step) { return }
      }
    } catch .missing(_, let folders) {
      throw .gnuplotMissing(lookedIn: folders)
    } catch {
      throw .process(error)
    }
    guard outcome.isSuccess else {
      let status: Int32 =
        switch outcome.ending {
        case .exited(let status): status
        case .signalled(let signal): -signal
        }
      throw .gnuplotFailed(
        status: status, message: outcome.errorText.trimmedLines, script: script.text)
    }
    try drawing.pieces += GnuplotReader.pieces(of: outcome.text)
  }

  /// The version, such as `gnuplot 5.4 patchlevel 4`.
  static func version() throws(PlotError) -> String {
    let subprocess = Subprocess(
      program: "gnuplot", arguments: ["--version"], environment: ["LC_ALL": "C.UTF-8"],
      limits: .init(seconds: 10, outputBytes: 10_000))
    do {
      return try subprocess.run().text.trimmedLines
    } catch .missing(_, let folders) {
      throw .gnuplotMissing(lookedIn: folders)
    } catch {
      throw .process(error)
    }
  }
}

extension String {
  /// The lines that say something, in one line.
  var trimmedLines: String {
    split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
