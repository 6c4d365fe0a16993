"""Numbers and amounts of money as one word each: `Rp 1,5 juta`, `Rp1.500.000` and `1500rb` are the same number."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    **dict.fromkeys(("rb", "ribu", "k"), 1_000),
    **dict.fromkeys(("jt", "juta"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar"), 1_000_000_000),
    **dict.fromkeys(("triliun", "trilyun"), 1_000_000_000_000),
}
_SPELT = "|".join(unit for unit in _UNITS if unit != "k")
#: Groups of three as Indonesian and English write them, a decimal number, a whole one. `1 k` is no amount, `1k` is.
#: Of dates and addresses with more dots each part is a word.
AMOUNT = (
    r"(?<![0-9][.,])(?:rp\.?\s{0,2})?"
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]+[.,][0-9]+|[0-9]+)"
    rf"(?:k|\s{{0,2}}(?:{_SPELT}))?(?![^\W_])(?![.,][0-9])"
)
_PARTS = re.compile(r"(?:rp\.?\s*)?([0-9.,]+)\s*([a-z]*)")
_GROUPS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")
#: Digits that are kept: longer numbers are those of accounts and posts.
_LONGEST = 15


def amount_of(written: str) -> str | None:
    """Return the number that a word of the form AMOUNT says, without needless zeros; None for other words."""
    found = _PARTS.fullmatch(written)
    if found is None or (found[2] and found[2] not in _UNITS) or found[1].count(".") + found[1].count(",") > 5:
        return None
    digits = found[1]
    if _GROUPS.fullmatch(digits):
        last = max(digits.rfind("."), digits.rfind(","))
        whole, part = (digits[:last], digits[last + 1 :]) if len(digits) - last <= 3 else (digits, "")
        digits = f"{whole.replace('.', '').replace(',', '')}.{part}" if part else re.sub(r"[.,]", "", whole)
    elif not re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", digits):
        return None
    digits = digits.replace(",", ".")
    if len(digits) > _LONGEST:
        return digits.lstrip("0")[:_LONGEST] or "0"
    value = f"{Decimal(digits) * _UNITS.get(found[2], 1):f}"
    return (value.rstrip("0").rstrip(".") if "." in value else value)[: 2 * _LONGEST]
