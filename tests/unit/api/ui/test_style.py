"""The style sheet and the templates keep their own rules: contrast, tokens, no inline style or script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import api.ui

_UI = Path(api.ui.__file__).parent
_CSS = (_UI / "static" / "app.css").read_text("utf-8")
_TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", _CSS)
}
_TEXT_ON = [
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "ink-2", "ink-3", "link", "suar", "bad")
        for ground in ("paper", "surface", "raised")
    ),
    *((kind, f"{kind}-soft", 4.5) for kind in ("politik", "sara", "klaim", "region", "bad")),
    *(("ink", f"{kind}-soft", 4.5) for kind in ("politik", "sara", "klaim", "region", "suar")),
    ("paper", "ink", 4.5),
    *(("edge", ground, 3.0) for ground in ("paper", "surface", "raised")),
    *(("focus", ground, 3.0) for ground in ("paper", "surface", "raised")),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), _TEXT_ON)
def test_text_and_edges_have_enough_contrast(ink: str, ground: str, least: float, scheme: int) -> None:
    one, other = (_luminance(_TOKENS[name][scheme]) for name in (ink, ground))
    assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= least


def test_templates_have_no_inline_style_or_script() -> None:
    for path in (_UI / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|\|\s*safe\b|Markup", text), path.name
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path.name
        assert not re.search(r"https?://(?!\{\{)[\w.]+\.\w", text), path.name


def test_hostile_text_stays_in_its_place() -> None:
    """Letters turned round reach no word beside them, and piled-up marks no line above the text."""
    rules = dict(re.findall(r"^([^@{}]+?) \{([^}]*)\}", _CSS, re.MULTILINE))
    isolated = next(names for names, body in rules.items() if "unicode-bidi: isolate" in body)
    assert {"h1", "mark", ".title", ".quote", ".reading p"} <= set(map(str.strip, isolated.split(",")))
    assert "overflow: clip" in rules[".reading p"]


def test_static_files_refer_to_no_other_host() -> None:
    for path in (_UI / "static").rglob("*.*"):
        text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path.name
        assert "@import" not in text
    assert sum(path.stat().st_size for path in (_UI / "static").rglob("*.*")) < 60_000


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
