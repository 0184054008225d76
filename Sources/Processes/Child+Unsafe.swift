// SAFETY: descriptors belong to this value and are closed once: the write end by the thread that
// feeds, the read ends at the end of `collect`. The child is waited for exactly once.
import Foundation

/// A started program with its pipes.
struct Child {
  private let number: pid_t
  private let input: Int32
  private let output: Int32
  private let errorOutput: Int32

  /// Starts a program.
  init(subprocess: Subprocess, path: String) throws(ProcessError) {
    var made: [Pipe] = []
    do throws(SystemError) {
      for _ in 0..<3 { made.append(try Pipe()) }
      number = try spawn(
        subprocess, path: path, standard: (made[0].readEnd, made[1].writeEnd, made[2].writeEnd))
    } catch {
      Child.close(made.flatMap { [$0.readEnd, $0.writeEnd] })
      throw .notStarted(program: subprocess.program, code: error.code, reason: error.reason)
    }
    Child.close([made[0].readEnd, made[1].writeEnd, made[2].writeEnd])
    input = made[0].writeEnd
    output = made[1].readEnd
    errorOutput = made[2].readEnd
  }

  private static func close(_ descriptors: [Int32]) {
    for descriptor in descriptors { Foundation.close(descriptor) }
  }

  /// Writes to the program's standard input from another thread, then closes it.
  func feed(_ write: @escaping @Sendable (Int32) -> Void) {
    let input = input
    Thread.detachNewThread {
      // A thread's held-back signal vanishes with the thread; no other code is affected.
      Signals.holdBrokenPipes()
      write(input)
      Child.close([input])
    }
  }

  /// Reads both outputs to their end and gives how the program ended; stops it at a limit.
  func collect(
    within limits: Subprocess.Limits, program: String
  ) throws(ProcessError) -> Subprocess.Outcome {
    let deadline = ContinuousClock.now.advanced(by: .seconds(limits.seconds))
    var collected: [Int32: [UInt8]] = [output: [], errorOutput: []]
    var open = [output, errorOutput]
    defer { Child.close([output, errorOutput]) }
    var byteCount = 0
    while !open.isEmpty {
      try stopIfOver(deadline, limits: limits, program: program)
      for descriptor in Child.ready(open) {
        guard let bytes = Pipe.read(descriptor) else {
          open.removeAll { $0 == descriptor }
          continue
        }
        collected[descriptor, default: []] += bytes
        byteCount += bytes.count
      }
      guard byteCount <= limits.outputBytes else {
        stop()
        throw .outputTooLarge(program: program, limitBytes: limits.outputBytes)
      }
    }
    var pauseMicroseconds: UInt32 = 50
    while true {
      if let ending = ended(WNOHANG) {
        return .init(
          ending: ending, output: collected[output] ?? [],
          errorOutput: collected[errorOutput] ?? [])
      }
      try stopIfOver(deadline, limits: limits, program: program)
      usleep(pauseMicroseconds)
      pauseMicroseconds = min(pauseMicroseconds * 2, 10_000)
    }
  }

  /// Waits a moment for descriptors that can be read or have ended.
  private static func ready(_ descriptors: [Int32]) -> [Int32] {
    var asked = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let count = unsafe poll(&asked, nfds_t(asked.count), 100)
    return count > 0 ? asked.filter { $0.revents != 0 }.map(\.fd) : []
  }

  private func stopIfOver(
    _ deadline: ContinuousClock.Instant, limits: Subprocess.Limits, program: String
  ) throws(ProcessError) {
    if Task.isCancelled {
      stop()
      throw .cancelled(program: program)
    }
    if ContinuousClock.now > deadline {
      stop()
      throw .timedOut(program: program, limitSeconds: limits.seconds)
    }
  }

  private func stop() {
    kill(-number, SIGKILL)
    _ = ended(0)
  }

  /// Gives how the program ended; nil while it runs and the options say not to wait.
  private func ended(_ options: Int32) -> Subprocess.Ending? {
    var status: Int32 = 0
    var result = unsafe waitpid(number, &status, options)
    while result < 0 && errno == EINTR { result = unsafe waitpid(number, &status, options) }
    guard result == number else { return nil }
    let signal = status & 0x7f
    return signal == 0 ? .exited(status: (status >> 8) & 0xff) : .signalled(signal)
  }
}
