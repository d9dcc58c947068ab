import VerifyMockCore
import VerifyMockJSON
import VerifyMockContract

extension Planner {
  /// Reads and changes the number that an approval has left behind.
  mutating func addNumbers() {
    guard options.noCodes == nil, plan.steps.contains(where: { $0.name == "right-1" }) else {
      return
    }
    if let get = operation(.numberGet) {
      for name in ["number-get", "number-again"] {
        var step = step(name, get, .numberGet, about: "right-1", recipient: 0)
        step.checks = name == "number-get" ? [.sendThenGet, .timestamps] : [.repeatedGet]
        add(step)
      }
    }
    if let update = operation(.numberUpdate) {
      var step = step("number-update", update, .numberUpdate, about: "right-1", recipient: 0)
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
      plan.steps.contains(where: { $0.name == "right-1" })
    else { return }
    var step = step("number-delete", delete, .numberDelete, about: "right-1", recipient: 0)
    step.checks = [.sendThenGet]
    add(step)
    if let get = operation(.numberGet) {
      var gone = self.step("number-gone", get, .numberGet, about: "right-1", recipient: 0)
      gone.needs.append("number-delete")
      gone.expectation = .outcome(.notFoundUnknown)
      gone.outcomeCheck = .unknownID
      gone.checks = [.unknownID]
      add(gone)
    }
  }
}
