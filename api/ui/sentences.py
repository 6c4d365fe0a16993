"""Why a signal is in the queue, as sentences. The reasons are codes with values (core.review.policy and manual)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.ui import labels
from api.ui.i18n import Words

Reason = Mapping[str, Any]


def why(_: Words, reasons: Sequence[Reason], *, answered: bool = False) -> list[str]:
    """Return every reason as a sentence, in order.

    `answered`: a published fact-check answers the claim, so there is none to verify any more.
    """
    return [_checked(_, reason) if answered and _claims(reason) else sentence(_, reason) for reason in reasons]


def in_one(_: Words, reasons: Sequence[Reason], *, answered: bool = False) -> str:
    """Return the one sentence that a list shows: the first that says more than the place; `answered` as for `why`."""
    telling = [r for r in reasons if r.get("code") in ("manual", "category")] or list(reasons)
    return why(_, telling[:1], answered=answered)[0] if telling else ""


def sentence(_: Words, reason: Reason) -> str:
    """Return one reason as a sentence; an unknown code is named rather than hidden."""
    code = str(reason.get("code", ""))
    maker = _MAKERS.get(code)
    return maker(_, reason) if maker else _("Another reason: %(code)s.", code=code or "?")


def _category(_: Words, reason: Reason) -> str:
    about = {
        "politik": _("About politics"),
        "sara": _("About ethnicity, religion, race or groups"),
        "klaim": _("Holds a claim to verify"),
    }.get(str(reason.get("category")), labels.category(_, str(reason.get("category"))))
    # The claim category's own sub-category says what the sentence says already.
    subs = [labels.subcategory(_, str(name)) for name in reason.get("subcategories") or () if name != "klaim"]
    if subs:
        about = _("%(about)s: %(subjects)s", about=about, subjects=", ".join(subs))
    text = _("%(about)s.", about=about)
    if reason.get("decision") == "unsure":
        text = _("%(text)s The machine is not sure.", text=text)
    words = [_("“%(word)s”", word=word) for word in reason.get("words") or ()]
    if words:
        text = _("%(text)s Signs: %(words)s.", text=text, words=", ".join(words))
    return text


def _claims(reason: Reason) -> bool:
    return reason.get("code") == "category" and reason.get("category") == "klaim"


def _checked(_: Words, reason: Reason) -> str:
    """Say that the claim was checked, with what else the machine found."""
    subs = [labels.subcategory(_, str(name)) for name in reason.get("subcategories") or () if name != "klaim"]
    text = _("It holds a claim that was checked already.")
    return _("%(text)s About: %(subjects)s.", text=text, subjects=", ".join(subs)) if subs else text


def _urgent(_: Words, __: Reason) -> str:
    return _("Soon: harm to people is possible (hostility, violence, a claim that spreads, or fraud).")


def _region(_: Words, reason: Reason) -> str:
    return _("The place it is about: %(place)s.", place=labels.place(_, str(reason.get("region", ""))))


def _no_region(_: Words, __: Reason) -> str:
    return _("No place is named, so the centre looks at it.")


def _many_regions(_: Words, reason: Reason) -> str:
    places = [labels.place(_, str(code)) for code in reason.get("regions") or ()]
    return _("It is about several places: %(places)s.", places=_.listed(places))


def _ambiguous_region(_: Words, reason: Reason) -> str:
    places = [labels.place(_, str(code)) for code in reason.get("candidates") or ()]
    return _("The place is not certain; it could be: %(places)s.", places=_.listed(places))


def _manual(_: Words, reason: Reason) -> str:
    text = _("Handed in by a colleague, received by %(origin)s.", origin=labels.origin(_, str(reason.get("channel"))))
    if reason.get("failure"):
        text = _("%(text)s The linked page could not be read: %(why)s.", text=text, why=reason["failure"])
    return text


_MAKERS = {
    "category": _category,
    "urgent": _urgent,
    "region": _region,
    "no_region": _no_region,
    "many_regions": _many_regions,
    "ambiguous_region": _ambiguous_region,
    "manual": _manual,
}
