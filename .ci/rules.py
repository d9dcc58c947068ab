"""The rules of the tree: dependencies, top level, layers, words. Prints each breach, exits 1 on any."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
breaches = []


def breach(path, line, what):
    place = f"{path.relative_to(ROOT)}:{line}" if line else str(path)
    breaches.append(f"{place}: {what}")


def lines(pattern, files, what, keep=lambda path, text: True):
    wanted = re.compile(pattern, re.IGNORECASE if what.startswith("provider") else 0)
    for path in files:
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if wanted.search(text) and keep(path, text):
                breach(path, number, f"{what}: {text.strip()[:80]}")


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in out.stdout.decode().split("\0") if name]


names = tracked()
swift = [ROOT / name for name in names if name.startswith("Sources/") and name.endswith(".swift")
         and (ROOT / name).exists()]
written = [path for path in swift if not path.name.endswith(".generated.swift")]

# The package has no dependencies.
lines(r"\.package\(", [ROOT / "Package.swift"], "a package dependency")

# The top level holds what it should and nothing else.
allowed = {"Package.swift", "Sources", "Tests", "Fixtures", "Scenarios", "README.md", "LICENSE"}
for top in sorted({name.split("/")[0] for name in names}):
    if top not in allowed and not top.startswith("."):
        breach(ROOT / top, 0, "does not belong on the top level")
for needed in sorted(allowed):
    if not (ROOT / needed).exists():
        breach(ROOT / needed, 0, "is missing on the top level")

# A provider is data: Swift knows none by name.
lines(r"plivo|direct7|\bd7\b|twilio|vonage|nexmo", written, "provider's name in Sources")

# Each target names the modules that it imports: what is only there by chance a user's build lacks.
package = (ROOT / "Package.swift").read_text(encoding="utf-8")
needs = {name: set(re.findall(r'"(\w+)"', rest)) for name, rest in re.findall(
    r'arget\(\s*name: "(\w+)"(?:,\s*dependencies: \[(.*?)\](?=,|\)))?', package, re.DOTALL)}


def reached(name):
    found, left = set(), [name]
    while left:
        for other in needs.get(left.pop(), ()):
            if other not in found:
                found.add(other)
                left.append(other)
    return found


for target in needs:
    for path in [ROOT / name for name in names if name.endswith(".swift")]:
        if path.relative_to(ROOT).parts[:2] not in (("Sources", target), ("Tests", target)):
            continue
        for module in re.findall(r"^[\w@ ]*\bimport (\w+)", path.read_text(encoding="utf-8"), re.M):
            if module in needs and module != target and module not in reached(target):
                breach(path, 0, f"'{target}' does not depend on '{module}' in Package.swift")

# Pure modules do no I/O; nothing that the program links knows Foundation.
PURE = ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockHTTP",
        "VerifyMockCore", "VerifyMockConformance"]
LINKED = PURE + ["VerifyMockTLS", "VerifyMockNetwork", "VerifyMock", "VerifyMockCLI"]


def of(modules):
    return [path for path in swift if path.relative_to(ROOT).parts[1] in modules]


imports = r"^\s*(@\S+\s+)?((public|package|internal|private|fileprivate)\s+)?import\s+"
lines(imports + r"(Foundation\w*|Glibc|Musl|Darwin|Dispatch|os)\b", of(PURE), "import in a pure module")
lines(imports + r"Foundation\w*", of(LINKED), "Foundation in what the program links")

# Arrows between modules, from the bottom to the top: what each may import of the others.
LAYERS = {
    "VerifyMockJSON": [],
    "VerifyMockSchema": ["VerifyMockJSON"],
    "VerifyMockContract": ["VerifyMockJSON", "VerifyMockSchema"],
    "VerifyMockHTTP": ["VerifyMockJSON"],
    "VerifyMockCore": ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract",
                       "VerifyMockHTTP"],
    "VerifyMockConformance": ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract",
                              "VerifyMockHTTP", "VerifyMockCore"],
    "CVerifyMockEvents": [],
    "CVerifyMockBuild": [],
    "VerifyMockTLS": [],
    # Sockets carry HTTP and TLS; they know nothing of providers, scenarios or bodies.
    "VerifyMockNetwork": ["VerifyMockJSON", "VerifyMockHTTP", "VerifyMockTLS"],
    "VerifyMock": ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract", "VerifyMockHTTP",
                   "VerifyMockCore", "VerifyMockConformance", "VerifyMockTLS",
                   "VerifyMockNetwork"],
    "VerifyMockTesting": ["VerifyMock"],
    "VerifyMockXCTest": ["VerifyMock"],
    "VerifyMockCLI": ["VerifyMockJSON", "VerifyMockSchema", "VerifyMockContract",
                      "VerifyMockHTTP", "VerifyMockCore", "VerifyMockConformance",
                      "VerifyMockTLS", "VerifyMockNetwork", "VerifyMock"],
    # It runs in SwiftPM, beside the program and not in it.
    "VerifyMockPlugin": [],
}
for folder in sorted({path.relative_to(ROOT).parts[1] for path in swift} - set(LAYERS)):
    breach(ROOT / "Sources" / folder, 0, "has no layer: name it in LAYERS")
for module, may in LAYERS.items():
    for path in of([module]):
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.match(imports + r"(VerifyMock\w*)", text)
            if found and found.group(4) not in may:
                breach(path, number, f"{module} may not import {found.group(4)}")

# Nothing newer than macOS 13, nothing that ends the process.
lines(imports + r"Synchronization\b", swift, "newer than the deployment floor")
lines(r"\bInlineArray\b|\bSpan<", written, "newer than the deployment floor",
      lambda path, text: not text.strip().startswith("//"))
lines(r"\bfatalError\(|\bpreconditionFailure\(|\btry!|\bTODO\b|\bFIXME\b", written, "not allowed")

# Numbers from outside are added, multiplied and narrowed by what stops at the ends of the range
# (VerifyMockJSON, Saturating.swift): operators that trap end the process. This knows the names that
# such numbers go by, and no types: arithmetic on a copy by another name escapes it, and what is
# wrong with a subscript or a range does too. Those are found by the trials with edge numbers.
outside = (r"(?:page\.(?:limit|offset)|(?:limit|rate|step)\.(?:value|count|times)"
           r"|\w+\.(?:maximum|minimum|exclusiveMaximum|exclusiveMinimum|minLength|maxLength|minItems)"
           r"|maximum|minimum|(?:\w+\.)?nanoseconds)\b(?!\.)")
lines(rf"(?<![.\w]){outside} (?:[-+*]|<<)=? (?!\")|(?: [-+*]|<<)=? {outside}(?!\()"
      rf"|(?<![.\w])U?Int\d*\((?:\w+\.)?(?:maximum|minimum)\b|\(nanoseconds: -", written,
      "arithmetic that can trap",
      lambda path, text: not text.strip().startswith("//"))

# The README's sample is code that the downstream package compiles and runs.
readme = (ROOT / "README.md").read_text(encoding="utf-8")
if len(readme.splitlines()) > 150:
    breach(ROOT / "README.md", 0, "is longer than 150 lines")
sample = (ROOT / "Tests/Downstream/Tests/LoginTests/LoginTests.swift").read_text(encoding="utf-8")
for block in re.findall(r"```swift\n(.*?)```", readme, re.DOTALL):
    rest = iter(sample.splitlines())
    for text in block.splitlines():
        if text not in rest:
            breach(ROOT / "README.md", 0, f"its sample is not in LoginTests.swift: {text}")
            break

# The article on the architecture names files that exist.
article = ROOT / "Sources/VerifyMock/Documentation.docc/Architecture.md"
known = {path.name for path in swift}
for number, text in enumerate(article.read_text(encoding="utf-8").splitlines(), 1):
    for name in re.findall(r"`([\w+]+\.swift)`", text):
        if name not in known:
            breach(article, number, f"there is no file '{name}' under Sources")

print("\n".join(breaches) or f"{len(names)} files, {len(written)} of Swift: no rule is broken")
sys.exit(1 if breaches else 0)
