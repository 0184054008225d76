import Foundation
import Processes
import TestSupport
import Testing

struct SubprocessTests {
  private let limits = Subprocess.Limits(seconds: 20, outputBytes: 10_000_000)

  private func shell(
    _ script: String, environment: [String: String] = [:], folder: String? = nil,
    limits: Subprocess.Limits? = nil
  ) -> Subprocess {
    Subprocess(
      program: "sh", arguments: ["-c", script], environment: environment, folder: folder,
      limits: limits ?? self.limits)
  }

  @Test("the exit status is given", arguments: [Int32(0), 1, 7, 255])
  func exitStatus(status: Int32) throws {
    let outcome = try shell("exit \(status)").run()
    #expect(outcome.ending == .exited(status: status))
    #expect(outcome.isSuccess == (status == 0))
  }

  @Test("an end by a signal is told from an exit")
  func signal() throws {
    #expect(try shell("kill -KILL $$").run().ending == .signalled(9))
  }

  @Test("a missing program is named with the folders where it was looked for")
  func missing() throws {
    let subprocess = Subprocess(
      program: "no-such-program-here", arguments: [], environment: [:], limits: limits)
    #expect(
      throws: ProcessError.missing(
        program: "no-such-program-here", lookedIn: Program.searchedFolders)
    ) { try subprocess.run() }
    #expect(Program.find("/") == nil)
    #expect(Program.find("") == nil)
    #expect(Program.find("sh")?.hasSuffix("/sh") == true)
  }

  @Test("a file that is no program is refused by the system with its reason")
  func notStarted() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("script", "#!/no/such/interpreter\n")
    #expect(try shell("chmod +x \(file.path)").run().isSuccess)
    let subprocess = Subprocess(
      program: file.path, arguments: [], environment: [:], limits: limits)
    #expect(
      throws: ProcessError.notStarted(
        program: file.path, code: 2, reason: "No such file or directory")
    ) { try subprocess.run() }
  }

  @Test("a megabyte goes through unchanged, in and out at once")
  func megabyte() throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 7)) }
    let subprocess = Subprocess(program: "cat", arguments: [], environment: [:], limits: limits)
    #expect(try subprocess.run(input: bytes).output == bytes)
  }

  @Test("standard output and standard error are kept apart")
  func outputs() throws {
    let outcome = try shell("echo one; echo two >&2").run()
    #expect(outcome.text == "one\n")
    #expect(outcome.errorText == "two\n")
  }

  @Test("a time limit stops the program and what it started")
  func timeLimit() throws {
    let brief = Subprocess.Limits(seconds: 0.3, outputBytes: 100)
    let start = ContinuousClock.now
    #expect(throws: ProcessError.timedOut(program: "sh", limitSeconds: 0.3)) {
      try shell("sleep 30 & sleep 30", limits: brief).run()
    }
    // A program that closes its outputs and goes on is stopped as well.
    #expect(throws: ProcessError.timedOut(program: "sh", limitSeconds: 0.3)) {
      try shell("exec >&- 2>&-; sleep 30", limits: brief).run()
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a program that writes too much is stopped")
  func outputLimit() {
    let small = Subprocess.Limits(seconds: 20, outputBytes: 1000)
    #expect(throws: ProcessError.outputTooLarge(program: "sh", limitBytes: 1000)) {
      try shell("while :; do echo more; done", limits: small).run()
    }
  }

  @Test("a program that does not read its input ends as it likes")
  func unreadInput() throws {
    let bytes = [UInt8](repeating: 65, count: 1_000_000)
    #expect(try shell("exec 0<&-; exit 3").run(input: bytes).ending == .exited(status: 3))
  }

  @Test("the environment and the folder are the given ones and nothing is inherited")
  func surroundings() throws {
    let folder = try TemporaryFolder()
    let outcome = try shell(
      "echo \"$GREETING-$HOME\"; pwd -P", environment: ["GREETING": "good day"],
      folder: folder.url.resolvingSymlinksInPath().path
    ).run()
    let expected = "good day-\n\(folder.url.resolvingSymlinksInPath().path)\n"
    #expect(outcome.text == expected)
  }

  @Test("no descriptor but the standard three reaches the program")
  func descriptors() throws {
    // The listing itself opens one more.
    #expect(try shell("ls /proc/self/fd | wc -l").run().text == "4\n")
  }

  @Test("cancelling the task stops the program")
  func cancelled() async throws {
    let long = shell("sleep 30")
    let task = Task { try long.run() }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: ProcessError.cancelled(program: "sh")) { _ = try await task.value }
  }
}
