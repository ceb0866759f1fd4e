"""Takes the provider's own specification out of an npm package and cuts it to what the desk uses.

The whole file is two megabytes and starts slowly. One object is added: without an `encoding`, Prism reads a list in a
form (MediaUrl, PersistentAction) as one string and refuses every message that carries it.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
SOURCE = FOLDER / "node_modules" / "@twilio" / "cli-core" / "src" / "services" / "twilio-api"
PARTS = (("twilio_api_v2010.json", "/Messages"), ("twilio_content_v1.json", "/Content"))
SEND = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
LISTS = ("MediaUrl", "PersistentAction")
_SCHEMA = "#/components/schemas/"

Json = dict[str, Any]


def write_specification(folder: Path) -> Path:
    """Write the cut specification into a folder."""
    document = _cut(*PARTS[0])
    for name, wanted in PARTS[1:]:
        _merge(document, _cut(name, wanted))
    form = document["paths"][SEND]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    form["encoding"] = {name: {"style": "form", "explode": True, "allowReserved": True} for name in LISTS}
    path = folder / "provider.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _cut(name: str, wanted: str) -> Json:
    """The paths that contain a word, and every schema that they lead to."""
    document: Json = json.loads((SOURCE / name).read_text(encoding="utf-8"))
    document["paths"] = {path: methods for path, methods in document["paths"].items() if wanted in path}
    schemas: Json = document["components"]["schemas"]
    kept: Json = {}
    waiting = _references(document["paths"])
    while waiting:
        schema = waiting.pop()
        if schema not in kept:
            kept[schema] = schemas[schema]
            waiting |= _references(schemas[schema])
    document["components"]["schemas"] = kept
    return document


def _references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = part.get("$ref", "")
        found = {own.removeprefix(_SCHEMA)} if isinstance(own, str) and own.startswith(_SCHEMA) else set()
        return found.union(*(_references(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_references(value) for value in part))
    return set()


def _merge(into: Json, other: Json) -> None:
    clash = into["components"]["schemas"].keys() & other["components"]["schemas"].keys()
    if clash:
        raise ValueError(f"two parts of the specification name the same schema: {sorted(clash)}")
    into["paths"] |= other["paths"]
    into["components"]["schemas"] |= other["components"]["schemas"]
