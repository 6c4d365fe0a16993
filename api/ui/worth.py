"""Says in words what speaks for or against a claim that should be verified, with the words of the text that say so."""

from __future__ import annotations

from api.ui.i18n import Words
from core.schemas.analysis import Analysis, GroundKind, Worth

#: Which grounds a verdict is explained by; a text with none of these words needs no sentence.
_SHOWN: dict[Worth, tuple[GroundKind, ...]] = {
    "attributed": ("source", "press"),
    "denial": ("denial",),
    "opinion": ("opinion",),
    "prediction": ("prediction",),
    "satire": ("satire",),
    "checkable": ("hearsay", "number", "date", "place", "organisation", "event"),
}
#: Quotations in a sentence, and characters of each: a ground spans a few words, which may be long ones.
_MOST, _LONGEST = 4, 60


def worth(_: Words, analysis: Analysis | None) -> str:
    """Return the sentence, empty where the text holds no possible claim or nothing can be quoted."""
    found = analysis.checkworthiness if analysis else None
    if found is None:
        return ""
    kinds = _SHOWN.get(found.verdict, ())
    quoted = list(dict.fromkeys(_quote(_, one.evidence.text) for one in found.grounds if one.kind in kinds))[:_MOST]
    if not quoted:
        return ""
    sentences: dict[Worth, str] = {
        "attributed": _("It names who answers for what it says: %(words)s.", words=", ".join(quoted)),
        "denial": _("It denies or clarifies what others say: %(words)s.", words=", ".join(quoted)),
        "opinion": _("It reads as an opinion: %(words)s.", words=", ".join(quoted)),
        "prediction": _("It reads as a wish or a prediction: %(words)s.", words=", ".join(quoted)),
        "satire": _("It marks itself as satire or a joke: %(words)s.", words=", ".join(quoted)),
        "checkable": _("What can be checked in it: %(words)s.", words=", ".join(quoted)),
    }
    text = sentences[found.verdict]
    return _("%(text)s So the machine holds back with calling it a claim.", text=text) if found.held else text


def _quote(_: Words, words: str) -> str:
    line = " ".join(words.split())
    return _("“%(word)s”", word=line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
