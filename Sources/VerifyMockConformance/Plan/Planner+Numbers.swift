import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Looks for a recipient's number before this run makes one: what is there is not touched.
  mutating func addNumberBefore(_ recipient: Int) {
    let role = StepRole.numberBefore(recipient)
    guard let get = operation(.numberGet), !plan.steps.contains(where: { $0.role == role }) else {
      return
    }
    var step = number(role, get, .numberGet, recipient: recipient)
    step.expectation = .noServerError
    step.checks = [.rightCode]
    add(step)
  }

  /// A step about a recipient's number.
  private func number(
    _ role: StepRole, _ operation: ProviderOperation, _ effect: Effect, recipient: Int
  ) -> PlanStep {
    var step = step(role, operation, effect)
    if let finder = operation.find.first, let spelling = finder.location.spellings.first {
      step.values.append((builder(operation).canonical(spelling), .recipient(recipient)))
    }
    return step
  }

  /// A number that is not verified yet is no number.
  mutating func addPendingNumber(_ moment: StepRole.Moment) {
    guard let get = operation(.numberGet), options.isThorough else { return }
    var step = number(.pendingNumber(moment), get, .numberGet, recipient: 0)
    step.needs = [.send(.main)]
    step.unless = [.numberBefore(0)]
    step.expectation = .notAccepted
    step.outcomeCheck = .rightCode
    step.checks = [.rightCode]
    add(step)
  }

  mutating func addPendingList() {
    guard let list = operation(.numberList), options.isThorough else { return }
    var step = step(.pendingList, list, .numberList)
    step.needs = [.send(.main)]
    step.unless = [.numberBefore(0)]
    step.checks = [.rightCode]
    add(step)
  }

  /// Reads and changes the number that an approval has left behind.
  mutating func addNumbers() {
    guard options.noCodes == nil, plan.steps.contains(where: { $0.role == .rightCode }) else {
      return
    }
    if let get = operation(.numberGet) {
      var read = step(.readNumber, get, .numberGet, about: .rightCode, recipient: 0)
      read.checks = [.sendThenGet, .timestamps]
      add(read)
      var again = step(.readNumberAgain, get, .numberGet, about: .rightCode, recipient: 0)
      again.checks = [.repeatedGet]
      add(again)
    }
    guard let update = operation(.numberUpdate) else { return }
    var step = step(.updateNumber, update, .numberUpdate, about: .rightCode, recipient: 0)
    step.unless = [.numberBefore(0)]
    fillBody(of: &step, update)
    step.checks = [.sendThenGet, .timestamps]
    add(step)
    guard let get = operation(.numberGet) else { return }
    var read = self.step(.readUpdatedNumber, get, .numberGet, about: .rightCode, recipient: 0)
    read.needs.append(.updateNumber)
    read.checks = [.sendThenGet, .timestamps]
    add(read)
  }

  /// Deletes the numbers that the run has made, and looks for one of them.
  mutating func addDeletion() {
    guard options.noCodes == nil, let delete = operation(.numberDelete),
      plan.steps.contains(where: { $0.role == .rightCode })
    else { return }
    var first = step(.deleteNumber(0), delete, .numberDelete, about: .rightCode, recipient: 0)
    first.unless = [.numberBefore(0)]
    first.checks = [.sendThenGet]
    add(first)
    if let get = operation(.numberGet) {
      var gone = step(.readDeletedNumber, get, .numberGet, about: .rightCode, recipient: 0)
      gone.needs.append(.deleteNumber(0))
      gone.expectation = .outcome(.notFoundUnknown)
      gone.outcomeCheck = .unknownID
      gone.checks = [.unknownID]
      add(gone)
    }
    if options.isThorough {
      var again = step(
        .deleteNumberAgain, delete, .numberDelete, about: .rightCode, recipient: 0)
      again.needs.append(.deleteNumber(0))
      again.expectation = .outcome(.notFoundUnknown)
      again.outcomeCheck = .unknownID
      again.checks = [.unknownID]
      add(again)
      if let list = operation(.numberList) {
        var step = step(.listAfterDeletion, list, .numberList)
        step.needs = [.deleteNumber(0)]
        step.checks = [.unknownID]
        add(step)
      }
    }
    let others = Set(plan.steps.compactMap(\.recipient)).subtracting([0])
    for recipient in others.sorted() {
      var step = number(.deleteNumber(recipient), delete, .numberDelete, recipient: recipient)
      // Not every verification that was begun has left a number.
      step.expectation = .noServerError
      step.unless = [.numberBefore(recipient)]
      add(step)
    }
  }
}
