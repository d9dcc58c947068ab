import VerifyMock

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Prints the median and the 99th percentile of start + one request + stop, in microseconds.
@main
struct Main {
  static func main() async throws {
    let rounds = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 1_000 : 1_000
    // The documents are compiled once in the life of a process.
    try await round()
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = now()
      try await round()
      times.append(now() - start)
    }
    times.sort()
    print("{\"p50\":\(times[rounds / 2] * 1e6),\"p99\":\(times[rounds * 99 / 100] * 1e6)}")
  }

  private static func round() async throws {
    let mock = try await MockServer.start()
    ask(mock.port)
    await mock.stop()
  }

  private static func ask(_ port: Int) {
    let id = "MAXXXXXXXXXXXXXXXXXX"
    let body = #"{"recipient":"+14155550100"}"#
    let request = """
      POST /v1/Account/\(id)/Verify/Session/ HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6YS1mYWtlLXRva2Vu\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    #if canImport(Glibc)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    let bytes = Array(request.utf8)
    var answer = [UInt8](repeating: 0, count: 4_096)
    guard isConnected, send(descriptor, bytes, bytes.count, 0) == bytes.count,
      recv(descriptor, &answer, answer.count, 0) > 12, answer[9] == UInt8(ascii: "2")
    else {
      print("the server did not answer")
      exit(1)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
