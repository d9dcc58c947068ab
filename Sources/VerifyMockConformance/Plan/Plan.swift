/// The requests of a run in their order, and why some checks have none.
package struct Plan: Sendable {
  package internal(set) var steps: [PlanStep] = []
  /// Why a check has no request.
  package internal(set) var skipped: [Check: String] = [:]

  /// Checks of verifications, where nothing is known of any.
  package internal(set) var inapplicable: [Check] = []

  package init() {}

  /// How many requests have a cost.
  package func count(_ cost: PlanStep.Cost) -> Int { steps.count { $0.cost == cost } }

  /// The requests that belong to groups of their own: provoking limits takes many.
  package var countedApart: Int {
    steps.count { $0.role.provokesLimit }
  }
}
