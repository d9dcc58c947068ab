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

  private mutating func addFilters(_ operation: ProviderOperation, _ effect: Effect) {
    if operation.filters.isEmpty { skip(.filters, because: "the list has no filters") }
    for (index, filter) in operation.filters.enumerated() {
      guard let spelling = filter.location.spellings.first else { continue }
      let place = builder(operation).canonical(spelling)
      let short = place.split(separator: "/").last.map(String.init) ?? place
      for (i, value) in values(of: filter, place, operation).enumerated() {
        var step = step(.filter(index, label: "\(short)-\(i + 1)"), operation, effect)
        step.values.append((place, value))
        step.checks = [.filters]
        step.needs = [.list]
        add(step)
      }
    }
  }

  private func values(
    of filter: ProviderOperation.Filter, _ place: String, _ operation: ProviderOperation
  ) -> [PlanStep.Value] {
    switch filter.subject {
    case .status:
      return [.literal(.string(provider.verification.words.word(for: "approved", .status)))]
    case .channel: return provider.channels.prefix(1).map { .literal(.string($0.name)) }
    case .recipient: return [.recipient(0)]
    case .country: return [.literal(.string("FR"))]
    case .kept(let kept):
      guard let send = self.operation(.send), let step = sendStep(.main, recipient: 0) else {
        return []
      }
      let builder = builder(send)
      for (index, location) in send.keeps where index == kept {
        guard let spelling = location.spellings.first else { continue }
        let name = builder.canonical(spelling)
        if let value = step.values.first(where: { $0.location == name })?.value { return [value] }
      }
      return []
    case .created, .updated:
      // One in the middle, so that there are items on both sides of the boundary.
      let sends = plan.steps.filter { $0.recipient != nil }.map(\.role)
      return sends.dropFirst(sends.count / 2).prefix(1).map { .created(list: .list, send: $0) }
    }
  }
}
