"""A seal tells an edited manifest or edited metrics from those that were measured together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.models import examine_models
from core.paths import data_dir
from core.seal import FIELD, METRICS, look, seal

MANIFEST = {"version": "a", "files": {}, "scales": {"klaim": {"yes_from": 0.5}}}


def sealed(folder: Path, measured: bytes = b'{"klaim": 0.8}') -> dict[str, object]:
    (folder / METRICS).write_bytes(measured)
    return {**MANIFEST, FIELD: seal(MANIFEST, measured)}


def test_what_was_sealed_is_whole(tmp_path: Path) -> None:
    assert look(json.loads(json.dumps(sealed(tmp_path), indent=4)), tmp_path) == "whole"


@pytest.mark.parametrize("change", [{"scales": {"klaim": {"yes_from": 99.0}}}, {"more": 1}, {FIELD: None}])
def test_an_edited_manifest_breaks_it(tmp_path: Path, change: dict[str, object]) -> None:
    assert look(sealed(tmp_path) | change, tmp_path) == "broken"


def test_edited_metrics_break_it_and_missing_ones_too(tmp_path: Path) -> None:
    manifest = sealed(tmp_path)
    (tmp_path / METRICS).write_bytes(b'{"klaim": 1.0}')
    assert look(manifest, tmp_path) == "broken"
    (tmp_path / METRICS).unlink()
    assert look(manifest, tmp_path) == "broken"


def test_text_that_is_no_unicode_breaks_it(tmp_path: Path) -> None:
    assert look(sealed(tmp_path) | {"more": "\ud800"}, tmp_path) == "broken"


def test_what_nobody_sealed_has_none(tmp_path: Path) -> None:
    assert look(MANIFEST, tmp_path) == "none"


def test_every_version_that_ships_is_sealed() -> None:
    assert {one.task: one.seal for one in examine_models(data_dir("models"))} == dict.fromkeys(
        ("categories", "claims", "claims_encoder", "encoder", "issues"), "whole"
    )
