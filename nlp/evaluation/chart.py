"""The calibration curve as SVG: what was said against what came true. No script, style sheet or reference in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

#: Mean probability, share of true ones, rows.
Point = Sequence[float]

_SIDE, _LEFT, _TOP = 300, 52, 50
_WIDTH = 520
#: One colour and one shape of line an output, so that the curves differ in grey and to the colour-blind too.
_INKS = (("#0b6e4f", ""), ("#b3261e", "6 3"), ("#1f4e8c", "2 3"), ("#7a4b9a", "8 3 2 3"), ("#5f5f5f", "1 2"))


def calibration_svg(title: str, curves: Mapping[str, Sequence[Point]]) -> str:
    """Return the chart; each point is a bin, larger where it holds more rows. Curves without points are left out."""
    drawn = {name: points for name, points in curves.items() if points}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_TOP + _SIDE + 54}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        f"<title>{_text(title)}</title>",
        f"<desc>{_text(_words(drawn))}</desc>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="14">{_text(title)}</text>',
        *_axes(),
    ]
    for number, (name, points) in enumerate(drawn.items()):
        ink, dashes = _INKS[number % len(_INKS)]
        parts += _curve(points, ink, dashes)
        parts += _legend(number, name, points, ink, dashes)
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    right, bottom = _LEFT + _SIDE, _TOP + _SIDE
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{_TOP}" stroke="#bbb" stroke-dasharray="4 4"/>',
    ]
    for tick in (0, 25, 50, 75, 100):
        x, y = _x(tick / 100), _y(tick / 100)
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{tick} %</text>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick} %</text>')
    middle = _LEFT + _SIDE / 2
    parts.append(f'<text x="{middle}" y="{bottom + 40}" text-anchor="middle">said (probability)</text>')
    return [*parts, f'<text x="{_LEFT}" y="{_TOP - 6}">true (share)</text>']


def _curve(points: Sequence[Point], ink: str, dashes: str) -> list[str]:
    path = " ".join(f"{_x(chance):.1f},{_y(share):.1f}" for chance, share, _ in points)
    line = f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="1.5" stroke-dasharray="{dashes}"/>'
    dots = [
        f'<circle cx="{_x(chance):.1f}" cy="{_y(share):.1f}" r="{_radius(rows):.1f}" fill="{ink}" fill-opacity="0.6"/>'
        for chance, share, rows in points
    ]
    return [line, *dots]


def _legend(number: int, name: str, points: Sequence[Point], ink: str, dashes: str) -> list[str]:
    x, y = _LEFT + _SIDE + 20, _TOP + 14 + 22 * number
    stroke = f'stroke="{ink}" stroke-width="2" stroke-dasharray="{dashes}"'
    return [
        f'<line x1="{x}" y1="{y - 4}" x2="{x + 26}" y2="{y - 4}" {stroke}/>',
        f'<text x="{x + 32}" y="{y}">{_text(name)} ({int(sum(point[2] for point in points))})</text>',
    ]


def _words(curves: Mapping[str, Sequence[Point]]) -> str:
    """Return the chart in words, for whoever cannot see it."""
    each = [
        f"{name}: " + ", ".join(f"said {chance:.0%}, true {share:.0%} of {int(rows)}" for chance, share, rows in points)
        for name, points in curves.items()
    ]
    return "; ".join(each) or "no rows"


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)


def _radius(rows: float) -> float:
    return min(9.0, 2.0 + math.log10(max(1.0, rows)) * 1.8)


def _text(words: str) -> str:
    """Return the words fit for XML: characters that it does not have are left out, marks are escaped."""
    return escape("".join(c for c in words if c.isprintable() and not "\ud800" <= c <= "\udfff"))
