#if os(Linux) && canImport(XCTest)
import Foundation
import Glibc
import VerifyMock
import VerifyMockXCTest
import XCTest

/// What the system still has of servers that have stopped. Counted here because these tests run one
/// after the other, with nothing beside them.
final class LeftoverXCTests: XCTestCase {
  func testTwoHundredServersAtATimeLeaveNothingBehind() async throws {
    // What the first use of a library opens stays open.
    try await useServers(2)
    let descriptors = try Self.descriptors()
    try await useServers(200)
    XCTAssertEqual(try Self.descriptors(), descriptors)
    XCTAssertEqual(try Self.loopThreads(), 0)
  }

  func testTheCountsSeeARunningServer() async throws {
    try await useServers(2)
    let descriptors = try Self.descriptors()
    try await withMockServer { mock in
      // An answer from the thread shows that it runs.
      _ = try await mock.requests()
      XCTAssertGreaterThan(try Self.descriptors(), descriptors)
      XCTAssertEqual(try Self.loopThreads(), 1)
    }
  }

  private func useServers(_ count: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask {
          try await withMockServer { mock in
            let port = try XCTUnwrap(URL(string: mock.url)?.port)
            let answer = try Self.answer(port: UInt16(port))
            XCTAssertTrue(answer.hasPrefix("HTTP/1.1 200"), answer)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }

  private static func loopThreads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { task in
      let name = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
      return name?.hasPrefix("verify-mock") == true
    }
  }

  /// Asks for the health over a socket of its own, which nothing keeps open.
  private static func answer(port: UInt16) throws -> String {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) == 0 }
    }
    guard isConnected else { throw POSIXError(.ECONNREFUSED) }
    let request = "GET /_mock/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    _ = send(socket, request, request.utf8.count, 0)
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 {
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    return text
  }
}
#endif
