"""What can be looked up in a text (numbers, days, places), and what only may come: `jika ... maka`, forecasts."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.claims.around import Around
from nlp.claims.grounds import Found

#: How far the second half of `jika ... maka` may be from the first.
_THEN_WITHIN = 25
#: What stands inside one number: `1.200`, `5,1`, `10.23`.
_INSIDE = (".", ",")


def condition(around: Around, first: int, last: int) -> Found | None:
    """`jika ... maka`."""
    thens = around.section("then")
    then = next((at for at in thens if last < at <= last + _THEN_WITHIN), None)
    return None if then is None else Found("prediction", first, thens[then], "if")


def forecast(around: Around, first: int, last: int) -> Found:
    """`Ramalan: tahun 2030 ...`; without a colon it is a prediction that others may have made."""
    return Found("prediction", first, last, "forecast" if around.after(last)[:1] == ":" else "prediction")


def date(around: Around, first: int, last: int) -> Found | None:
    """`4 Maret`."""
    return Found("date", first - 1, last) if first and around.is_number(first - 1) else None


def weekday(around: Around, first: int, last: int) -> Found | None:
    """`Senin (10/2/2025)`; so the press dates."""
    nxt = last + 1
    if nxt + 1 < len(around.tokens) and around.is_number(nxt) and around.is_number(nxt + 1):
        return Found("date", first, nxt + 1, "dated" if "(" in around.after(last) else "")
    return None


def place(around: Around, _first: int, last: int) -> Found | None:
    """`di Gowa`: a name after a preposition of place."""
    if last + 1 < len(around.tokens) and last + 1 not in around.section("nobody") and around.is_name(last + 1):
        return Found("place", last + 1, last + 1)
    return None


def when(_around: Around, first: int, last: int) -> Found | None:
    """`tadi malam`."""
    return Found("date", first, last, "when")


def numbers(around: Around) -> Iterator[Found]:
    """Every number of two digits or more, `11.000` and `5,1` as one."""
    last = -1
    for first, token in enumerate(around.tokens):
        if token.form[0] != "<" or first <= last or not around.is_number(first):
            continue
        last = first
        while last + 1 < len(around.tokens) and around.is_number(last + 1) and around.after(last) in _INSIDE:
            last += 1
        if around.tokens[last].end - token.start > 1:
            yield Found("number", first, last)
