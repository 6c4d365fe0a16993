"""Turns a template and values into a page: one Jinja environment a language, escaping always on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.ui import labels
from api.ui.i18n import LANGUAGES, Language, Words, chosen_language, words
from api.ui.links import outside

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
LANGUAGE_COOKIE = "suar_lang"
_YEAR = 365 * 24 * 3600


def language_of(request: Request, fallback: Language) -> Language:
    """Return the language of the answer: `?lang=`, else the cookie, else the setting."""
    wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return chosen_language(wanted, fallback)


def render(request: Request, template: str, values: dict[str, Any], *, said: Words, status: int = 200) -> HTMLResponse:
    """Return the page; a language chosen by `?lang=` is remembered in a cookie."""
    shared = {"words": said, "language_links": _language_links(request), "demo": request.app.state.services.demo}
    page = environment(said.language).get_template(template).render({**shared, **values})
    answer = HTMLResponse(page, status, headers={"Content-Language": said.language, "Vary": "Cookie"})
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, said.language, max_age=_YEAR, httponly=True, samesite="lax")
    return answer


@cache
def environment(language: Language) -> Environment:
    """Return the templates of one language."""
    said = words(language)
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = said.catalogue
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(catalogue.gettext, catalogue.ngettext, newstyle=True)
    made.globals.update(outside=outside, labels=labels, asset=asset, many=said.many)
    return made


@cache
def asset(name: str) -> str:
    """Return the address of a file in static/ with a mark of its content, so that a browser never keeps an old one."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def _language_links(request: Request) -> list[tuple[Language, str]]:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "pesan")]
    path = request.url.path if request.method == "GET" else "/"
    return [(one, f"{path}?{urlencode([*kept, ('lang', one)])}") for one in LANGUAGES]
