/// The connections of a loop, each at a slot that its tokens and exchanges name.
struct ConnectionTable {
  private var slots: [Connection?] = []
  private var free: [Int] = []
  private var generation: UInt32 = 0
  private(set) var count = 0

  /// Takes in the connection that `make` returns for its slot and token.
  mutating func insert(_ make: (_ slot: Int, _ token: UInt64) -> Connection) -> Connection {
    let slot = free.popLast() ?? slots.count
    if slot == slots.count { slots.append(nil) }
    generation &+= 1
    let token = PollToken(.connection, slot: slot, generation: generation).rawValue
    let connection = make(slot, token)
    slots[slot] = connection
    count += 1
    return connection
  }

  mutating func remove(_ connection: Connection) {
    guard self[slot: connection.slot] === connection else { return }
    slots[connection.slot] = nil
    free.append(connection.slot)
    count -= 1
  }

  subscript(slot slot: Int) -> Connection? { slot < slots.count ? slots[slot] : nil }

  /// The connection of a token; nil when it has gone.
  subscript(token token: UInt64) -> Connection? {
    guard let connection = self[slot: PollToken(rawValue: token).slot] else { return nil }
    return connection.token == token ? connection : nil
  }

  /// The connection whose exchange is under way; nil when it has ended.
  subscript(exchange exchange: ExchangeID) -> Connection? {
    guard let connection = self[slot: exchange.slot] else { return nil }
    return connection.exchange == exchange ? connection : nil
  }

  var all: [Connection] { slots.compactMap { $0 } }
}
