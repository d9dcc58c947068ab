import VerifyMockContract

/// Finds the operation that a method and a path name.
package struct Router: Sendable {
  /// One path of an operation.
  struct Route: Sendable {
    let provider: Int
    let operation: Int
    let method: [UInt8]
    let segments: [Segment]
    /// Which path of the operation this is: zero for the canonical one, then its alternatives.
    let spelling: Int

    enum Segment: Sendable, Equatable {
      case literal([UInt8])
      case parameter(prefix: [UInt8], suffix: [UInt8])

      var isLiteral: Bool { if case .literal = self { true } else { false } }
    }
  }

  package enum Result: Sendable {
    /// `captures` are the ranges of the path that stand for its parameters, still encoded.
    case operation(provider: Int, operation: Int, spelling: Int, captures: [Range<Int>])
    /// The path exists, the method does not.
    case methodNotAllowed(provider: Int, allowed: [String])
    /// The provider whose paths come nearest, if any does.
    case unknown(nearest: Int?)
  }

  /// Those with more literal segments first.
  private var routes: [Route] = []
  /// The canonical route of each operation, as people write it, for near misses.
  private var signposts: [(text: String, parts: [NearPart])] = []

  init() {}

  /// Adds the routes of a provider.
  ///
  /// - Returns: the routes that another provider already has, as `METHOD /path`.
  mutating func add(_ provider: Provider, at index: Int) -> [String] {
    var taken: [String] = []
    for operation in provider.operations {
      let contract = operation.contract
      let base = String(decoding: provider.basePath, as: UTF8.self)
      let signpost = contract.method + " " + base + (contract.path?.template ?? "")
      signposts.append((signpost, Self.nearParts(of: signpost)))
      let paths = [contract.path].compactMap(\.self) + contract.alternatives
      for (spelling, path) in paths.enumerated() {
        let route = Route(
          provider: index, operation: operation.index, method: Array(contract.method.utf8),
          segments: Self.segments(provider.basePath, path), spelling: spelling)
        let isTaken = routes.contains {
          $0.method == route.method && $0.segments == route.segments && $0.provider != index
        }
        if isTaken { taken.append("\(contract.method) \(path.template)") }
        routes.append(route)
      }
    }
    routes.sort { $0.segments.count(where: \.isLiteral) > $1.segments.count(where: \.isLiteral) }
    return taken
  }

  private static func segments(_ basePath: [UInt8], _ path: ContractPath) -> [Route.Segment] {
    let base = basePath.split(separator: UInt8(ascii: "/")).map { Route.Segment.literal(Array($0)) }
    return base
      + path.segments.compactMap { segment in
        switch segment {
        case .literal(let text): text.isEmpty ? nil : .literal(Array(text.utf8))
        case .parameter(_, let prefix, let suffix):
          .parameter(prefix: Array(prefix.utf8), suffix: Array(suffix.utf8))
        }
      }
  }

  /// Finds the operation; a final slash makes no difference, HEAD is read as GET.
  package func route<Path: RandomAccessCollection<UInt8>>(
    method: some Collection<UInt8>, path: Path
  ) -> Result where Path.Index == Int {
    var parts: [Path.SubSequence] = []
    parts.reserveCapacity(8)
    var rest = path.dropFirst()
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      parts.append(rest[..<slash])
      rest = rest[(slash + 1)...]
    }
    if !rest.isEmpty { parts.append(rest) }
    let asked = method.elementsEqual("HEAD".utf8) ? Array("GET".utf8) : Array(method)
    var others: [Route] = []
    for index in routes.indices where routes[index].segments.count == parts.count {
      guard let captures = routes[index].captures(in: parts) else { continue }
      let route = routes[index]
      if route.method == asked {
        return .operation(
          provider: route.provider, operation: route.operation, spelling: route.spelling,
          captures: captures)
      }
      others.append(route)
    }
    guard let last = others.last else { return .unknown(nearest: nearestProvider(to: parts)) }
    var allowed = Set(others.map { String(decoding: $0.method, as: UTF8.self) })
    if allowed.contains("GET") { allowed.insert("HEAD") }
    return .methodNotAllowed(provider: last.provider, allowed: allowed.sorted() + ["OPTIONS"])
  }
}

extension Router.Route {
  /// The ranges that stand for the parameters; nil where the path, which has as many parts, is
  /// another one.
  fileprivate func captures<Part: RandomAccessCollection<UInt8>>(
    in parts: [Part]
  ) -> [Range<Int>]? where Part.Index == Int {
    var captures: [Range<Int>] = []
    for (segment, part) in zip(segments, parts) {
      switch segment {
      case .literal(let text):
        guard part.count == text.count, part.elementsEqual(text) else { return nil }
      case .parameter(let prefix, let suffix):
        guard part.count > prefix.count + suffix.count, part.starts(with: prefix),
          part.suffix(suffix.count).elementsEqual(suffix)
        else { return nil }
        captures.append(part.startIndex + prefix.count..<part.endIndex - suffix.count)
      }
    }
    return captures
  }
}

/// What a request without an operation comes nearest to.
extension Router {
  /// The provider that shares the longest run of segments from the start; one parameter is too
  /// little.
  private func nearestProvider<Part: Collection<UInt8>>(to parts: [Part]) -> Int? {
    var best: (provider: Int, score: Int)?
    for route in routes.sorted(by: { ($0.provider, $0.operation) < ($1.provider, $1.operation) }) {
      var score = 0
      for (segment, part) in zip(route.segments, parts) {
        if case .literal(let text) = segment {
          guard part.elementsEqual(text) else { break }
          score += 2
        } else {
          score += 1
        }
      }
      if score > best?.score ?? 1 { best = (route.provider, score) }
    }
    return best?.provider
  }

  /// The route that a request comes nearest to, as `METHOD /path/{name}`.
  ///
  /// - Parameter asked: the request's method and path.
  func nearestRoute(to asked: String) -> String? {
    let wanted = Self.nearParts(of: asked)
    var best: (text: String, score: Int)?
    for (text, parts) in signposts {
      let likeness = zip(parts, wanted).reduce(0) { $0 + $1.0.likeness(to: $1.1) }
      let score = likeness - 2 * abs(parts.count - wanted.count)
      if score > best?.score ?? 2 { best = (text, score) }
    }
    return best?.text
  }

  /// A piece of a route between slashes and spaces.
  private struct NearPart: Sendable {
    let text: String
    let lowercase: String
    let isParameter: Bool

    /// 3 for the same text, 2 where only the case differs, 1 for a parameter, else 0.
    func likeness(to other: NearPart) -> Int {
      if isParameter { return 1 }
      if text == other.text { return 3 }
      return lowercase == other.lowercase ? 2 : 0
    }
  }

  private static func nearParts(of route: String) -> [NearPart] {
    route.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: " ") }.map {
      NearPart(
        text: String(Substring($0)), lowercase: Substring($0).lowercased(),
        isParameter: $0.first == UInt8(ascii: "{"))
    }
  }
}
