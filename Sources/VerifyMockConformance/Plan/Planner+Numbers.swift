import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
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
    if let update = operation(.numberUpdate) {
      var step = step(.updateNumber, update, .numberUpdate, about: .rightCode, recipient: 0)
      if let input = update.reader.inputs.first(where: { input in
        let facts = provider.contract.facts(input.facts)
        return input.section == .body && facts.types.contains(.string) && facts.enumValues == nil
      }) {
        step.values.append((input.location, .literal(.string("judge0"))))
      }
      step.checks = [.sendThenGet, .timestamps]
      add(step)
    }
  }

  /// Deletes the number, and looks for it.
  mutating func addDeletion() {
    guard options.noCodes == nil, let delete = operation(.numberDelete),
      plan.steps.contains(where: { $0.role == .rightCode })
    else { return }
    var step = step(.deleteNumber, delete, .numberDelete, about: .rightCode, recipient: 0)
    step.checks = [.sendThenGet]
    add(step)
    if let get = operation(.numberGet) {
      var gone = self.step(.readDeletedNumber, get, .numberGet, about: .rightCode, recipient: 0)
      gone.needs.append(.deleteNumber)
      gone.expectation = .outcome(.notFoundUnknown)
      gone.outcomeCheck = .unknownID
      gone.checks = [.unknownID]
      add(gone)
    }
  }
}
