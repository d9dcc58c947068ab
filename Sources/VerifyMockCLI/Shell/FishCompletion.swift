/// The completion script for fish, from 3.0 on.
struct FishCompletion {
  let names: OfferedNames

  var script: String {
    """
    # Completes verify-mock in fish; written by 'verify-mock completions fish'.
    # Without a word in the first place the command is serve; nothing while it is being typed.
    function __verify_mock_command
      set -l words (commandline -opc)
      if set -q words[2]; and not string match -q -- '-*' $words[2]
        echo $words[2]
      else if set -q words[2]; or string match -q -- '-*' (commandline -ct)
        echo serve
      end
    end

    function __verify_mock_is
      set -l command (__verify_mock_command)
      test "$command" = $argv[1]
    end

    # The word behind the command, without flags.
    function __verify_mock_does
      __verify_mock_is $argv[1]; or return
      set -l words (string match -v -- '-*' (commandline -opc)[3..-1])
      test "$words[1]" = $argv[2]
    end

    function __verify_mock_runs
      __verify_mock_is run; and contains -- -- (commandline -opc)
    end

    function __verify_mock_run_command
      set -l words (commandline -opc)
      set -l dashes (contains -i -- -- $words)
      if test $dashes -eq (count $words)
        __fish_complete_command
      else
        __fish_complete_path (commandline -ct)
      end
    end

    # KIND=FILE
    function __verify_mock_report
      set -l token (string replace -r -- '^--report=' '' (commandline -ct))
      set -l parts (string split -m 1 -- = $token)
      if set -q parts[2]
        for path in (__fish_complete_path $parts[2])
          echo $parts[1]=$path
        end
      else
        printf '%s=\\n' $argv
      end
    end

    complete -c verify-mock -f
    \(lines.joined(separator: "\n"))
    complete -c verify-mock -n __verify_mock_runs -a '(__verify_mock_run_command)'
    """
  }

  private var lines: [String] {
    Command.all.map { command in
      "complete -c verify-mock -n '__verify_mock_is \"\"' -a \(command.name)"
        + " -d \(quoted(command.summary))"
    }
      + Command.all.flatMap(lines)
  }

  private func lines(for command: Command) -> [String] {
    let isCommand = quoted("__verify_mock_is \(command.name)")
    let isAlone = quoted("__verify_mock_does \(command.name) ''")
    let flags = command.allFlags.map { flag in
      "complete -c verify-mock -n \(isCommand) -l \(flag.name.dropFirst(2))"
        + (flag.operand.map { " -r" + offer($0) } ?? "") + " -d \(quoted(flag.text))"
    }
    let words =
      command.operand.map { ["complete -c verify-mock -n \(isCommand)" + offer($0)] } ?? []
    let subcommands = command.subcommands.flatMap { sub in
      let isThis = quoted("__verify_mock_does \(command.name) \(sub.name)")
      let first =
        "complete -c verify-mock -n \(isAlone) -a \(sub.name) -d \(quoted(sub.text))"
      return [first]
        + (sub.operand.map { ["complete -c verify-mock -n \(isThis)" + offer($0)] } ?? [])
    }
    return flags + words + subcommands
  }

  private func offer(_ operand: Operand) -> String {
    if let words = names.words(operand.choices) {
      return words.isEmpty ? " -f" : " -f -a \(quoted(words.joined(separator: " ")))"
    }
    switch operand.choices {
    case .folders: return " -f -a '(__fish_complete_directories (commandline -ct))'"
    case .contract: return " -F -a \(quoted(names.providers.joined(separator: " ")))"
    case .report(let kinds):
      return " -f -a '(__verify_mock_report \(kinds.joined(separator: " ")))'"
    default: return " -F"
    }
  }

  private func quoted(_ text: String) -> String {
    var result = "'"
    for character in text {
      if character == "'" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result + "'"
  }
}
