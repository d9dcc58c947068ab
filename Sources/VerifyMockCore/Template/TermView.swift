/// Another form of a value, named by the last segment of a placeholder.
package enum TermView: UInt8, Sendable, CaseIterable {
  case bare
  /// A telephone number without its plus, and its ISO 3166-1 alpha-2 country.
  case digits, country
  /// An instant with nanoseconds, without a time zone, as seconds since 1970, as seconds from now.
  case nano, plain, unix, secondsLeft
  /// A length of time in whole units.
  case seconds, minutes
  /// A decimal without trailing zeros.
  case trimmed
  /// Text in capitals, or character by character for a voice to read.
  case upper, spelled

  package var name: String {
    switch self {
    case .bare: "bare"
    case .digits: "digits"
    case .country: "country"
    case .nano: "nano"
    case .plain: "plain"
    case .unix: "unix"
    case .secondsLeft: "seconds-left"
    case .seconds: "seconds"
    case .minutes: "minutes"
    case .trimmed: "trimmed"
    case .upper: "upper"
    case .spelled: "spelled"
    }
  }

  /// The views that a kind of value has.
  package static func views(of kind: Term.Kind) -> [TermView] {
    switch kind {
    case .phone: [.digits, .country]
    case .instant: [.nano, .plain, .unix, .secondsLeft]
    case .interval: [.seconds, .minutes]
    case .decimal: [.trimmed]
    case .text, .word, .code: [.upper, .spelled]
    case .integer, .kept, .list: []
    }
  }
}
