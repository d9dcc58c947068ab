/// The deadlines of all connections.
///
/// Every kind has one duration, so its connections come due in the order in which they were
/// given the deadline: a list per kind, and setting, moving and clearing cost the same however
/// many there are.
struct Deadlines {
  enum Kind: UInt8, CaseIterable {
    /// Just answered: the buffer is kept a little while for the next request.
    case recent
    case idle, head, body, write, linger
  }

  private struct Link {
    var previous: Int32 = -1
    var next: Int32 = -1
    var kind: Kind?
    var time = MonotonicTime.never
  }

  private struct List {
    var first: Int32 = -1
    var last: Int32 = -1
    /// In nanoseconds; a Duration is unpacked anew at every use.
    let duration: Int64

    init(_ duration: Duration) { self.duration = duration.wholeNanoseconds }
  }

  private var links: [Link] = []
  private var lists: [List]

  init(_ durations: ConnectionDeadlines) {
    let recent = min(durations.idle, .seconds(1))
    lists = Kind.allCases.map { kind in
      switch kind {
      case .recent: List(recent)
      case .idle: List(durations.idle - recent)
      case .head: List(durations.head)
      case .body: List(durations.body)
      case .write: List(durations.write)
      case .linger: List(durations.linger)
      }
    }
  }

  /// The deadline that the connection at `slot` has.
  func kind(of slot: Int) -> Kind? { slot < links.count ? links[slot].kind : nil }

  /// Gives the connection at `slot` this deadline in place of the one it had.
  mutating func set(_ slot: Int, _ kind: Kind, now: MonotonicTime) {
    while links.count <= slot { links.append(Link()) }
    if links[slot].kind != nil { unlink(slot) }
    let list = Int(kind.rawValue)
    let last = lists[list].last
    links[slot].kind = kind
    links[slot].time = now.advanced(byNanoseconds: lists[list].duration)
    links[slot].previous = last
    links[slot].next = -1
    if last >= 0 {
      links[Int(last)].next = Int32(slot)
    } else {
      lists[list].first = Int32(slot)
    }
    lists[list].last = Int32(slot)
  }

  mutating func clear(_ slot: Int) {
    if slot < links.count, links[slot].kind != nil { unlink(slot) }
  }

  /// The earliest deadline of all.
  var next: MonotonicTime {
    var earliest = MonotonicTime.never
    for list in lists where list.first >= 0 {
      earliest = min(earliest, links[Int(list.first)].time)
    }
    return earliest
  }

  /// Takes one connection whose time has come; nil when there is none left.
  mutating func takeExpired(now: MonotonicTime) -> (slot: Int, kind: Kind)? {
    for kind in Kind.allCases {
      let first = Int(lists[Int(kind.rawValue)].first)
      if first >= 0, links[first].time <= now {
        unlink(first)
        return (first, kind)
      }
    }
    return nil
  }

  /// The connection that has been idle longest, if any has been for a while.
  var longestIdle: Int? {
    let first = lists[Int(Kind.idle.rawValue)].first
    return first >= 0 ? Int(first) : nil
  }

  private mutating func unlink(_ slot: Int) {
    let link = links[slot]
    guard let kind = link.kind else { return }
    let list = Int(kind.rawValue)
    if link.previous >= 0 {
      links[Int(link.previous)].next = link.next
    } else {
      lists[list].first = link.next
    }
    if link.next >= 0 {
      links[Int(link.next)].previous = link.previous
    } else {
      lists[list].last = link.previous
    }
    links[slot] = Link()
  }
}
