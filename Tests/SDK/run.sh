#!/usr/bin/env bash
# Drives the providers' own Python SDKs against the binary given: run.sh [PATH] (or VERIFY_MOCK=PATH).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
binary=${1:-${VERIFY_MOCK:-"$here/../../.build/debug/verify-mock"}}
[ -x "$binary" ] || { echo "run.sh: there is no program at $binary; build it first" >&2; exit 2; }
venv=${VERIFY_MOCK_VENV:-"$here/../../.build/sdk-venv"}
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  echo "installing $(paste -sd ' ' "$here/requirements.txt") into $venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
VERIFY_MOCK="$binary" PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" "$here/main.py" "${@:2}"
