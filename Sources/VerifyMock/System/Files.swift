package import VerifyMockCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reading and writing whole files, with errors a person can act on.
package enum Files {
  /// Why a file or folder can't be used.
  package struct Failure: Error, CustomStringConvertible {
    package let path: String
    package let reason: String

    /// `path: reason`
    package var description: String { "\(path): \(reason)" }
  }

  /// The bytes of a file; `-` is the standard input.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return unistdRead(descriptor, base, buffer.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes a file in one step: a reader sees the old content or the new one, never a part.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = writeAll(bytes, to: descriptor)
    let reason = errno
    close(descriptor)
    guard isWritten else {
      unlink(temporary)
      throw Failure(path: path, reason: text(of: reason))
    }
    guard rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Writes to a descriptor until all is written; false, with `errno`, when it can't be.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return unistdWrite(descriptor, base + written, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }

  /// Makes a folder for its owner alone, unless it is there; what it is in must be there.
  package static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o700) != 0 else { return }
    guard errno == EEXIST else { throw failure(path) }
    guard try isFolder(path) else { throw Failure(path: path, reason: text(of: ENOTDIR)) }
  }

  /// Whether a path is a folder; throws when there is nothing.
  package static func isFolder(_ path: String) throws(Failure) -> Bool {
    var information = stat()
    guard stat(path, &information) == 0 else { throw failure(path) }
    return information.st_mode & S_IFMT == S_IFDIR
  }

  /// The JSON files of a folder and the folders in it, in the order of their names.
  package static func documents(in folder: String) throws(Failure) -> [SourceFile] {
    var result: [SourceFile] = []
    for name in try names(in: folder) {
      let path = folder + "/" + name
      if try isFolder(path) {
        for inner in try names(in: path) where inner.hasSuffix(".json") {
          let innerPath = path + "/" + inner
          result.append(SourceFile(name: innerPath, bytes: try read(innerPath)))
        }
      } else if name.hasSuffix(".json") {
        result.append(SourceFile(name: path, bytes: try read(path)))
      }
    }
    return result
  }

  /// The names in a folder but hidden ones, sorted.
  package static func names(in folder: String) throws(Failure) -> [String] {
    guard let directory = opendir(folder) else { throw failure(folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// A number that changes when any of the documents of a folder does.
  package static func fingerprint(of folder: String) -> Int {
    var hasher = Hasher()
    var paths = [folder]
    while let path = paths.popLast() {
      guard let names = try? names(in: path) else { continue }
      for name in names {
        var information = stat()
        let inner = path + "/" + name
        guard stat(inner, &information) == 0 else { continue }
        if information.st_mode & S_IFMT == S_IFDIR {
          if path == folder { paths.append(inner) }
          continue
        }
        hasher.combine(inner)
        hasher.combine(information.st_size)
        #if canImport(Darwin)
        hasher.combine(information.st_mtimespec.tv_sec)
        hasher.combine(information.st_mtimespec.tv_nsec)
        #else
        hasher.combine(information.st_mtim.tv_sec)
        hasher.combine(information.st_mtim.tv_nsec)
        #endif
      }
    }
    return hasher.finalize()
  }

  private static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: text(of: errno))
  }

  private static func text(of number: Int32) -> String {
    switch number {
    case ENOENT: "no such file or folder"
    case EACCES: "permission denied"
    case EISDIR: "this is a folder"
    case ENOTDIR: "this is not a folder"
    default: String(cString: strerror(number))
    }
  }
}

private func unistdRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, base, count)
}

private func unistdWrite(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, base, count)
}
