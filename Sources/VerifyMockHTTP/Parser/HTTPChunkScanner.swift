import VerifyMockJSON

/// Reads a chunked body, moving the data together in place (RFC 9112 section 7.1).
///
/// Strict: no white space around a size, extensions by their grammar, CRLF only. Trailer fields
/// are checked and bounded like any, then dropped (section 7.1.2 allows it).
struct HTTPChunkScanner {
  enum Outcome {
    case needMore
    case ended
    case refused(HTTPRefusal)
  }

  enum Stage: UInt8 {
    case size, extensionStart, extensionName, valueStart, value, quoted, escaped, afterQuoted
    case sizeEnd, data, dataEnd, dataEndFeed, trailers
  }

  private(set) var stage = Stage.size
  private var size = 0
  private var digits = 0
  private var extensionBytes = 0
  private var bodyRoom: Int
  private var trailerScanner = HTTPFieldScanner()

  init(bodyLimit: Int = 0) { bodyRoom = bodyLimit }

  var isInTrailers: Bool { stage == .trailers }

  /// Reads on from `cursor`, and moves the data that has come to `bodyEnd`.
  mutating func scan(
    _ base: UnsafeMutablePointer<UInt8>, from cursor: inout Int, available: Int,
    bodyEnd: inout Int, limits: HTTPLimits, trailers: inout HTTPFieldTable
  ) -> Outcome {
    while true {
      switch stage {
      case .data:
        let count = min(size, available - cursor)
        if bodyEnd != cursor { (base + bodyEnd).update(from: base + cursor, count: count) }
        bodyEnd += count
        cursor += count
        size -= count
        guard size == 0 else { return .needMore }
        stage = .dataEnd
      case .trailers:
        let outcome = trailerScanner.scan(
          UnsafePointer(base), available: available, limits: limits, into: &trailers,
          record: false)
        switch outcome {
        case .needMore: return .needMore
        case .refused(let reason): return .refused(reason)
        case .ended(let offset):
          cursor = offset
          return .ended
        }
      default:
        while stage != .data, stage != .trailers {
          guard cursor < available else { return .needMore }
          if let reason = step(base[cursor], limits) { return .refused(reason) }
          cursor &+= 1
        }
        if stage == .trailers { trailerScanner = HTTPFieldScanner(at: cursor) }
      }
    }
  }

  /// Takes one byte of framing; nil unless it must be refused.
  private mutating func step(_ byte: UInt8, _ limits: HTTPLimits) -> HTTPRefusal? {
    switch stage {
    case .size:
      guard let digit = ASCII.hexValue(byte) else {
        guard digits > 0 else { return byte == 0x0A ? .bareLineFeed : .invalidChunkSize }
        return endSize(byte)
      }
      digits &+= 1
      // Fifteen digits fit; more are an attack, leading zeros or not.
      if digits > 15 { return .chunkSizeOverflow }
      size = size << 4 | Int(digit)
      return nil
    case .sizeEnd:
      guard byte == 0x0A else { return .bareCarriageReturn }
      return endSizeLine()
    case .dataEnd:
      guard byte == 0x0D else { return .chunkNotTerminated }
      stage = .dataEndFeed
      return nil
    case .dataEndFeed:
      guard byte == 0x0A else { return .chunkNotTerminated }
      stage = .size
      return nil
    default:
      extensionBytes &+= 1
      if extensionBytes > limits.chunkExtensions { return .chunkExtensionsTooLarge }
      return stepExtension(byte)
    }
  }

  private mutating func endSize(_ byte: UInt8) -> HTTPRefusal? {
    switch byte {
    case 0x0D: stage = .sizeEnd
    case UInt8(ascii: ";"): stage = .extensionStart
    case 0x0A: return .bareLineFeed
    default: return .invalidChunkSize
    }
    return nil
  }

  private mutating func endSizeLine() -> HTTPRefusal? {
    if size > bodyRoom { return .bodyTooLarge }
    bodyRoom -= size
    stage = size == 0 ? .trailers : .data
    digits = 0
    return nil
  }

  /// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`, without the BWS but after
  /// a semicolon: white space before a line end or a sign is what smuggling is made of.
  private mutating func stepExtension(_ byte: UInt8) -> HTTPRefusal? {
    let isToken = ByteClass.isToken(byte)
    switch (stage, byte) {
    case (.extensionStart, 0x20), (.extensionStart, 0x09): break
    case (.extensionStart, _) where isToken: stage = .extensionName
    case (.extensionName, UInt8(ascii: "=")): stage = .valueStart
    case (.extensionName, _) where isToken, (.value, _) where isToken: break
    case (.valueStart, UInt8(ascii: "\"")): stage = .quoted
    case (.valueStart, _) where isToken: stage = .value
    case (.quoted, UInt8(ascii: "\"")): stage = .afterQuoted
    case (.quoted, UInt8(ascii: "\\")): stage = .escaped
    case (.quoted, _) where ByteClass.isFieldValue(byte): break
    case (.escaped, _) where ByteClass.isFieldValue(byte): stage = .quoted
    case (.extensionName, 0x0D), (.value, 0x0D), (.afterQuoted, 0x0D): stage = .sizeEnd
    case (.extensionName, UInt8(ascii: ";")), (.value, UInt8(ascii: ";")),
      (.afterQuoted, UInt8(ascii: ";")):
      stage = .extensionStart
    default: return byte == 0x0A ? .bareLineFeed : .invalidChunkExtension
    }
    return nil
  }
}
