import VerifyMockHTTP

extension Template {
  /// Appends the template with its placeholders filled in.
  func render(_ context: inout RenderContext, to out: inout ScratchBuffer<UInt8>) {
    render(0..<steps.count, &context, to: &out)
  }

  /// The template as text of its own.
  func rendered(_ context: inout RenderContext) -> [UInt8] {
    var out = ScratchBuffer<UInt8>(capacity: 128)
    render(&context, to: &out)
    return Array(out.elements)
  }

  private func render(
    _ range: Range<Int>, _ context: inout RenderContext, to out: inout ScratchBuffer<UInt8>
  ) {
    var at = range.lowerBound
    while at < range.upperBound {
      let step = steps[at]
      at += 1
      switch step {
      case .bytes(let start, let count):
        pool.withUnsafeBufferPointer {
          out.append(contentsOf: Bytes(rebasing: $0[Int(start)..<Int(start &+ count)]))
        }
      case .value(let placeholder):
        context.appendValue(placeholder, to: &out)
      case .text(let placeholder):
        context.appendText(placeholder, isEscaped: isJSON, to: &out)
      case .comma:
        if let last = out.last, last != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
      case .unlessAbsent(let placeholder, let skip):
        if context.isAbsent(placeholder) { at += Int(skip) }
      case .unlessEmpty(let list, let skip):
        if context.count(of: list) == 0 { at += Int(skip) }
      case .each(let list, let itemCount, let emptyCount):
        let items = at..<at + Int(itemCount)
        let count = context.count(of: list)
        if count == 0 {
          render(items.upperBound..<items.upperBound + Int(emptyCount), &context, to: &out)
        } else {
          renderItems(items, of: list, count, &context, to: &out)
        }
        at += Int(itemCount + emptyCount)
      }
    }
  }

  private func renderItems(
    _ range: Range<Int>, of list: TemplateList, _ count: Int, _ context: inout RenderContext,
    to out: inout ScratchBuffer<UInt8>
  ) {
    let saved = (context.verification, context.attempt, context.check, context.number)
    out.append(UInt8(ascii: "["))
    for i in 0..<count {
      if i > 0 { out.append(UInt8(ascii: ",")) }
      context.select(i, of: list)
      render(range, &context, to: &out)
    }
    out.append(UInt8(ascii: "]"))
    (context.verification, context.attempt, context.check, context.number) = saved
    context.violation = nil
  }
}

extension RenderContext {
  func count(of list: TemplateList) -> Int {
    switch list {
    case .attempts: verification?.attemptCount ?? 0
    case .checks: verification?.keptCheckCount ?? 0
    case .violations: violations.count
    case .items:
      switch page?.items {
      case .verifications(let items)?: items.count
      case .numbers(let items)?: items.count
      case nil: 0
      }
    }
  }

  mutating func select(_ index: Int, of list: TemplateList) {
    switch list {
    case .attempts: attempt = verification?.attempt(index).map { HeldAttempt($0) }
    case .checks: check = index
    case .violations: violation = index
    case .items:
      switch page?.items {
      case .verifications(let items)?:
        let one = items[index]
        verification = one
        attempt = one.lastAttempt.map { HeldAttempt($0) }
        check = one.keptCheckCount > 0 ? one.keptCheckCount - 1 : nil
      case .numbers(let items)?: number = items[index]
      case nil: break
      }
    }
  }
}
