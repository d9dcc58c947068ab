/// The completion script for bash, from 3.2 on, with or without the package `bash-completion`.
struct BashCompletion {
  let names: OfferedNames

  var script: String {
    """
    # Completes verify-mock in bash; written by 'verify-mock completions bash'.
    _verify_mock_offer() {
      local IFS=$'\\n'
      COMPREPLY=($(compgen "$@" -- "$current"))
    }

    _verify_mock() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
      local command=serve word position=0 index flag flags
      COMPREPLY=()
      # Without a word in the first place, or with a flag there, the command is serve.
      if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} != -* ]]; then
        command=${COMP_WORDS[1]}
      elif ((COMP_CWORD == 1)) && [[ $current != -* ]]; then
        _verify_mock_offer -W $'\(Command.all.map(\.name).joined(separator: "\\n"))'
        return
      fi
      for ((index = 2; index < COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if [[ $command == run && $word == -- ]]; then
          if declare -F _command_offset > /dev/null; then
            _command_offset $((index + 1))
          elif ((index + 1 == COMP_CWORD)); then
            _verify_mock_offer -c
          else
            _verify_mock_offer -f
          fi
          return
        fi
      done
      # bash makes a word of the sign in --flag=value.
      flag=$previous
      if [[ $current == = ]]; then
        current=
      elif [[ $previous == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]}
        if [[ $flag != -* ]]; then
          # KIND=FILE
          compopt -o filenames 2> /dev/null
          _verify_mock_offer -f
          return
        fi
      fi
      case "$command $flag" in
    \(values)
      esac
      if [[ $current == -* ]]; then
        case $command in
    \(flags)
          *) return ;;
        esac
        _verify_mock_offer -W "$flags"
        return
      fi
      # How many words stand before this one, without flags and their values.
      word=
      for ((index = 2; index < COMP_CWORD; index++)); do
        case "$command ${COMP_WORDS[index]}" in
          \(valued)) ((index++)) ;;
          *' '-*) ;;
          *)
            [[ $word ]] || word=${COMP_WORDS[index]}
            ((position++))
            ;;
        esac
      done
      ((position == 0)) && word=
      case "$command $word" in
    \(words)
      esac
    }
    complete -F _verify_mock verify-mock
    """
  }

  /// One branch for each flag with a value.
  private var values: String {
    Command.all.flatMap { command in
      command.allFlags.compactMap { flag in
        flag.operand.map { "    '\(command.name) \(flag.name)') \(offer($0)); return ;;" }
      }
    }.joined(separator: "\n")
  }

  private var flags: String {
    Command.all.filter { !$0.allFlags.isEmpty }.map { command in
      let words = command.allFlags.map(\.name).joined(separator: "'$'\\n''")
      return "      \(command.name)) flags='\(words)' ;;"
    }.joined(separator: "\n")
  }

  private var valued: String {
    Command.all.flatMap { command in
      command.allFlags.filter(\.takesValue).map { "'\(command.name) \($0.name)'" }
    }.joined(separator: " | ")
  }

  private var words: String {
    Command.all.flatMap { command -> [String] in
      if command.subcommands.isEmpty {
        return command.operand.map { ["    '\(command.name) '*) \(offer($0)) ;;"] } ?? []
      }
      let first = "    '\(command.name) ') \(offer(command.subcommands.map(\.name))) ;;"
      return [first]
        + command.subcommands.compactMap { sub in
          sub.operand.map { "    '\(command.name) \(sub.name)') \(offer($0)) ;;" }
        }
    }.joined(separator: "\n")
  }

  private func offer(_ words: [String]) -> String {
    words.isEmpty ? ":" : "_verify_mock_offer -W '\(words.joined(separator: "'$'\\n''"))'"
  }

  private func offer(_ operand: Operand) -> String {
    if let words = names.words(operand.choices) { return offer(words) }
    switch operand.choices {
    case .folders: return "compopt -o filenames 2> /dev/null; _verify_mock_offer -d"
    case .contract:
      return "compopt -o filenames 2> /dev/null; _verify_mock_offer -f -W "
        + "'\(names.providers.joined(separator: "'$'\\n''"))'"
    case .report(let kinds):
      return "compopt -o nospace 2> /dev/null; " + offer(kinds.map { $0 + "=" })
    default: return "compopt -o filenames 2> /dev/null; _verify_mock_offer -f"
    }
  }
}
