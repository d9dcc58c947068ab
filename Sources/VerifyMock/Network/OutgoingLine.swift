/// The requests to one target: how many are under way, and who waits.
struct OutgoingLine {
  /// How many go at a time: a target that stalls takes neither all descriptors nor the turn of
  /// other targets.
  static let room = 64

  var running = 0
  var waiting: [OutgoingID] = []
  /// Whether somebody is just being moved up.
  var isMoving = false
  private var head = 0

  var hasRoom: Bool { running < Self.room }
  var isEmpty: Bool { running == 0 && head == waiting.count && !isMoving }

  /// Who has waited longest, once there is room.
  mutating func next() -> OutgoingID? {
    guard !isMoving, hasRoom, head < waiting.count else { return nil }
    defer {
      head += 1
      if head == waiting.count {
        waiting = []
        head = 0
      }
    }
    return waiting[head]
  }
}
