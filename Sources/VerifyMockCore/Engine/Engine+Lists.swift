import VerifyMockHTTP
import VerifyMockJSON

extension Engine {
  private enum Bound {
    case statuses([VerificationStatus])
    case channel([String])
    case recipient(PhoneNumber?)
    case country([UInt8])
    case kept(Int, [UInt8])
    case created(ProviderOperation.Filter.Relation, PartialTime)
    case updated(ProviderOperation.Filter.Relation, PartialTime)
    case nothing
  }

  /// The filters that the request gives, with their values.
  private mutating func bounds(
    _ handling: inout Handling, _ operation: ProviderOperation
  ) -> [Bound] {
    guard let provider = handling.governing?.provider else { return [] }
    let words = provider.verification.words
    var result: [Bound] = []
    for filter in operation.filters {
      guard let value = bytes(at: filter.location, account: handling.account) else { continue }
      let text = String(decoding: value, as: UTF8.self)
      switch filter.subject {
      case .status:
        result.append(
          .statuses(
            words.engineWords(for: text, .status).compactMap {
              VerificationStatus(rawValue: $0.lowercased())
            }))
      case .channel:
        result.append(.channel(words.engineWords(for: text, .channel).map { $0.lowercased() }))
      case .recipient: result.append(.recipient(PhoneNumber(value)))
      case .country: result.append(.country(Array(text.uppercased().utf8)))
      case .kept(let index):
        if let json = json(at: filter.location, account: handling.account) {
          result.append(.kept(index, json))
        }
      case .created, .updated:
        guard let time = PartialTime(value) else {
          result.append(.nothing)
          continue
        }
        result.append(
          filter.subject == .created
            ? .created(filter.relation, time) : .updated(filter.relation, time))
      }
    }
    return result
  }

  private static func holds(
    _ relation: ProviderOperation.Filter.Relation, _ instant: Instant, _ time: PartialTime
  ) -> Bool {
    switch relation {
    case .equal: instant >= time.start && instant < time.end
    case .gt: instant >= time.end
    case .gte: instant >= time.start
    case .lt: instant < time.start
    case .lte: instant < time.end
    }
  }

  private static func country(of phone: PhoneNumber, is wanted: [UInt8]) -> Bool {
    Country.code(of: phone).map { $0.utf8.elementsEqual(wanted) } ?? false
  }

  private mutating func page(
    _ handling: inout Handling, _ operation: ProviderOperation
  ) -> RenderContext.Page {
    let account = handling.account
    func int(_ location: Location?) -> Int? {
      location.flatMap { bytes(at: $0, account: account) }.flatMap {
        Int(String(decoding: $0, as: UTF8.self))
      }
    }
    let limit = int(operation.bind.limit) ?? 20
    let offset = int(operation.bind.offset) ?? 0
    return RenderContext.Page(
      items: .verifications([]), limit: max(0, limit), offset: max(0, offset), total: 0)
  }

  mutating func list(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let operation = handling.operation, let governing = handling.governing
    else { return }
    let bounds = bounds(&handling, operation)
    let now = handling.now
    let hasTime = bounds.contains { if case .created = $0 { true } else { false } }
    let age = hasTime ? operation.oldest : operation.recent ?? operation.oldest
    let channels = governing.provider.channels
    let page = page(&handling, operation)
    var items: [Verification] = []
    var total = 0
    accounts[account].stores[provider].forEach(newestFirst: operation.isNewestFirst) { one in
      if let age, now - one.created > age { return true }
      for bound in bounds {
        let holds: Bool
        switch bound {
        case .statuses(let statuses): holds = statuses.contains(one.status(at: now))
        case .channel(let names): holds = names.contains(channels[one.channel].name.lowercased())
        case .recipient(let phone): holds = phone == one.recipient
        case .country(let country): holds = Self.country(of: one.recipient, is: country)
        case .kept(let index, let json):
          holds = one.kept.withText(index) { $0?.elementsEqual(json) ?? false }
        case .created(let relation, let time): holds = Self.holds(relation, one.created, time)
        case .updated(let relation, let time):
          holds = Self.holds(relation, one.updated(at: now), time)
        case .nothing: holds = false
        }
        if !holds { return true }
      }
      if total >= page.offset, items.count < page.limit { items.append(one) }
      total += 1
      return true
    }
    page.items = .verifications(items)
    page.total = total
    finish(page, &handling, operation)
  }

  mutating func listNumbers(_ handling: inout Handling) {
    guard let provider = handling.provider, let account = handling.account,
      let operation = handling.operation
    else { return }
    let bounds = bounds(&handling, operation)
    let page = page(&handling, operation)
    var numbers = accounts[account].stores[provider].numbers
    if operation.isNewestFirst { numbers.reverse() }
    let matching = numbers.filter { one in
      bounds.allSatisfy { bound in
        switch bound {
        case .recipient(let phone): phone == one.phone
        case .country(let country): Self.country(of: one.phone, is: country)
        case .kept(let index, let json):
          one.kept.withText(index) { $0?.elementsEqual(json) ?? false }
        case .created(let relation, let time): Self.holds(relation, one.created, time)
        case .updated(let relation, let time): Self.holds(relation, one.modified, time)
        case .statuses, .channel, .nothing: false
        }
      }
    }
    page.total = matching.count
    page.items = .numbers(Array(matching.dropFirst(page.offset).prefix(page.limit)))
    finish(page, &handling, operation)
  }

  private func finish(
    _ page: RenderContext.Page, _ handling: inout Handling, _ operation: ProviderOperation
  ) {
    if page.limit > 0 {
      let next = page.offset.saturatingAdd(page.limit)
      if next < page.total { page.next = link(handling, operation, page, offset: next) }
      if page.offset > 0 {
        let previous = max(0, page.offset.saturatingSubtract(page.limit))
        page.previous = link(handling, operation, page, offset: previous)
      }
    }
    handling.particulars.page = page
    handling.outcome = .listed
  }

  /// The request's own path and filters with another offset: a relative reference.
  private func link(
    _ handling: Handling, _ operation: ProviderOperation, _ page: RenderContext.Page, offset: Int
  ) -> [UInt8] {
    func name(_ location: Location?) -> String? {
      (location?.spellings.first).flatMap {
        $0.hasPrefix("query/") ? String($0.dropFirst(6)) : nil
      }
    }
    let limitName = name(operation.bind.limit)
    let offsetName = name(operation.bind.offset)
    var out = Array(handling.request.path)
    var separator = UInt8(ascii: "?")
    func add(_ text: some Sequence<UInt8>) {
      out.append(separator)
      out.append(contentsOf: text)
      separator = UInt8(ascii: "&")
    }
    for pair in (handling.request.query.map { Array($0) } ?? []).split(separator: UInt8(ascii: "&"))
    {
      let key = String(decoding: pair.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      if key == limitName || key == offsetName || pair.isEmpty { continue }
      add(pair)
    }
    if let limitName { add("\(limitName)=\(page.limit)".utf8) }
    if let offsetName { add("\(offsetName)=\(offset)".utf8) }
    return out
  }
}
