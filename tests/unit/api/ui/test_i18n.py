"""Every text of the interface is translated, and no text goes past the catalogue."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import api.ui
from api.ui.i18n import LOCALES, words

_UI = Path(api.ui.__file__).parent
_METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"newstyle_gettext": "true", "silent": "false"}}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "many": (1, 2)}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@cache
def _used() -> frozenset[str]:
    """Return every text that the interface shows, by its English key."""
    found = extract_from_dir(_UI, _METHODS, _OPTIONS, _KEYWORDS)
    return frozenset(m[0] if isinstance(m, tuple) else m for _, _, m, _, _ in found)


@cache
def _catalogue() -> Catalog:
    with (LOCALES / "id" / "LC_MESSAGES" / "suar.po").open("rb") as handle:
        return read_po(handle, locale="id", abort_invalid=True)


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def test_every_text_is_translated() -> None:
    translated = {_key(m.id) for m in _catalogue() if m.id and m.string and all(_listed(m.string))}
    assert len(_used()) > 150
    assert _used() - translated == set(), "add these to the catalogue (docs/ui.md says how)"


def test_no_text_of_the_catalogue_is_left_over() -> None:
    assert {_key(m.id) for m in _catalogue() if m.id} - _used() == set()


def test_translations_keep_their_placeholders_and_hold_no_markup() -> None:
    for message in _catalogue():
        if not message.id:
            continue
        wanted = set(_PLACEHOLDER.findall(" ".join(_listed(message.id))))
        for text in _listed(message.string):
            assert set(_PLACEHOLDER.findall(text)) == wanted, text
            # Translations pass into pages and attributes as they stand.
            assert not set('<>"&') & set(text), text
            assert "%" not in _PLACEHOLDER.sub("", text), text
        assert not message.fuzzy


def test_keys_hold_no_markup_since_english_shows_them() -> None:
    assert [key for key in _used() if set('<>"&') & set(key)] == []


def test_templates_show_no_text_past_the_catalogue() -> None:
    shown = re.compile(r">\s*([A-Za-z][^<>{}]*[a-z]{2}[^<>{}]*)<")
    names = {"Suar", "Enter", "suar user link"}  # a name, a key of the keyboard, a command
    for path in (_UI / "templates").rglob("*.html"):
        bare = re.sub(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.S)
        left = {text.strip() for text in shown.findall(bare)} - names
        assert left == set(), f"{path.name}: {left}"


def test_numbers_and_lists_are_written_the_readers_way() -> None:
    assert words("id").number(12345.5) == "12.345,5"
    assert words("en").number(12345.5) == "12,345.5"
    assert words("id").many("%(n)s copy", "%(n)s copies", 1200) == "1.200 salinan"
    assert words("en").many("%(n)s copy", "%(n)s copies", 1) == "1 copy"
    assert words("id").listed(["a", "b", "c"]) == "a, b dan c"


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "< 1"), (0.004, "< 1"), (0.94, "94"), (0.996, "> 99"), (1.0, "> 99")]
)
def test_a_probability_is_never_shown_as_certain(share: float, shown: str) -> None:
    assert words("id").percent(share) == f"{shown}\u00a0%"


def _listed(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
