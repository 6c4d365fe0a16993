"""The chart is plain SVG: it parses, holds every bin, and nothing that runs or loads."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from nlp.evaluation.chart import calibration_svg

POINTS = [(0.05, 0.02, 900), (0.5, 0.55, 40), (0.95, 0.9, 60)]


def test_every_bin_is_a_point_and_stands_in_words() -> None:
    root = ET.fromstring(calibration_svg("labels: kompas", {"politik": POINTS, "klaim": []}))
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert tags.count("circle") == 3
    assert tags.count("polyline") == 1
    words = root.find("{http://www.w3.org/2000/svg}desc")
    assert words is not None
    assert "said 50%, true 55% of 40" in (words.text or "")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"/><a href="https://x.id">', "a\x00b\ud800\u202e", "&&"]
)
def test_hostile_names_stay_text(name: str) -> None:
    chart = calibration_svg(name, {name: POINTS})
    root = ET.fromstring(chart)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "line", "polyline", "circle"}
    assert not any("href" in key or key.startswith("on") for element in root.iter() for key in element.attrib)
    chart.encode()
