import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Checker {
  private func items(_ role: StepRole) -> [TemplateReading]? {
    guard let record = record(role), record.isSuccess,
      let list = record.reading?.lists.first(where: { $0.list == .items })
    else { return nil }
    let path = list.path.joined(separator: "/")
    return unsound[role]?.contains(path) == true ? nil : list.items
  }

  private func id(_ item: TemplateReading) -> String? {
    item.text(.verificationID) ?? item.text(.numberVerification) ?? item.text(.numberPhone)
  }

  private mutating func reportPage(
    _ what: String, _ role: StepRole, _ slot: TemplateReading.Slot? = nil, expected: String? = nil,
    got: String? = nil
  ) {
    var finding = Finding(
      .pagination, what, at: slot.map { location($0) }, expected: expected, got: got)
    finding.key = "page|\(what)"
    report(finding, record(role))
  }

  /// Checks that limit and offset are applied and echoed, and that links lead to the next and previous page.
  mutating func checkPages() {
    guard let all = items(.list), let whole = record(.list), let reading = whole.reading
    else { return }
    let maximum = limitFacts(whole)
    checkEcho(.list, limit: maximum?.defaultLimit, offset: 0)
    checkEcho(.page(.first), limit: 1, offset: 0)
    checkEcho(.page(.second), limit: 1, offset: 1)
    if let slot = reading.slot(.pagePrevious), slot.value.kind != .null {
      reportPage("the first page has a previous one", .list, slot, expected: "null")
    }
    let isComplete = maximum?.defaultLimit.map { all.count < $0 } ?? false
    if isComplete, let slot = reading.slot(.pageNext), slot.value.kind != .null {
      reportPage("the last page has a next one", .list, slot, expected: "null")
    }
    checkOrder(all, whole)
    checkPage(.first, all, from: 0)
    checkPage(.second, all, from: 1)
    checkPage(.next, all, from: 1)
    checkPage(.previous, all, from: 0)
    checkLinks(all)
    checkHosts()
    checkTotals(isComplete ? all.count : nil)
    if let maximum = maximum?.maximum, let record = record(.page(.over)), record.isSuccess,
      let over = record.reading
    {
      let slot = over.slot(.pageLimit)
      let echoed = slot.flatMap { isSound($0, record) ? $0.value.int : nil } ?? 0
      if (over.list(.items)?.count ?? 0) > maximum || echoed > maximum {
        reportPage(
          "a limit above the maximum is applied", .page(.over), over.slot(.pageLimit),
          expected: "at most \(maximum), or a refusal", got: "\(echoed)")
      }
    }
  }

  /// Checks that no link leads to another host, which would get the credentials.
  private mutating func checkHosts() {
    let own = Self.authority(options.url)
    for role in [StepRole.list, .page(.first), .page(.second)] {
      for term in [Term.pageNext, .pagePrevious] {
        guard let slot = record(role)?.reading?.slot(term), let link = slot.value.string,
          link.includes("://"), Self.authority(link) != own
        else { continue }
        reportPage(
          "a link leads to another host", role, slot, expected: own, got: Self.authority(link))
      }
    }
  }

  /// Host and port of an address.
  private static func authority(_ address: String) -> String {
    guard let mark = address.firstOccurrence(of: "://") else { return "" }
    return address[mark.upperBound...].prefix { $0 != "/" && $0 != "?" }.lowercased()
  }

  /// Checks that every page tells the same total.
  private mutating func checkTotals(_ count: Int?) {
    var wanted = count
    for role in [StepRole.list, .page(.first), .page(.second), .page(.over)] {
      guard let record = record(role), record.isSuccess,
        let slot = record.reading?.slot(.pageTotal), let total = slot.value.int
      else { continue }
      if let wanted, total != wanted {
        reportPage(
          "the total is not the number of items", role, slot, expected: "\(wanted)",
          got: "\(total)")
        return
      }
      wanted = total
    }
  }

  /// Checks pages that were asked for with a value that makes none.
  mutating func checkOddPages() {
    for record in records where record.isSuccess {
      guard case .oddPage(let label) = record.step.role, let items = record.reading?.list(.items)
      else { continue }
      if let maximum = limitFacts(record)?.maximum, items.count > maximum {
        reportPage(
          "a page is longer than the maximum", record.step.role, nil,
          expected: "at most \(maximum)", got: "\(items.count)")
      } else if label == Planner.beyondTheEnd, !items.isEmpty {
        reportPage(
          "a page behind the last one has items", record.step.role, nil, expected: "no items",
          got: "\(items.count)")
      }
    }
  }

  private func limitFacts(_ record: StepRecord) -> (defaultLimit: Int?, maximum: Int?)? {
    guard let operation = record.step.operation,
      let spelling = operation.bind.limit?.spellings.first,
      let input = operation.reader.inputs.first(where: { $0.location == spelling })
    else { return nil }
    let facts = contract.facts(input.facts)
    let text = facts.defaultValue.map { String(decoding: $0, as: UTF8.self) }
    return (text.flatMap { Int($0) }, facts.maximum.map { Int(saturating: $0) })
  }

  private mutating func checkEcho(_ role: StepRole, limit: Int?, offset: Int) {
    guard let record = record(role), record.isSuccess, let reading = record.reading else { return }
    if let limit, let slot = reading.slot(.pageLimit), isSound(slot, record),
      slot.value.int != limit
    {
      reportPage(
        "the limit is not echoed", role, slot, expected: "\(limit)", got: slot.value.rawText)
    }
    if let slot = reading.slot(.pageOffset), isSound(slot, record), slot.value.int != offset {
      reportPage(
        "the offset is not echoed", role, slot, expected: "\(offset)", got: slot.value.rawText)
    }
  }

  private mutating func checkPage(_ page: StepRole.Page, _ all: [TemplateReading], from offset: Int)
  {
    guard let items = items(.page(page)) else { return }
    let wanted = all.dropFirst(offset).prefix(1).compactMap { id($0) }
    let found = items.compactMap { id($0) }
    guard wanted != found else { return }
    reportPage(
      items.count > 1 ? "the page is longer than its limit" : "the page has other items",
      .page(page), expected: wanted.joined(separator: ", "),
      got: found.prefix(3).joined(separator: ", "))
  }

  private mutating func checkLinks(_ all: [TemplateReading]) {
    guard all.count > 1 else { return }
    if let slot = record(.page(.first))?.reading?.slot(.pageNext), slot.value.kind == .null {
      reportPage("there is more, but no next page", .page(.first), slot, expected: "a link")
    }
    if let slot = record(.page(.second))?.reading?.slot(.pagePrevious), slot.value.kind == .null {
      reportPage(
        "there is a page before, but no link to it", .page(.second), slot, expected: "a link")
    }
  }

  private mutating func checkOrder(_ all: [TemplateReading], _ record: StepRecord) {
    guard record.step.operation?.isNewestFirst == true else { return }
    let times = all.compactMap { item in
      (item.slot(.verificationCreated) ?? item.slot(.numberCreated)).flatMap {
        instant($0, record)
      }
    }
    if zip(times, times.dropFirst()).contains(where: { $0 < $1 }) {
      reportPage("the newest is not first", .list)
    }
  }

  /// Checks that a filter keeps every item that matches, and no other.
  mutating func checkFilters() {
    guard let all = items(.list), let whole = record(.list),
      let operation = whole.step.operation
    else { return }
    let isComplete = (limitFacts(whole)?.defaultLimit).map { all.count < $0 } ?? true
    for record in records where record.isSuccess {
      guard case .filter(let indices, _) = record.step.role,
        let found = record.reading?.list(.items)
      else { continue }
      let ids = Set(found.compactMap { id($0) })
      // The filters' values stand behind what the case of the operation asks for.
      let places = record.step.values.suffix(indices.count).map(\.location)
      for item in all {
        guard let name = id(item) else { continue }
        let isListed = ids.contains(name)
        var isMatching: Bool? = true
        for (index, place) in zip(indices, places) {
          guard let asked = record.asked[place] else { continue }
          let fits = fits(item, operation.filters[index], asked, whole)
          if fits == false, isListed {
            report(filter: "an item that does not match is listed", name, asked, record, place)
          }
          isMatching = fits.flatMap { fits in isMatching.map { $0 && fits } }
        }
        if isMatching == true, !isListed, isComplete, let place = places.first {
          report(
            filter: "a matching item is missing", name,
            places.compactMap { record.asked[$0] }.joined(separator: " and "), record, place)
        }
      }
    }
  }

  private mutating func report(
    filter what: String, _ id: String, _ asked: String, _ record: StepRecord, _ spelling: String
  ) {
    var finding = Finding(
      .filters, "\(what) by '\(spelling)'", at: "query", expected: "items that match \(asked)",
      got: id)
    finding.key = "filter|\(spelling)"
    if let input = record.step.operation?.reader.inputs.first(where: { $0.location == spelling }) {
      let statement = contract.provenance(at: input.pointer)
      finding.severity = finding.check.severity.capped(by: statement.certainty)
      finding.certainty = statement.certainty
      finding.source = statement.source
      finding.contractPlace = contract.place(at: input.pointer).description
    }
    report(finding, record)
  }

  private func fits(
    _ item: TemplateReading, _ filter: ProviderOperation.Filter, _ asked: String,
    _ record: StepRecord
  ) -> Bool? {
    switch filter.subject {
    case .status:
      guard let words = provider?.verification.words,
        let (text, _) = text(.verificationStatus, item, record)
      else { return nil }
      let wanted = words.engineWords(for: asked, .status)
      return words.engineWords(for: text, .status).contains { wanted.contains($0) }
    case .channel:
      return text(.verificationChannel, item, record).map {
        $0.text.lowercased() == asked.lowercased()
      }
    case .recipient:
      guard
        let (text, _) = text(.verificationRecipient, item, record)
          ?? text(.numberPhone, item, record)
      else { return nil }
      return PhoneNumber(text) == PhoneNumber(asked)
    case .country:
      let slot = item.slots.first { $0.placeholder.view == .country }
      if let text = slot?.value.string, !text.isEmpty { return text == asked }
      // The answer need not name it: the numbers of this run are of one country.
      let recipients = options.recipients.compactMap { PhoneNumber($0) }
      let text = item.text(.verificationRecipient) ?? item.text(.numberPhone) ?? ""
      return PhoneNumber(text).flatMap { recipients.contains($0) ? false : nil }
    case .account: return nil
    case .kept(let kept), .attemptKept(let kept): return keptFits(item, kept, asked, record)
    case .created, .updated:
      let terms: [Term] =
        filter.subject == .created
        ? [.verificationCreated, .numberCreated] : [.verificationUpdated, .numberModified]
      guard let slot = terms.compactMap({ item.slot($0) }).first,
        let time = instant(slot, record), let wanted = PartialTime(Array(asked.utf8))
      else { return nil }
      switch filter.relation {
      case .equal: return time >= wanted.start && time < wanted.end
      case .gt: return time > wanted.start
      case .gte: return time >= wanted.start
      case .lt: return time < wanted.start
      case .lte: return time <= wanted.start
      }
    }
  }

  private func keptFits(
    _ item: TemplateReading, _ kept: Int, _ asked: String, _ record: StepRecord
  ) -> Bool? {
    let slot = item.slots.first {
      ($0.placeholder.term == .verificationKept || $0.placeholder.term == .numberKept)
        && $0.placeholder.kept == kept
    }
    if let slot, isSound(slot, record), let text = slot.value.string { return text == asked }
    guard let id = item.text(.verificationID) else { return nil }
    let send = records.first {
      $0.step.recipient != nil && $0.reading?.text(.verificationID) == id
    }
    return send.flatMap { sentValue(kept, $0) }.map { $0 == asked }
  }
}
