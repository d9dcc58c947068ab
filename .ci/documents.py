"""Holds the documents against public tools: OpenAPI 3.1 and JSON Schema 2020-12 validators."""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

ROOT = pathlib.Path(__file__).resolve().parent.parent
failures = checked = 0


def report(path, errors, what):
    global failures, checked
    checked += 1
    for error in errors:
        failures += 1
        place = "/".join(str(part) for part in error.absolute_path)
        print(f"{path.relative_to(ROOT)}: {what}: {place}: {error.message[:300]}")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


for path in sorted(ROOT.glob("Scenarios/*/openapi.json")) + [ROOT / "Fixtures/control/openapi.json"]:
    document = load(path)
    report(path, OpenAPIV31SpecValidator(document).iter_errors(), "OpenAPI 3.1")
    if not document["paths"]:
        failures += 1
        print(f"{path.relative_to(ROOT)}: has no paths")

schemas = {name: load(ROOT / f"Scenarios/{name}.schema.json") for name in ("provider", "scenario")}
for name, schema in schemas.items():
    Draft202012Validator.check_schema(schema)
for path in sorted(ROOT.glob("Scenarios/**/*.json")):
    if path.name == "openapi.json" or path.name.endswith(".schema.json"):
        continue
    schema = schemas["provider" if path.name == "provider.json" else "scenario"]
    report(path, Draft202012Validator(schema).iter_errors(load(path)), "its format's schema")

print(f"{checked} documents, {failures} faults")
sys.exit(1 if failures or checked < 20 else 0)
