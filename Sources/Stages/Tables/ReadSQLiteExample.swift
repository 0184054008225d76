import Foundation

/// The database of the example: a table `houses` with three rows, as SQLite wrote it.
enum ReadSQLiteExample {
  /// The bytes of the file.
  static let database = [UInt8](Data(base64Encoded: pieces.joined()) ?? Data())

  private static let pieces = [
    "U1FMaXRlIGZvcm1hdCAzAAIAAQEAQCAgAAAAAgAAAAIAAAAAAAAAAAAAAAEAAAAEAAAAAAAAAAAAAAAB",
    String(repeating: "A", count: 47),
    "CAC5jAQ0AAAABAbAAAb",
    String(repeating: "A", count: 430),
    "TgEGFxkZAXl0YWJsZWhvdXNlc2hvdXNlcwJDUkVBVEUgVEFCTEUgaG91c2VzIChhcmVhIFJFQUwsIHBy",
    "aWNlIFJFQUwsIHNvbGQgVEVYVCkNAAAAAwG8AAHtAdUBv",
    String(repeating: "A", count: 574),
    "XAwQBByF4QHSoAAAAAAAyMDI0LTA2LTAyFgIEBwAhQFfgAAAAAAAyMDI0LTA2LTAxEQEEAQIhUADSMjA",
    "yNC0wNS0zMQ==",
  ]
}
