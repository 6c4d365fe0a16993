"""The pages docs/api.md and docs/permissions.md say what the application does."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.app import create_app
from api.deps import Services, current_actor
from api.problems import MEDIA_TYPE
from core.db.engine import Database
from core.paths import data_dir
from core.permissions import verbs
from core.schemas.user import Role
from core.settings import Settings

_DOCS = data_dir("configs").parent / "docs"


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """The application; nothing here asks it for data."""
    return create_app(Services(Settings(), Database("sqlite://")))


def _table(page: str, columns: int) -> list[list[str]]:
    lines = (_DOCS / page).read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return [row for row in rows if len(row) == columns]


def _verb(dependant: Dependant) -> str:
    found = "none"
    for below in dependant.dependencies:
        verb = getattr(below.call, "verb", None) or ("any" if below.call is current_actor else _verb(below))
        found = verb if found in ("none", "any") and verb != "none" else found
    return found


def _routes(app: FastAPI) -> dict[str, str]:
    found = {}
    for route in iter_route_contexts(app.routes):
        if route.path is not None and route.path.startswith("/api/"):
            for method in (route.methods or set()) - {"HEAD"}:
                dependant = getattr(route, "dependant", None)
                found[f"{method} {route.path}"] = _verb(dependant) if dependant is not None else "none"
    return found


def test_every_route_is_listed_with_its_verb(app: FastAPI) -> None:
    listed = {row[0].strip("`"): row[1].strip("`") for row in _table("api.md", 3)}
    assert listed == _routes(app)


def test_every_verb_and_role_is_listed() -> None:
    roles = get_args(Role)
    listed = {row[0].strip("`"): dict(zip(roles, row[2:], strict=True)) for row in _table("permissions.md", 8)}
    known = sorted({verb for names in verbs().values() for verb in names})
    assert sorted(listed) == known
    expected = {verb: {role: "yes" if verb in verbs()[role] else "–" for role in roles} for verb in known}
    assert listed == expected


def test_every_verb_of_a_route_is_a_verb_of_some_role(app: FastAPI) -> None:
    known = {verb for names in verbs().values() for verb in names} | {"none", "any", "key"}
    assert set(_routes(app).values()) <= known


def test_every_operation_documents_its_problems_in_their_shape(app: FastAPI) -> None:
    description = app.openapi()
    wanted = {"400", "401", "403", "404", "409", "413", "422", "500", "503"}
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert wanted <= set(operation["responses"]), where
            assert operation["summary"], where
            assert operation["description"], where
            for status in wanted:
                content = operation["responses"][status]["content"]
                assert set(content) == {MEDIA_TYPE}, where
                assert {"title", "status", "code"} <= set(content[MEDIA_TYPE]["schema"]["properties"]), where
            assert any(status.startswith("2") for status in operation["responses"]), where
    listed = {f"{method.upper()} {path}" for path, operations in description["paths"].items() for method in operations}
    assert listed == set(_routes(app)) - {"GET /api/v1/openapi.json"}


def test_every_body_refuses_unknown_fields_and_bounds_its_values(app: FastAPI) -> None:
    description = app.openapi()
    schemas = description["components"]["schemas"]
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            if "requestBody" not in operation:
                continue
            name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert schemas[name]["additionalProperties"] is False, f"{method} {path}"
            for field, schema in schemas[name]["properties"].items():
                assert _bounded(schema), f"{name}.{field}"


def _bounded(schema: dict[str, Any]) -> bool:
    if "anyOf" in schema:
        return all(_bounded(one) for one in schema["anyOf"])
    if schema.get("type") == "string":
        return bool({"maxLength", "enum", "const", "format", "pattern"} & set(schema))
    if schema.get("type") == "integer":
        return {"minimum", "maximum"} <= set(schema)
    if schema.get("type") == "object":
        return schema.get("additionalProperties") is False and all(map(_bounded, schema["properties"].values()))
    if schema.get("type") == "array":
        return "maxItems" in schema and _bounded(schema["items"])
    return schema.get("type") in ("boolean", "null")


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in ("api.md", "permissions.md"):
        for target in re.findall(r"\]\(([a-z-]+\.md)\)", (_DOCS / page).read_text("utf-8")):
            assert (_DOCS / target).is_file(), target
