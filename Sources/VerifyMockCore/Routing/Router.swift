package import VerifyMockHTTP
import VerifyMockSchema

/// Finds the operation that a method and a path name.
package struct Router: Sendable {
  enum Segment: Sendable, Equatable {
    case literal([UInt8])
    case parameter(prefix: [UInt8], suffix: [UInt8])
  }

  struct Route: Sendable {
    let provider: Int
    let operation: Int
    let method: [UInt8]
    let segments: [Segment]
    /// Which path of the operation this is: the canonical one is zero.
    let template: Int
  }

  package enum Result: Sendable {
    case operation(provider: Int, operation: Int, captures: [Range<Int>], template: Int)
    /// The path exists, the method does not.
    case methodNotAllowed(provider: Int, allowed: [String])
    /// The provider whose paths come nearest, if any does.
    case unknown(nearest: Int?)
  }

  /// By the number of segments, the more literal ones first.
  private var routes: [[Route]] = []
  private var prefixes: [(provider: Int, segments: [[UInt8]])] = []

  init() {}

  /// Adds the routes of a provider.
  ///
  /// - Returns: the routes that another provider already has, as `METHOD /path`.
  mutating func add(_ provider: Provider, at index: Int) -> [String] {
    var taken: [String] = []
    for operation in provider.operations {
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
  package func route(method: Bytes, path: Bytes) -> Result {
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(8)
    var start = 1
    for i in stride(from: 1, to: path.count, by: 1) where path[i] == UInt8(ascii: "/") {
      ranges.append(start..<i)
      start = i + 1
    }
    if start < path.count { ranges.append(start..<path.count) }
    var allowed: [String] = []
    var provider = 0
    if ranges.count < routes.count {
      for route in routes[ranges.count] where matches(route, path, ranges) {
        if route.method.elementsEqual(method) || isHead(method, of: route) {
          var captures: [Range<Int>] = []
          for (segment, range) in zip(route.segments, ranges) {
            guard case .parameter(let prefix, let suffix) = segment else { continue }
            captures.append(range.lowerBound + prefix.count..<range.upperBound - suffix.count)
          }
          return .operation(
            provider: route.provider, operation: route.operation, captures: captures,
            template: route.template)
        }
        provider = route.provider
        let name = String(decoding: route.method, as: UTF8.self)
        if !allowed.contains(name) { allowed.append(name) }
      }
    }
    if !allowed.isEmpty {
      if allowed.contains("GET") { allowed.append("HEAD") }
      return .methodNotAllowed(provider: provider, allowed: allowed.sorted() + ["OPTIONS"])
    }
    return .unknown(nearest: nearest(path, ranges))
  }

  private func isHead(_ method: Bytes, of route: Route) -> Bool {
    method.elementsEqual("HEAD".utf8) && route.method.elementsEqual("GET".utf8)
  }

  private func matches(_ route: Route, _ path: Bytes, _ ranges: [Range<Int>]) -> Bool {
    for (segment, range) in zip(route.segments, ranges) {
      switch segment {
      case .parameter(let prefix, let suffix):
        guard range.count > prefix.count + suffix.count,
          prefix.isEmpty || path[range].starts(with: prefix),
          suffix.isEmpty || path[range].suffix(suffix.count).elementsEqual(suffix)
        else { return false }
      case .literal(let bytes):
        guard bytes.count == range.count else { return false }
        for i in 0..<bytes.count where bytes[i] != path[range.lowerBound + i] { return false }
      }
    }
    return true
  }

  /// The provider that shares the longest run of segments from the start.
  private func nearest(_ path: Bytes, _ ranges: [Range<Int>]) -> Int? {
    var best: (provider: Int, score: Int)?
    for (provider, segments) in prefixes {
      var score = 0
      for (segment, range) in zip(segments, ranges) {
        if segment.isEmpty {
          score += 1
        } else if segment.elementsEqual(path[range]) {
          score += 2
        } else {
          break
        }
      }
      if score > best?.score ?? 1 { best = (provider, score) }
    }
    return best?.provider
  }
}
