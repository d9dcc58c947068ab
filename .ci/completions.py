"""The completion scripts in the shells themselves: completions.py PROGRAM.

Each line is completed by every shell that this machine has; the others are named.
"""

import os
import pathlib
import pty
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = pathlib.Path(sys.argv[1]).resolve()

# A line, and what a shell must offer at its end; with `only` it offers nothing else.
CASES = [
    ("verify-mock ", {"serve", "run", "check", "completions", "version"}, False),
    ("verify-mock sc", {"scenarios", "schema"}, True),
    ("verify-mock --po", {"--port", "--port-file"}, True),
    ("verify-mock serve --max-", {"--max-connections", "--max-buffered"}, True),
    ("verify-mock serve --limits ", {"documented", "all", "none"}, True),
    ("verify-mock serve --limits=a", {"all"}, True),
    ("verify-mock --scenario plivo-verify/wr", {"plivo-verify/wrong-code"}, True),
    ("verify-mock run --len", {"--lenient"}, True),
    ("verify-mock run --see", {"--seed"}, True),
    ("verify-mock run --report j", {"junit=", "json="}, True),
    ("verify-mock run --report junit=fol", {"folder"}, True),
    ("verify-mock run --quiet -- ls fol", {"folder"}, True),
    ("verify-mock scenarios ", {"list", "show", "validate", "test", "from-journal"}, True),
    ("verify-mock scenarios show d7-verify/wr", {"d7-verify/wrong-code"}, True),
    ("verify-mock scenarios validate fi", {"file"}, True),
    ("verify-mock contracts show ", {"d7-verify", "plivo-caller-id", "plivo-verify",
                                          "twilio-verify", "vonage-verify"}, True),
    ("verify-mock check pl", {"plivo-caller-id", "plivo-verify"}, True),
    ("verify-mock check plivo-verify --strictness ", {"samples", "strict", "lenient"}, True),
    ("verify-mock completions ", {"bash", "zsh", "fish"}, True),
    ("verify-mock help comp", {"completions"}, True),
    ("verify-mock serve --scenarios f", {"folder"}, True),
]

BASH = r"""
. "$SCRIPT"
words=("$@")
COMP_WORDS=("${words[@]}") COMP_CWORD=$((${#words[@]} - 1))
_verify_mock
printf '%s\n' "${COMPREPLY[@]}"
"""

# The widget writes down what is offered, then the word END.
ZSH = r"""
PS1= PROMPT_EOL_MARK=
fpath=("$FOLDER" $fpath)
autoload -U compinit && compinit -u -D
record() {
  compadd() {
    local -a offered
    builtin compadd -A offered "$@"
    (($#offered)) && print -rl -- $offered >> "$OFFERED"
    builtin compadd "$@"
  }
  _main_complete
  unfunction compadd
  print END >> "$OFFERED"
}
zle -C record list-choices record
bindkey '^X' record
print READY >> "$OFFERED"
"""


def split_as_bash(line):
    """Like COMP_WORDS: the sign of equality is a word, the word at the cursor may be empty."""
    words = shlex.split(line.replace("=", " = "))
    return words + [""] if line.endswith(" ") else words


def bash(folder, line):
    result = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", *split_as_bash(line)], cwd=folder,
        env={**os.environ, "SCRIPT": str(folder / "script.bash")}, capture_output=True, text=True)
    return result.stdout.split("\n"), result.stderr


def fish(folder, line):
    result = subprocess.run(
        ["fish", "--no-config", "-c", "source script.fish; complete -C $argv[1]", line],
        cwd=folder, env={**os.environ, "HOME": str(folder)}, capture_output=True, text=True)
    # The text of --flag=value is the whole word.
    offered = [text.split("\t")[0] for text in result.stdout.splitlines()]
    return [text.partition("=")[2] or text if text.startswith(("--", "junit=")) else text
            for text in offered], result.stderr


class Zsh:
    """One interactive shell; its completion widget writes down what it offers."""

    def __init__(self, folder):
        self.offered = folder / "offered"
        self.offered.write_text("")
        environment = {**os.environ, "FOLDER": str(folder / "zsh"), "OFFERED": str(self.offered),
                       "TERM": "dumb", "ZDOTDIR": str(folder / "zsh"), "HOME": str(folder)}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-i"], environment)
        self.wait("READY")

    def wait(self, word):
        deadline = time.monotonic() + 20
        while word not in self.offered.read_text().split():
            if time.monotonic() > deadline:
                raise SystemExit(f"zsh wrote no {word}")
            time.sleep(0.01)

    def __call__(self, folder, line):
        self.offered.write_text("")
        # Kill the line, type the next one, complete.
        os.write(self.terminal, b"\x15" + line.encode() + b"\x18")
        self.wait("END")
        return [text for text in self.offered.read_text().splitlines() if text != "END"], ""

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


failed = passed = 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "folder").mkdir()
    (folder / "file").write_text("")
    (folder / "zsh").mkdir()
    for shell, path in (("bash", "script.bash"), ("fish", "script.fish"),
                        ("zsh", "zsh/_verify-mock")):
        script = subprocess.run([PROGRAM, "completions", shell], capture_output=True, check=True)
        (folder / path).write_bytes(script.stdout)
    (folder / "zsh" / ".zshrc").write_text(ZSH)
    for shell, start in (("bash", lambda _: bash), ("fish", lambda _: fish), ("zsh", Zsh)):
        if not shutil.which(shell):
            print(f"skip  this machine has no {shell}")
            continue
        complete = start(folder)
        for line, wanted, only in CASES:
            found, errors = complete(folder, line)
            offered = {text.rstrip(" /") for text in found} - {""}
            if errors or not (offered == wanted if only else offered >= wanted):
                failed += 1
                print(f"FAIL  {shell}: {line!r}: expected {sorted(wanted)}, "
                      f"got {sorted(offered)}\n{errors}")
            else:
                passed += 1
        if shell == "zsh":
            complete.close()

print(f"completions: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
