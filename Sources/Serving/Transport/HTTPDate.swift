#if Serving
  import Foundation
  import Synchronization

  /// The time of day as HTTP writes it, made anew once a second.
  final class HTTPDate: Sendable {
    private let known = Mutex<(second: Int, text: String)>((0, ""))

    /// Gives the time, such as `Tue, 24 Nov 2026 18:30:00 GMT`.
    func now() -> String {
      let second = Int(Date().timeIntervalSince1970)
      return known.withLock { known in
        if known.second != second { known = (second, Self.text(second)) }
        return known.text
      }
    }

    /// Gives a number of seconds since 1970 as HTTP writes it.
    static func text(_ second: Int) -> String {
      let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
      let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
      ]
      let day = second / 86_400
      let time = second % 86_400
      // Counted from March, so that the odd day comes last (Howard Hinnant's civil_from_days).
      let shifted = day + 719_468
      let era = shifted / 146_097
      let inEra = shifted % 146_097
      let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
      let inYear = inEra - (365 * year + year / 4 - year / 100)
      let part = (5 * inYear + 2) / 153
      let month = part < 10 ? part + 3 : part - 9
      let civilYear = year + era * 400 + (month <= 2 ? 1 : 0)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return
        "\(days[day % 7]), \(two(inYear - (153 * part + 2) / 5 + 1)) \(months[month - 1]) "
        + "\(civilYear) \(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60)) GMT"
    }
  }
#endif
