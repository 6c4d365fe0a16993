"""Which processors get the slower way of multiplying 8 bits."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.onnx import has_vnni


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("processor : 0\nflags\t\t: fpu avx2 avx512f avx512_vnni\n", True),
        ("flags : fpu avx2 avx_vnni\n", True),
        ("flags : fpu avx2 avx512f avx512_vnni_else\nbugs : avx_vnni\n", False),
        ("Features : fp asimd\n", False),
        ("", False),
    ],
)
def test_tells_the_processor_by_its_flags(tmp_path: Path, text: str, expected: bool) -> None:
    said = tmp_path / "cpuinfo"
    said.write_text(text, encoding="utf-8")
    assert has_vnni(said) is expected


def test_a_system_that_does_not_say_gets_the_exact_way(tmp_path: Path) -> None:
    assert not has_vnni(tmp_path / "missing")
