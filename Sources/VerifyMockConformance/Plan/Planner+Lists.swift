import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  private var list: (operation: ProviderOperation, effect: Effect)? {
    if let operation = operation(.list) { return (operation, .list) }
    return operation(.numberList).map { ($0, .numberList) }
  }

  /// Pages and filters.
  mutating func addLists() {
    guard let (operation, effect) = list else {
      skip(.pagination, .filters, because: "nothing is listed here")
      return
    }
    var all = step(.list, operation, effect)
    all.checks = [.pagination, .filters, .timestamps, .sums]
    add(all)
    addPages(operation, effect)
    addFilters(operation, effect)
    addOddPages(operation, effect)
  }

  private mutating func addPages(_ operation: ProviderOperation, _ effect: Effect) {
    let builder = builder(operation)
    guard let limit = builder.location(of: "limit"), let offset = builder.location(of: "offset")
    else { return }
    func page(_ page: StepRole.Page, _ values: [(location: String, value: PlanStep.Value)])
      -> PlanStep
    {
      var step = step(.page(page), operation, effect)
      step.values += values
      step.checks = [.pagination]
      return step
    }
    let one = PlanStep.Value.literal(.number("1"))
    add(page(.first, [(limit, one)]))
    add(page(.second, [(limit, one), (offset, one)]))
    var next = page(.next, [])
    next.changes = [.link(.page(.first), .pageNext)]
    next.needs = [.page(.first)]
    add(next)
    var previous = page(.previous, [])
    previous.changes = [.link(.page(.second), .pagePrevious)]
    previous.needs = [.page(.second)]
    add(previous)
    if let input = operation.reader.inputs.first(where: { $0.location == limit }),
      let maximum = provider.contract.facts(input.facts).maximum, abs(maximum) < 1e15
    {
      var over = page(
        .over, [(limit, .literal(.number("\(Int(saturating: maximum).saturatingAdd(1))")))])
      over.expectation = .noServerError
      over.outcomeCheck = .outOfRange
      add(over)
    }
  }

  /// The label of a page that lies behind every item.
  static let beyondTheEnd = "offset-huge"

  /// Limits and offsets that make no page: refused, or read as something that does.
  private mutating func addOddPages(_ operation: ProviderOperation, _ effect: Effect) {
    guard options.isThorough else { return }
    let values: [(target: String, label: String, text: String)] = [
      ("limit", "limit-zero", "0"), ("offset", "offset-negative", "-1"),
      ("limit", "limit-text", "many"), ("offset", Self.beyondTheEnd, "1000000"),
      ("limit", "limit-negative", "-1"), ("offset", "offset-text", "many"),
    ]
    for (target, label, text) in values {
      guard let place = builder(operation).location(of: target),
        let input = operation.reader.inputs.first(where: { $0.location == place })
      else { continue }
      var step = step(.oddPage(label), operation, effect)
      step.values.append((place, .literal(.string(text))))
      step.expectation = .noServerError
      step.outcomeCheck = .outOfRange
      step.statement = statement(of: input)
      step.checks = [.outOfRange, .pagination]
      add(step)
    }
  }

  private mutating func addFilters(_ operation: ProviderOperation, _ effect: Effect) {
    if operation.filters.isEmpty { skip(.filters, because: "the list has no filters") }
    var rows: [(index: Int, place: String, value: PlanStep.Value, input: Input)] = []
    for (index, filter) in operation.filters.enumerated() {
      guard let spelling = filter.location.spellings.first else { continue }
      let place = builder(operation).canonical(spelling)
      guard let input = operation.reader.inputs.first(where: { $0.location == place }) else {
        continue
      }
      for value in values(of: filter, operation) { rows.append((index, place, value, input)) }
    }
    // What clients alone know comes last: a rate may end the list's turn before.
    let ordered = rows.filter { isDocumented($0.input) } + rows.filter { !isDocumented($0.input) }
    var used: Set<Int> = []
    for row in ordered where used.insert(row.index).inserted {
      var group = [row]
      if let partner = partner(of: operation.filters[row.index], in: operation, used),
        let other = ordered.first(where: { $0.index == partner })
      {
        used.insert(partner)
        group.append(other)
      }
      let names = group.map { $0.place.split(separator: "/").last.map(String.init) ?? $0.place }
      var step = step(
        .filter(group.map(\.index), label: names.joined(separator: "+")), operation, effect)
      for row in group { step.values.append((row.place, row.value)) }
      if case .literal = row.value, case .kept = operation.filters[row.index].subject {
        step.expectation = .noServerError
      }
      step.checks = [.filters]
      step.statement = statement(of: row.input)
      step.needs = [.list]
      add(step)
    }
  }

  /// The other end of a range of time, so that both take one request.
  private func partner(
    of filter: ProviderOperation.Filter, in operation: ProviderOperation, _ used: Set<Int>
  ) -> Int? {
    let wanted: ProviderOperation.Filter.Relation
    switch filter.relation {
    case .gt: wanted = .lte
    case .gte: wanted = .lt
    case .equal, .lt, .lte: return nil
    }
    return operation.filters.indices.first {
      !used.contains($0) && operation.filters[$0].subject == filter.subject
        && operation.filters[$0].relation == wanted
    }
  }

  private func isReference(_ kept: Int) -> Bool {
    guard let send = self.operation(.send) else { return false }
    let places = send.keeps.filter { $0.kept == kept }.flatMap(\.location.spellings)
    return send.reader.inputs.contains { input in
      places.contains(input.location) && provider.contract.facts(input.facts).isReference
    }
  }

  private func values(
    of filter: ProviderOperation.Filter, _ operation: ProviderOperation
  ) -> [PlanStep.Value] {
    switch filter.subject {
    case .status:
      return [.literal(.string(provider.verification.words.word(for: "approved", .status)))]
    case .channel: return provider.channels.prefix(1).map { .literal(.string($0.name)) }
    case .recipient: return [.recipient(0)]
    case .country: return [.literal(.string("FR"))]
    // Another account's items are not to be had, and its own are all of them.
    case .account: return []
    case .kept(let kept), .attemptKept(let kept):
      // What would have to exist is not made up by a send; a value that nothing has finds nothing.
      if isReference(kept) { return [.literal(.string(unknownID(40)))] }
      // A value that exists: of the second send, so that the first does not match.
      return [.kept(kept, list: .list, send: .send(.second))]
    case .created, .updated:
      // One in the middle, so that there are items on both sides of the boundary.
      let sends = plan.steps.filter { $0.recipient != nil }.map(\.role)
      let isUpper = [.lt, .lte].contains(filter.relation)
      let index = isUpper ? sends.count * 2 / 3 : sends.count / 3
      return sends.dropFirst(index).prefix(1).map { .created(list: .list, send: $0) }
    }
  }
}
