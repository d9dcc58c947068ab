import VerifyMockHTTP
import VerifyMockJSON

/// What a request wants a list to be filtered by, with the values that it gives.
private enum ListFilter {
  case statuses([VerificationStatus])
  case channel([String])
  case recipient(PhoneNumber?)
  case country([UInt8])
  case kept(Int, [UInt8])
  case created(ProviderOperation.Filter.Relation, PartialTime)
  case updated(ProviderOperation.Filter.Relation, PartialTime)
  /// A value that nothing can have.
  case impossible

  func admits(_ one: Verification, at now: Instant, channels: [Channel]) -> Bool {
    switch self {
    case .statuses(let statuses): statuses.contains(one.status(at: now))
    case .channel(let names): names.contains(channels[one.channel].name.lowercased())
    case .recipient(let phone): phone == one.recipient
    case .country(let country): Self.isCountry(country, of: one.recipient)
    case .kept(let position, let json): one.kept.value(position) == json
    case .created(let relation, let time): time.isMet(by: one.created, relation)
    case .updated(let relation, let time): time.isMet(by: one.updated(at: now), relation)
    case .impossible: false
    }
  }

  func admits(_ one: VerifiedNumber) -> Bool {
    switch self {
    case .recipient(let phone): phone == one.phone
    case .country(let country): Self.isCountry(country, of: one.phone)
    case .kept(let position, let json): one.kept.value(position) == json
    case .created(let relation, let time): time.isMet(by: one.created, relation)
    case .updated(let relation, let time): time.isMet(by: one.modified, relation)
    case .statuses, .channel, .impossible: false
    }
  }

  private static func isCountry(_ wanted: [UInt8], of phone: PhoneNumber) -> Bool {
    Country.code(of: phone).map { $0.utf8.elementsEqual(wanted) } ?? false
  }
}

extension PartialTime {
  fileprivate func isMet(
    by instant: Instant, _ relation: ProviderOperation.Filter.Relation
  ) -> Bool {
    switch relation {
    case .equal: instant >= start && instant < end
    case .gt: instant >= end
    case .gte: instant >= start
    case .lt: instant < start
    case .lte: instant < end
    }
  }
}

extension Engine {
  /// A page of the account's verifications that the request's filters admit.
  func listVerifications(_ request: ReadRequest) -> Decision {
    let operation = request.operation
    let filters = filters(of: request)
    let now = request.now
    let namesTime = filters.contains { if case .created = $0 { true } else { false } }
    let age = namesTime ? operation.oldest : operation.recent ?? operation.oldest
    let channels = request.provider.channels
    var page = page(of: request)
    var items: [Verification] = []
    verifications.forEach(of: request.owner, newestFirst: operation.isNewestFirst) { one in
      if let age, now - one.created > age { return true }
      guard filters.allSatisfy({ $0.admits(one, at: now, channels: channels) }) else {
        return true
      }
      if page.total >= page.offset, items.count < page.limit { items.append(one) }
      page.total += 1
      return true
    }
    page.items = .verifications(items)
    return decision(page, request)
  }

  /// A page of the account's verified numbers that the request's filters admit.
  func listNumbers(_ request: ReadRequest, _ account: Account) -> Decision {
    let filters = filters(of: request)
    var numbers = account.numbers[request.owner.provider]?.all ?? []
    if request.operation.isNewestFirst { numbers.reverse() }
    let matching = numbers.filter { one in filters.allSatisfy { $0.admits(one) } }
    var page = page(of: request)
    page.total = matching.count
    page.items = .numbers(Array(matching.dropFirst(page.offset).prefix(page.limit)))
    return decision(page, request)
  }

  private func filters(of request: ReadRequest) -> [ListFilter] {
    let words = request.rules.words
    return request.operation.filters.compactMap { filter in
      guard let value = request.arguments.bytes(at: filter.location) else { return nil }
      let text = String(decoding: value, as: UTF8.self)
      switch filter.subject {
      case .status:
        let statuses = words.engineWords(for: text, .status).compactMap {
          VerificationStatus(rawValue: $0.lowercased())
        }
        return .statuses(statuses)
      case .channel: return .channel(words.engineWords(for: text, .channel).map { $0.lowercased() })
      case .recipient: return .recipient(PhoneNumber(value))
      case .country: return .country(Array(text.uppercased().utf8))
      case .kept(let position):
        return request.arguments.json(at: filter.location).map { .kept(position, $0) }
      case .created:
        return PartialTime(value).map { .created(filter.relation, $0) } ?? .impossible
      case .updated:
        return PartialTime(value).map { .updated(filter.relation, $0) } ?? .impossible
      }
    }
  }

  private func page(of request: ReadRequest) -> RenderContext.Page {
    let bind = request.operation.bind
    return RenderContext.Page(
      items: .verifications([]), limit: max(0, request.arguments.int(at: bind.limit) ?? 20),
      offset: max(0, request.arguments.int(at: bind.offset) ?? 0), total: 0)
  }

  private func decision(_ page: RenderContext.Page, _ request: ReadRequest) -> Decision {
    var page = page
    if page.limit > 0 {
      let next = page.offset.saturatingAdd(page.limit)
      if next < page.total { page.next = link(request, page, offset: next) }
      if page.offset > 0 {
        page.previous = link(
          request, page, offset: max(0, page.offset.saturatingSubtract(page.limit)))
      }
    }
    let decision = Decision(.listed)
    decision.page = page
    return decision
  }

  /// The request's own path and filters with another offset: a relative reference.
  private func link(_ request: ReadRequest, _ page: RenderContext.Page, offset: Int) -> [UInt8] {
    func name(_ location: Location?) -> String? {
      (location?.spellings.first).flatMap {
        $0.hasPrefix("query/") ? String($0.dropFirst(6)) : nil
      }
    }
    let view = request.authenticated.routed.incoming.view
    let limitName = name(request.operation.bind.limit)
    let offsetName = name(request.operation.bind.offset)
    var pairs: [[UInt8]] = []
    for pair in (view.query.map { Array($0) } ?? []).split(separator: UInt8(ascii: "&")) {
      let key = String(decoding: pair.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      if key != limitName, key != offsetName { pairs.append(Array(pair)) }
    }
    if let limitName { pairs.append(Array("\(limitName)=\(page.limit)".utf8)) }
    if let offsetName { pairs.append(Array("\(offsetName)=\(offset)".utf8)) }
    let query = Array(pairs.joined(separator: [UInt8(ascii: "&")]))
    return Array(view.path) + (query.isEmpty ? [] : [UInt8(ascii: "?")] + query)
  }
}
