#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

#if os(Linux)
import CVerifyMockEvents
#endif

/// A thread of the system, started at once. Its owner joins it or lets it go, exactly once.
package struct LoopThread: @unchecked Sendable {
  private let identifier: pthread_t

  /// Starts a thread that calls `body` with true; when there can't be a thread, calls it with
  /// false here and now and throws the system's error.
  package init(
    stackSize: Int, _ body: sending @escaping (_ isStarted: Bool) -> Void
  ) throws(SystemError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let box = Unmanaged.passRetained(Box(body))
    #if canImport(Glibc)
    var identifier = pthread_t()
    #else
    var identifier: pthread_t?
    #endif
    let error = pthread_create(
      &identifier, &attributes,
      { argument in
        let argument: UnsafeMutableRawPointer? = argument
        Self.nameCurrent()
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body(true) }
        return nil
      }, box.toOpaque())
    guard error == 0 else {
      box.takeRetainedValue().body(false)
      throw SystemError(number: error)
    }
    #if canImport(Glibc)
    self.identifier = identifier
    #else
    guard let identifier else { throw SystemError(number: EAGAIN) }
    self.identifier = identifier
    #endif
  }

  /// What debuggers and `ps` call the threads.
  static let name = "verify-mock"

  private static func nameCurrent() {
    #if canImport(Darwin)
    pthread_setname_np(name)
    #elseif os(Linux)
    vm_name_thread(name)
    #endif
  }

  /// Makes one pointer of a body, for the trip through C.
  private final class Box {
    let body: (Bool) -> Void
    init(_ body: @escaping (Bool) -> Void) { self.body = body }
  }

  /// Whether the caller runs on this thread.
  var isCurrent: Bool { pthread_equal(pthread_self(), identifier) != 0 }

  /// Waits until the thread has ended.
  package func join() { pthread_join(identifier, nil) }

  /// Lets the thread end by itself.
  package func letGo() { pthread_detach(identifier) }
}
