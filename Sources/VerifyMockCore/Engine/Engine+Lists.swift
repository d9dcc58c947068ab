import VerifyMockHTTP
import VerifyMockJSON

/// What a request wants a list to be filtered by, with the values that it gives.
private enum ListFilter {
  case statuses([VerificationStatus])
  case channel([String])
  case recipient(PhoneNumber?)
  case country([UInt8])
  case kept(Int, [UInt8])
  case attemptKept(Int, [UInt8])
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
    case .attemptKept(let position, let json):
      one.attempts.contains { $0.kept.value(position) == json }
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
    case .statuses, .channel, .attemptKept, .impossible: false
    }
  }

  private static func isCountry(_ wanted: [UInt8], of phone: PhoneNumber) -> Bool {
    Country.code(of: phone).map { $0.utf8.elementsEqual(wanted) } ?? false
  }
}

extension PartialTime {
  /// Equality covers the whole span that is named; the others compare with its first instant.
  fileprivate func isMet(
    by exact: Instant, _ relation: ProviderOperation.Filter.Relation
  ) -> Bool {
    // Answers show microseconds: what a client read in one and filters by has to be equal to itself.
    let instant = exact - Interval(nanoseconds: exact.nanoseconds % 1_000)
    return switch relation {
    case .equal: instant >= start && instant < end
    case .gt: instant > start
    case .gte: instant >= start
    case .lt: instant < start
    case .lte: instant <= start
    }
  }
}

extension Engine {
  /// A page of the account's items that the request's filters admit; a refusal where a filter's
  /// value can't be read.
  func list(_ request: ReadRequest, _ account: Account) -> Decision {
    do throws(Refusal) {
      let filters = try filters(of: request, account)
      return request.effect == .list
        ? listVerifications(request, filters) : listNumbers(request, account, filters)
    } catch {
      return error.decision
    }
  }

  private func listVerifications(_ request: ReadRequest, _ filters: [ListFilter]) -> Decision {
    let operation = request.operation
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
      if page.total >= page.first, items.count < page.limit { items.append(one) }
      page.total += 1
      return true
    }
    page.items = .verifications(items)
    return decision(page, request)
  }

  private func listNumbers(
    _ request: ReadRequest, _ account: Account, _ filters: [ListFilter]
  ) -> Decision {
    var numbers = account.numbers[request.owner.provider]?.all ?? []
    if request.operation.isNewestFirst { numbers.reverse() }
    let matching = numbers.filter { one in filters.allSatisfy { $0.admits(one) } }
    var page = page(of: request)
    page.total = matching.count
    page.items = .numbers(Array(matching.dropFirst(page.first).prefix(page.limit)))
    return decision(page, request)
  }

  private func filters(
    of request: ReadRequest, _ account: Account
  ) throws(Refusal) -> [ListFilter] {
    var filters: [ListFilter] = []
    for filter in request.operation.filters {
      guard let value = request.arguments.bytes(at: filter.location) else { continue }
      filters += try self.filter(filter, value, request, account)
    }
    return filters
  }

  /// What a filter asks for with a value; nothing where it asks for what everything has.
  private func filter(
    _ filter: ProviderOperation.Filter, _ value: [UInt8], _ request: ReadRequest,
    _ account: Account
  ) throws(Refusal) -> [ListFilter] {
    let words = request.rules.words
    let text = String(decoding: value, as: UTF8.self)
    switch filter.subject {
    case .status:
      let statuses = words.engineWords(for: text, .status).compactMap {
        VerificationStatus(rawValue: $0.lowercased())
      }
      return [.statuses(statuses)]
    case .channel:
      return [.channel(words.engineWords(for: text, .channel).map { $0.lowercased() })]
    case .recipient: return [.recipient(PhoneNumber(value))]
    case .country: return [.country(Array(text.uppercased().utf8))]
    case .account:
      // Everything that the account can see is its own, so another account's name finds nothing.
      let isOwn = account.keys.contains(value) || !value.isEmpty && account.secret == value
      return isOwn ? [] : [.impossible]
    case .kept(let position):
      return request.arguments.json(at: filter.location).map { [.kept(position, $0)] } ?? []
    case .attemptKept(let position):
      return request.arguments.json(at: filter.location).map { [.attemptKept(position, $0)] } ?? []
    case .created: return [.created(filter.relation, try time(value, filter))]
    case .updated: return [.updated(filter.relation, try time(value, filter))]
    }
  }

  private func time(
    _ value: [UInt8], _ filter: ProviderOperation.Filter
  ) throws(Refusal) -> PartialTime {
    if let time = PartialTime(value) { return time }
    var refusal = Refusal(.invalidRequestValue, "a filter's value is no date and time")
    refusal.violations = [
      Self.violation(at: filter.location, "must be a date and a time that exist")
    ]
    throw refusal
  }

  private func page(of request: ReadRequest) -> RenderContext.Page {
    let bind = request.operation.bind
    let limit = max(0, request.arguments.int(at: bind.limit) ?? 20)
    let offset = max(0, request.arguments.int(at: bind.offset) ?? 0)
    return RenderContext.Page(
      items: .verifications([]), limit: limit, offset: offset,
      first: request.operation.countsPages ? offset.saturatingMultiply(limit) : offset,
      total: 0)
  }

  private func decision(_ page: RenderContext.Page, _ request: ReadRequest) -> Decision {
    var page = page
    if page.limit > 0 {
      let step = request.operation.countsPages ? 1 : page.limit
      if page.first.saturatingAdd(page.limit) < page.total {
        page.next = link(request, page, offset: page.offset.saturatingAdd(step))
      }
      if page.offset > 0 {
        page.previous = link(request, page, offset: max(0, page.offset.saturatingSubtract(step)))
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
