import Foundation

/// A client that sends exactly what a test wants and reads what comes.
///
/// It waits at most a minute at a time, so that a test on a busy machine fails for its own reasons
/// only.
package final class RawClient {
  package struct Response: Equatable {
    package var status = 0
    package var fields: [String: String] = [:]
    package var body = ""
  }

  package enum Failure: Error, Equatable {
    case connect(Int32), reset, timeout, ended, malformed(String)
  }

  package let descriptor: Int32
  private var buffer: [UInt8] = []

  package convenience init(port: UInt16, isV6: Bool = false, receiveBuffer: Int32? = nil) throws {
    try self.init(isV6: isV6)
    if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    try connect(port: port, isV6: isV6)
  }

  /// Makes the socket and does not connect it yet.
  package init(isV6: Bool = false) throws {
    descriptor = socket(isV6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure.connect(errno) }
    // A program that another test runs meanwhile must not keep the connection open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
  }

  package func connect(port: UInt16, isV6: Bool = false) throws {
    let result: Int32
    if isV6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    } else {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    if result != 0 { throw Failure.connect(errno) }
  }

  deinit { close(descriptor) }

  /// Sends all of it; false when the other side has gone.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  package func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Ends the connection with a RST.
  package func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    var address = sockaddr(sa_family: sa_family_t(AF_UNSPEC), sa_data: sockaddr().sa_data)
    // Disconnecting sends the RST and leaves the descriptor for deinit.
    _ = Foundation.connect(descriptor, &address, socklen_t(MemoryLayout<sockaddr>.size))
  }

  /// Everything until the other side closes.
  package func readToEnd() throws -> String {
    while try receive() {}
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Everything until the other side closes or resets the connection.
  package func readToAnyEnd() throws -> String {
    do {
      return try readToEnd()
    } catch Failure.reset {
      return String(decoding: buffer, as: UTF8.self)
    }
  }

  /// The head of the next message; what follows it is kept.
  package func readHead() throws -> String {
    while true {
      if let end = headEnd {
        defer { buffer.removeFirst(end + 4) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      if try !receive() { throw Failure.ended }
    }
  }

  /// What has come, at least one byte; nothing at the end.
  package func readSome() throws -> [UInt8] {
    if buffer.isEmpty { _ = try receive() }
    defer { buffer = [] }
    return buffer
  }

  /// The next response, framed by its Content-Length.
  package func readResponse(isHead: Bool = false) throws -> Response {
    while true {
      if let end = headEnd {
        var response = try parse(head: buffer[..<end])
        let hasContent = !isHead && response.status >= 200 && response.status != 204
        let length = hasContent ? Int(response.fields["content-length"] ?? "0") ?? 0 : 0
        while buffer.count < end + 4 + length {
          if try !receive() { throw Failure.ended }
        }
        response.body = String(decoding: buffer[(end + 4)..<(end + 4 + length)], as: UTF8.self)
        buffer.removeFirst(end + 4 + length)
        return response
      }
      if try !receive() { throw Failure.ended }
    }
  }

  private var headEnd: Int? {
    buffer.withUnsafeBufferPointer { bytes in
      var i = 3
      while i < bytes.count {
        if bytes[i] == 10, bytes[i - 1] == 13, bytes[i - 2] == 10, bytes[i - 3] == 13 {
          return i - 3
        }
        i += 1
      }
      return nil
    }
  }

  private func parse(head: ArraySlice<UInt8>) throws -> Response {
    let text = String(decoding: head, as: UTF8.self)
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines.removeFirst().split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw Failure.malformed(text)
    }
    var response = Response(status: status)
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { throw Failure.malformed(text) }
      response.fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return response
  }

  private func receive() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count > 0 {
      buffer.append(contentsOf: chunk[..<count])
      return true
    }
    if count == 0 { return false }
    throw errno == EAGAIN ? Failure.timeout : Failure.reset
  }
}
