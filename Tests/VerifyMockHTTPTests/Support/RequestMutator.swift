/// Makes bad requests of good ones, the same ones for the same seed.
struct RequestMutator {
  private var state: UInt64
  private let seeds: [[UInt8]]

  /// What parsers get wrong: separators, line ends, controls, digits, and words that change framing.
  private static let pieces: [[UInt8]] =
    [
      "\r\n", "\n", "\r", " ", "\t", ":", ";", ",", "%", "#", "?", "/", "0", "-1", "+5", "0x1",
      "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n",
      "Transfer-Encoding: gzip, chunked\r\n", "Host: b\r\n", "Connection: close\r\n",
      "Expect: 100-continue\r\n", " HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "0\r\n\r\n", "5\r\nhello\r\n", "ffffffffffffffff\r\n", "\u{0}", "\u{7F}", "HTTP/1.0",
      "http://a",
    ].map { Array($0.utf8) } + [[0x80], [0xFF], [0xC3, 0xBC]]

  init(seed: UInt64, seeds: [[UInt8]]) {
    state = seed
    self.seeds = seeds
  }

  /// The next request, changed in one to four places.
  mutating func next() -> [UInt8] {
    guard !seeds.isEmpty else { return [] }
    var bytes = seeds[below(seeds.count)]
    for _ in 0...below(4) {
      let place = below(bytes.count + 1)
      switch below(6) {
      case 0 where place < bytes.count:
        bytes[place] = UInt8(truncatingIfNeeded: random())
      case 1 where place < bytes.count:
        bytes[place] ^= 1 << UInt8(below(8))
      case 2:
        bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
      case 3:
        bytes.removeSubrange(place..<min(bytes.count, place + below(12)))
      case 4:
        let end = min(bytes.count, place + below(40))
        bytes.insert(contentsOf: Array(bytes[place..<end]), at: below(bytes.count + 1))
      default:
        bytes += seeds[below(seeds.count)]
      }
    }
    return bytes
  }

  /// A number from 0 to `bound` - 1.
  mutating func below(_ bound: Int) -> Int {
    bound < 1 ? 0 : Int(truncatingIfNeeded: random() >> 1) % bound
  }

  /// SplitMix64.
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
