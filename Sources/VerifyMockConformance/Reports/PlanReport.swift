import VerifyMockCore

/// A plan for a person: every request, what it costs, which checks use it.
package enum PlanReport {
  package static func text(_ plan: Plan, options: CheckOptions, subject: String) -> String {
    var lines = ["\(subject) at \(options.url): nothing is sent", ""]
    // On this machine nothing is paid for.
    func cost(_ step: PlanStep) -> PlanStep.Cost { options.maxPaid == nil ? .free : step.cost }
    let width = plan.steps.map(\.name.count).max() ?? 0
    let routes = plan.steps.map { step in
      step.changes.reduce(step.route) { route, change in
        guard case .method(let method) = change else { return route }
        return method + route.drop { $0 != " " }
      }
    }
    let routeWidth = routes.map(\.count).max() ?? 0
    for (step, route) in zip(plan.steps, routes) {
      let special = step.checks.filter { !Planner.general.contains($0) }.map(\.id)
      let name = step.name + String(repeating: " ", count: width - step.name.count)
      let place = route + String(repeating: " ", count: routeWidth - route.count)
      let wait = step.after.map { "  after \($0.text)" } ?? ""
      lines.append(
        "\(name)  \(place)  \(cost(step).rawValue)  " + special.joined(separator: " ") + wait)
    }
    lines += [
      "", "every answer: " + Planner.general.map(\.id).joined(separator: " "),
      "\(plan.steps.count) requests (\(plan.countedApart) of them provoke limits): "
        + PlanStep.Cost.allCases.map { kind in
          "\(plan.steps.count { cost($0) == kind }) \(kind.rawValue)"
        }
        .joined(separator: ", "),
    ]
    for check in Check.allCases {
      if let reason = plan.skipped[check] {
        lines.append("skipped \(check.id)  \(check.title): \(reason)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
