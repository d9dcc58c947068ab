package import VerifyMockHTTP
import VerifyMockContract

/// Finds the operation that a method and a path name.
package struct Router: Sendable {
  enum Segment: Sendable, Equatable {
    case literal([UInt8])
    case parameter(prefix: [UInt8], suffix: [UInt8])
  }

  final class Route: Sendable {
    let provider: Int
    let operation: Int
    let method: [UInt8]
    let segments: [Segment]
    /// Which path of the operation this is: the canonical one is zero.
    let template: Int
    /// The segments again, without anything to count references of; their bytes are in `text`.
    let pieces: [Piece]
    let text: [UInt8]

    /// A literal, or what stands before and behind a parameter.
    struct Piece: Sendable {
      let isLiteral: Bool
      let start: Int
      let count: Int
      let suffixStart: Int
      let suffixCount: Int
    }

    init(provider: Int, operation: Int, method: [UInt8], segments: [Segment], template: Int) {
      self.provider = provider
      self.operation = operation
      self.method = method
      self.segments = segments
      self.template = template
      var text: [UInt8] = []
      pieces = segments.map { segment in
        let start = text.count
        switch segment {
        case .literal(let bytes):
          text += bytes
          return Piece(
            isLiteral: true, start: start, count: bytes.count, suffixStart: 0, suffixCount: 0)
        case .parameter(let prefix, let suffix):
          text += prefix + suffix
          return Piece(
            isLiteral: false, start: start, count: prefix.count,
            suffixStart: start + prefix.count, suffixCount: suffix.count)
        }
      }
      self.text = text
    }

    func matches(_ path: Bytes, _ ranges: UnsafeBufferPointer<RouteCaptures.Segment>) -> Bool {
      text.withUnsafeBufferPointer { text in
        pieces.withUnsafeBufferPointer { pieces in
          for i in 0..<pieces.count {
            let piece = pieces[i]
            let start = ranges[i].start
            let end = ranges[i].end
            if piece.isLiteral {
              guard end - start == piece.count else { return false }
            } else {
              guard end - start > piece.count + piece.suffixCount,
                Self.isSame(path, end - piece.suffixCount, text, piece.suffixStart, end: end)
              else { return false }
            }
            let literalEnd = start + piece.count
            guard Self.isSame(path, start, text, piece.start, end: literalEnd) else { return false }
          }
          return true
        }
      }
    }

    /// Notes what stands for the parameters.
    func capture(
      _ path: Bytes, _ ranges: UnsafeBufferPointer<RouteCaptures.Segment>,
      into captures: inout RouteCaptures
    ) {
      pieces.withUnsafeBufferPointer { pieces in
        for i in 0..<pieces.count where !pieces[i].isLiteral {
          let start = ranges[i].start + pieces[i].count
          captures.append(
            Bytes(rebasing: path[start..<ranges[i].end - pieces[i].suffixCount]))
        }
      }
    }

    @inline(__always)
    private static func isSame(
      _ path: Bytes, _ start: Int, _ text: Bytes, _ at: Int, end: Int
    ) -> Bool {
      guard let path = path.baseAddress, let text = text.baseAddress else { return end == start }
      return Bytes.areSame(path + start, text + at, end &- start)
    }
  }

  package enum Result: Sendable {
    case operation(provider: Int, operation: Int, template: Int)
    /// The path exists, the method does not.
    case methodNotAllowed(provider: Int, allowed: [String])
    /// The provider whose paths come nearest, if any does.
    case unknown(nearest: Int?)
  }

  /// By the number of segments, the more literal ones first.
  private var routes: [[Route]] = []
  private var prefixes: [(provider: Int, segments: [[UInt8]])] = []
  /// The canonical route of each operation, for whoever has lost their way.
  private(set) var signposts: [NearestRoute.Signpost] = []

  init() {}

  /// The route of an operation that a request comes nearest to, as `METHOD /path/{name}`.
  func nearestRoute(to asked: String) -> String? {
    NearestRoute.of(asked, in: signposts)
  }

  /// Adds the routes of a provider.
  ///
  /// - Returns: the routes that another provider already has, as `METHOD /path`.
  mutating func add(_ provider: Provider, at index: Int) -> [String] {
    var taken: [String] = []
    for operation in provider.operations {
      signposts.append(
        NearestRoute.Signpost(
          operation.contract.method + " " + String(decoding: provider.basePath, as: UTF8.self)
            + (operation.contract.path?.template ?? "")))
      let paths = [operation.contract.path].compactMap { $0 } + operation.contract.alternatives
      for (template, path) in paths.enumerated() {
        let segments = Self.segments(basePath: provider.basePath, path)
        let route = Route(
          provider: index, operation: operation.index,
          method: Array(operation.contract.method.utf8), segments: segments, template: template)
        while routes.count <= segments.count { routes.append([]) }
        if routes[segments.count].contains(where: {
          $0.method == route.method && $0.segments == segments && $0.provider != index
        }) {
          taken.append("\(operation.contract.method) \(path.template)")
        }
        routes[segments.count].append(route)
        routes[segments.count].sort { Self.literals($0) > Self.literals($1) }
        prefixes.append(
          (
            index,
            segments.map { segment in
              if case .literal(let bytes) = segment { bytes } else { [] }
            }
          ))
      }
    }
    return taken
  }

  private static func literals(_ route: Route) -> Int {
    route.segments.reduce(0) { if case .literal = $1 { $0 + 1 } else { $0 } }
  }

  private static func segments(basePath: [UInt8], _ path: ContractPath) -> [Segment] {
    var result = basePath.split(separator: UInt8(ascii: "/")).map { Segment.literal(Array($0)) }
    for segment in path.segments {
      switch segment {
      case .literal(let text): if !text.isEmpty { result.append(.literal(Array(text.utf8))) }
      case .parameter(_, let prefix, let suffix):
        result.append(.parameter(prefix: Array(prefix.utf8), suffix: Array(suffix.utf8)))
      }
    }
    return result
  }

  /// Finds the operation; a final slash makes no difference.
  package func route(method: Bytes, path: Bytes, captures: inout RouteCaptures) -> Result {
    captures.split(path)
    let ranges = captures.segments.elements
    let candidates = ranges.count < routes.count ? routes[ranges.count] : []
    for route in candidates
    where isMethod(method, of: route) && route.matches(path, ranges) {
      route.capture(path, ranges, into: &captures)
      return .operation(
        provider: route.provider, operation: route.operation, template: route.template)
    }
    var allowed: [String] = []
    var provider = 0
    for route in candidates where route.matches(path, ranges) {
      provider = route.provider
      let name = String(decoding: route.method, as: UTF8.self)
      if !allowed.contains(name) { allowed.append(name) }
    }
    if !allowed.isEmpty {
      if allowed.contains("GET") { allowed.append("HEAD") }
      return .methodNotAllowed(provider: provider, allowed: allowed.sorted() + ["OPTIONS"])
    }
    return .unknown(nearest: nearest(path, ranges))
  }

  private func isMethod(_ method: Bytes, of route: Route) -> Bool {
    method.isSame(as: route.method) || isHead(method, of: route)
  }

  private func isHead(_ method: Bytes, of route: Route) -> Bool {
    method.elementsEqual("HEAD".utf8) && route.method.elementsEqual("GET".utf8)
  }

  /// The provider that shares the longest run of segments from the start.
  private func nearest(
    _ path: Bytes, _ ranges: UnsafeBufferPointer<RouteCaptures.Segment>
  ) -> Int? {
    var best: (provider: Int, score: Int)?
    for index in prefixes.indices {
      var score = 0
      for i in 0..<min(prefixes[index].segments.count, ranges.count) {
        let part = Bytes(rebasing: path[ranges[i].start..<ranges[i].end])
        if prefixes[index].segments[i].isEmpty {
          score += 1
        } else if part.isSame(as: prefixes[index].segments[i]) {
          score += 2
        } else {
          break
        }
      }
      if score > best?.score ?? 1 { best = (prefixes[index].provider, score) }
    }
    return best?.provider
  }
}
