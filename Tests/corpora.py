#!/usr/bin/env python3
"""Fetches the public test suites and prints the folder to set VERIFY_MOCK_CORPORA to.

The suites are not part of the package. They come from two source distributions on PyPI, pinned by
version and SHA-256, and lie in the user's cache folder:

  json-schema/draft2020-12               the JSON Schema test suite (as jsonschema vendors it)
  json-schema/output-tests-draft2020-12  its tests of outputs
  json-schema/remotes                    the schemas that its tests refer to
  json-parsing/test_parsing              the JSON parsing test suite (as pyjson5 vendors it)

Without the network it prints one line on stderr that says what is left out, and exits 1.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

SOURCES = {
    "jsonschema==4.26.0": {
        "sha256": "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326",
        "folders": {
            "json/tests/draft2020-12": "json-schema/draft2020-12",
            "json/output-tests/draft2020-12": "json-schema/output-tests-draft2020-12",
            "json/remotes": "json-schema/remotes",
        },
        # Schemas of other drafts are refused, so the tests would not even load these.
        "without": tuple(f"json/remotes/draft{draft}/"
                         for draft in ("3", "4", "6", "7", "2019-09", "-next")),
    },
    "pyjson5==2.0.1": {
        "sha256": "a5b0e322e847b198a50d8a1ef16d6b2b19129644dc018d76773e81ef1487ca39",
        "folders": {"third-party/JSONTestSuite/test_parsing": "json-parsing/test_parsing"},
        "without": (),
    },
}


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    # Another choice of sources is another folder.
    key = hashlib.sha256(repr(SOURCES).encode()).hexdigest()[:12]
    return pathlib.Path(base) / "verify-mock" / f"corpora-{key}"


def download(work):
    """Has pip fetch the archives, which refuses one with another checksum."""
    run(sys.executable, "-m", "venv", work / "venv")
    pins = work / "pins.txt"
    pins.write_text("".join(f"{pin} --hash=sha256:{source['sha256']}\n"
                            for pin, source in SOURCES.items()))
    names = ",".join(pin.split("==")[0] for pin in SOURCES)
    run(work / "venv/bin/python", "-m", "pip", "download", "--disable-pip-version-check",
        "--retries", "2", "--no-deps", "--no-binary", names, "--require-hashes",
        "--requirement", pins, "--dest", work / "archives")


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        last = (done.stdout.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise OSError(last)


def unpack(archive, folders, without, target):
    """Writes the files below each of an archive's folders where the tests look for them."""
    with tarfile.open(archive) as files:
        for member in files:
            path = member.name.partition("/")[2]
            if path.startswith(without):
                continue
            for source, place in folders.items():
                if member.isfile() and path.startswith(source + "/"):
                    file = target / place / path[len(source) + 1:]
                    if ".." in file.parts:
                        raise ValueError(f"{archive.name} holds the path '{member.name}'")
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(files.extractfile(member).read())
    for place in folders.values():
        if not (target / place).is_dir():
            raise ValueError(f"{archive.name} has no folder for '{place}'")


def main():
    folder = cache_folder()
    if not folder.is_dir():
        print(f"fetching {', '.join(SOURCES)} from PyPI into {folder}", file=sys.stderr)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent) as work:
                work = pathlib.Path(work)
                download(work)
                for pin, source in SOURCES.items():
                    archive = work / "archives" / f"{pin.replace('==', '-')}.tar.gz"
                    unpack(archive, source["folders"], source["without"], work / "done")
                (work / "done").rename(folder)
        except (OSError, ValueError, tarfile.TarError) as error:
            # A run beside this one may have put the folder there first.
            if not folder.is_dir():
                print("left out: the JSON Schema test suite and the JSON parsing test suite, "
                      f"because they could not be fetched from PyPI: {error}", file=sys.stderr)
                return 1
    print(folder)
    return 0


sys.exit(main())
