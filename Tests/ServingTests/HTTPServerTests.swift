#if Serving
  import Foundation
  import Serving
  import Synchronization
  import Testing

  @Suite("The server", .serialized)
  struct HTTPServerTests {
    private static let body =
      #"{"rows": [{"area": 80, "rooms": 3, "sort": "flat", "new": true, "sold": "2022-05-31"}]}"#

    private static func post(
      _ body: String, to path: String = "/v1/predict", type: String = "application/json",
      _ headers: String = ""
    ) -> String {
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(type)\r\n\(headers)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func get(_ path: String) -> String {
      "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    }

    /// Lines of a log, to be looked at.
    private final class Lines: Sendable {
      let text = Mutex("")
    }

    /// Runs a server while a test talks to it, and gives what it wrote to the log.
    @discardableResult
    private static func serving(
      _ settings: ServiceSettings = ServiceSettings(),
      _ body: @escaping @Sendable (Int, HTTPServer) async throws -> Void
    ) async throws -> String {
      var settings = settings
      settings.port = 0
      let lines = Lines()
      let log = RequestLog(level: .requests) { bytes in
        lines.text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      }
      let server = HTTPServer(try ModelFixture.service(settings), log: log)
      let (ports, port) = AsyncStream.makeStream(of: Int.self)
      let running = Task { try await server.run { port.yield($0) } }
      for await number in ports {
        do {
          try await body(number, server)
        } catch {
          Issue.record(error)
        }
        break
      }
      server.shutDown()
      try await running.value
      return lines.text.withLock { $0 }
    }

    @Test("answers predictions, documents and pages on one connection, in the order asked")
    func answers() async throws {
      try await Self.serving { port, _ in
        let connection = try TestConnection(port: port)
        connection.send(
          Self.post(Self.body) + Self.get("/v1/schema")
            + Self.post("area,rooms,sort,new,sold\n80,3,flat,true,2022-05-31\n", type: "text/csv")
            + Self.post(Self.body, to: "/v1/predict/sorts"))
        let first = try #require(connection.answer())
        #expect(first.status == 200)
        #expect(first.head.contains("Workbench-Model-Digest: "))
        let number = try #require(RequestText.members("[", of: first.body).first)
        // The others may arrive together with what was read already.
        let other = try TestConnection(port: port)
        other.send(
          Self.post("area,rooms,sort,new,sold\n80,3,flat,true,2022-05-31\n", type: "text/csv"))
        let csv = try #require(other.answer())
        #expect(
          csv.body == "area,rooms,sort,new,sold,prediction\n80,3,flat,true,2022-05-31,\(number)\n")
        for path in [
          "/", "/page.js", "/page.css", "/healthz", "/readyz", "/metrics", "/openapi.json",
          "/report", "/v1/schema",
        ] {
          other.send(Self.get(path))
          #expect(other.answer()?.status == 200, "\(path)")
        }
        other.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n" + Self.get("/healthz"))
      }
    }

    @Test("answers what is wrong with a problem document, and goes on")
    func problems() async throws {
      let log = try await Self.serving { port, _ in
        let connection = try TestConnection(port: port)
        for (request, status) in [
          (Self.post("{\"rows\": [{\"area\": \"SECRET\"}]}"), 422), (Self.post("{nonsense"), 400),
          (Self.get("/none?SECRET"), 404), (Self.post("x", to: "/healthz"), 405),
          (Self.post("x", type: "SECRET/x"), 415), (Self.post(Self.body), 200),
        ] {
          connection.send(request)
          let answer = try #require(connection.answer())
          #expect(answer.status == status)
          #expect(
            answer.head.contains(
              status == 200 ? "application/json" : "application/problem+json"))
        }
        let broken = try TestConnection(port: port)
        broken.send("\u{1}\u{2} garbage\r\n\r\n")
        #expect(broken.answer()?.status == 400)
        #expect(broken.isEnded)
      }
      #expect(!log.contains("SECRET"))
      #expect(log.contains("\"problem\":\"wrong-type\""))
    }

    @Test("refuses bodies that are too large before they come, and gives up on slow ones")
    func limits() async throws {
      var settings = ServiceSettings()
      settings.bodyMax = 1 << 20
      settings.bodySeconds = 1
      try await Self.serving(settings) { port, _ in
        let large = try TestConnection(port: port)
        large.send(
          "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
            + "Content-Length: 99999999\r\n\r\n")
        #expect(large.answer()?.status == 413)
        let chunked = try TestConnection(port: port)
        chunked.send(
          "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n")
        let piece = String(repeating: "x", count: 0x10000)
        for _ in 0..<20 { chunked.send("10000\r\n\(piece)\r\n") }
        #expect(chunked.answer()?.status == 413)
        let slow = try TestConnection(port: port)
        slow.send(Self.post(Self.body).dropLast(5) + "")
        let good = try TestConnection(port: port)
        good.send(Self.post(Self.body))
        #expect(good.answer()?.status == 200)
        #expect(slow.answer()?.status == 408)
      }
    }

    @Test("tells clients to come back when as much waits as may")
    func busy() async throws {
      var settings = ServiceSettings()
      settings.workers = 1
      settings.queueMax = 0
      try await Self.serving(settings) { port, _ in
        let first = try TestConnection(port: port)
        // A large request counts from its head on.
        first.send(
          "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
            + "Content-Length: 90000\r\n\r\narea,")
        try await Task.sleep(for: .milliseconds(300))
        let second = try TestConnection(port: port)
        second.send(Self.post("area\n1\n", type: "text/csv"))
        let answer = try #require(second.answer())
        #expect(answer.status == 429)
        #expect(answer.head.contains("Retry-After: 1"))
        let small = try TestConnection(port: port)
        small.send(Self.post(Self.body))
        #expect(small.answer()?.status == 200)
      }
    }

    @Test("when it stops, answers what has come and lets open connections end in good order")
    func stopping() async throws {
      let log = try await Self.serving { port, server in
        let connections = try (0..<8).map { _ in try TestConnection(port: port) }
        for connection in connections {
          connection.send(Self.post(Self.body))
          #expect(connection.answer()?.status == 200)
        }
        server.shutDown()
        try await Task.sleep(for: .milliseconds(100))
        for connection in connections {
          connection.send(Self.post(Self.body))
          let answer = connection.answer()
          #expect(answer?.status == 200)
          #expect(answer?.head.contains("Connection: close") == true)
          #expect(connection.isEnded)
        }
      }
      #expect(log.split(separator: "\n").count == 16)
    }
  }
#endif
