import VerifyMockJSON

/// The completion script for zsh: `_verify-mock` in a folder of `$fpath`, or sourced.
struct ZshCompletion {
  let names: OfferedNames

  var script: String {
    """
    #compdef verify-mock
    # Completes verify-mock in zsh; written by 'verify-mock completions zsh'.
    _verify_mock_scenarios() { compadd -- \(names.scenarios.joined(separator: " ")) }
    _verify_mock_contract() {
      compadd -- \(names.providers.joined(separator: " "))
      _files
    }
    # KIND=FILE
    _verify_mock_report() {
      if compset -P '*='; then _files; else compadd -S '' -- "$@"; fi
    }

    _verify-mock() {
      local -a offered
      if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
        offered=(
    \(described(Command.all.map { ($0.name, $0.summary) }))
        )
        _describe -t commands command offered
        return
      fi
      # Without a word in the first place, or with a flag there, the command is serve.
      local command=serve
      if [[ $words[2] != -* ]]; then
        command=$words[2]
        shift words
        ((CURRENT--))
      fi
      local -a behind
      behind=(${words[2,CURRENT-1]:#-*})
      case "$command $behind[1]" in
    \(Command.all.map(branches).joined(separator: "\n"))
      esac
    }
    if [[ $funcstack[1] == _verify-mock ]]; then
      _verify-mock "$@"
    else
      compdef _verify-mock verify-mock
    fi
    """
  }

  private func branches(_ command: Command) -> String {
    let flags = command.allFlags.map(specification)
    if command.subcommands.isEmpty {
      var words = command.operand.map { ["'*:\(escaped($0.placeholder)):\(action($0))'"] } ?? []
      if command.name == RunCommand.declaration.name { words = ["'*:: :_normal'"] }
      return branch("\(command.name) *", flags + words)
    }
    let behind = command.subcommands.map { sub in
      let words = sub.operand.map { ["'*:\(escaped($0.placeholder)):\(action($0))'"] } ?? []
      return branch("\(command.name) \(sub.name)", flags + ["'1: : '"] + words)
    }
    let first = """
          '\(command.name) ')
            if [[ $words[CURRENT] != -* ]]; then
              offered=(
      \(described(command.subcommands.map { ($0.name, $0.text) }))
              )
              _describe -t commands command offered
            else
              _arguments \(flags.joined(separator: " "))
            fi
            ;;
      """
    return (behind + [first]).joined(separator: "\n")
  }

  private func branch(_ pattern: String, _ specifications: [String]) -> String {
    let label = pattern.hasSuffix("*") ? "'\(pattern.dropLast())'*" : "'\(pattern)'"
    let lines = specifications.map { " \\\n        " + $0 }.joined()
    return "    \(label))\n      _arguments -S\(lines)\n      ;;"
  }

  /// What `_arguments` takes for one flag.
  private func specification(of flag: Flag) -> String {
    guard let operand = flag.operand else { return "'\(flag.name)[\(escaped(flag.text))]'" }
    return "'\(flag.repeats ? "*" : "")\(flag.name)=[\(escaped(flag.text))]"
      + ":\(escaped(operand.placeholder)):\(action(operand))'"
  }

  private func action(_ operand: Operand) -> String {
    switch operand.choices {
    case .scenarios: "_verify_mock_scenarios"
    case .contract: "_verify_mock_contract"
    case .report(let kinds):
      "_verify_mock_report " + kinds.map { $0 + "=" }.joined(separator: " ")
    case .files: "_files"
    case .folders: "_files -/"
    case .any: " "
    case .providers, .quirks, .commands, .words:
      "(\((names.words(operand.choices) ?? []).map(escaped).joined(separator: " ")))"
    }
  }

  private func described(_ rows: [(String, String)]) -> String {
    rows.map { "      '\($0):\(escaped($1))'" }.joined(separator: "\n")
  }

  /// As it stands in a specification between single quotes.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "'": result += "'\\''"
      case ":", "[", "]", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
