"""How a source fares, in the reader's words: states, findings with their numbers, kinds of events."""

from __future__ import annotations

import json
from typing import Any

from api.ui import outcomes
from api.ui.i18n import Words
from core.schemas.event import EventKind
from core.schemas.health import Shortage

Values = dict[str, Any]


def state(_: Words, code: str) -> str:
    """Return the state of a source."""
    known = {
        "green": _("healthy"),
        "yellow": _("watch"),
        "red": _("broken"),
        "paused": _("paused"),
        "off": _("off"),
        "filled": _("filled by others"),
    }
    return known.get(code, code)


def filler(_: Words, kind_of_source: str) -> str:
    """Return who fills a source that Suar does not read."""
    if kind_of_source == "manual":
        return _("Officers enter its texts, or a tipline sends them; Suar fetches nothing here.")
    return _("Its texts come in with a push key or from files; Suar fetches nothing here.")


def kind(_: Words, code: EventKind | str) -> str:
    """Return the kind of an event."""
    known = {
        "extraction_suspicious": _("Text lost"),
        "date_suspicious": _("Doubtful date"),
        "feed_truncated": _("Feed cut short"),
        "not_a_feed": _("No feed there"),
        "guid_reused": _("Id used again"),
        "volume_dropped": _("Volume dropped"),
        "feed_silent": _("Silent"),
        "format_changed": _("Format changed"),
        "content_drifted": _("Content drifted"),
        "budget_spent": _("Day's requests used up"),
        "tls_exception_over": _("Exception for certificates ended"),
    }
    return known.get(code, code)


def pause(_: Words, short: Shortage) -> str:
    """Return why collecting is paused, and what to do."""
    found, least = _.number(short.found), _.number(short.limit)
    if short.code == "disk":
        return _(
            "Collecting is paused: %(free)s MB are free on the disk, less than %(least)s MB. Free space on it, or "
            "lower crawl_min_free_mb; collecting then goes on by itself. Reading and deciding go on.",
            free=found,
            least=least,
        )
    return _(
        "Collecting is paused: %(waiting)s documents wait for their analysis, more than %(most)s. See that the "
        "analysis runs (suar analyse --pending), or raise crawl_max_unanalysed; collecting then goes on by itself.",
        waiting=found,
        most=least,
    )


def detail(_: Words, text: str) -> str:
    """Return what an event says: a finding in words, anything else as it stands."""
    try:
        values = json.loads(text)
    except ValueError:
        return text
    if not isinstance(values, dict) or not isinstance(values.get("code"), str):
        return text
    return finding(_, values["code"], values)


def finding(_: Words, code: str, values: Values) -> str:
    """Return a finding in words, with its numbers; an unknown one as it stands. Raises: nothing."""
    said = {name: _shown(_, name, value) for name, value in values.items()}
    try:
        return _volume(_, code, said, values) or _pages(_, code, said) or _reading(_, code, said) or code
    except KeyError:  # an older event without a value of today
        return code


def _volume(_: Words, code: str, said: dict[str, str], values: Values) -> str:
    if code not in ("steady", "low", "dropped", "all_dropped", "recovering"):
        return ""
    day = _weekdays(_)[int(values["weekday"]) % 7]
    known = {"seen": said["seen"], "usual": said["usual"], "span": said["hours"], "day": day}
    when = {**known, "hour": f"{int(values['hour']):02d}.00" if _.language == "id" else f"{int(values['hour']):02d}:00"}
    sentences = {
        "steady": _("%(seen)s of usual %(usual)s in %(span)s to %(hour)s on a %(day)s", **when),
        "low": _("only %(seen)s of usual %(usual)s in %(span)s to %(hour)s on a %(day)s", **when),
        "dropped": _("far fewer: %(seen)s of usual %(usual)s in %(span)s to %(hour)s on a %(day)s", **when),
        "all_dropped": _("all sources: %(seen)s of usual %(usual)s in %(span)s to %(hour)s on a %(day)s", **when),
        "recovering": _("recovering: %(seen)s of usual %(usual)s in %(span)s to %(hour)s on a %(day)s", **when),
    }
    return sentences[code]


def _pages(_: Words, code: str, said: dict[str, str]) -> str:
    if code == "lost":
        return _("no text found on %(bad)s of the last %(pages)s pages", bad=said["bad"], pages=said["pages"])
    if code == "copied":
        return _(
            "%(bad)s of the last %(pages)s pages carry a text known from elsewhere",
            bad=said["bad"],
            pages=said["pages"],
        )
    if code == "undated":
        return _("%(bad)s of the last %(pages)s texts have no date", bad=said["bad"], pages=said["pages"])
    if code == "resized":
        return _(
            "the last texts have %(chars)s characters, usually %(usual)s", chars=said["chars"], usual=said["usual"]
        )
    if code == "empty":
        return _("%(url)s listed nothing in the last %(polls)s polls", url=said["url"], polls=said["polls"])
    if code == "gambling":
        return _("%(bad)s of the last %(texts)s texts advertise gambling", bad=said["bad"], texts=said["texts"])
    if code == "language":
        return _("%(bad)s of the last %(texts)s texts are in another language", bad=said["bad"], texts=said["texts"])
    return ""


def _reading(_: Words, code: str, said: dict[str, str]) -> str:
    if code in ("silent", "quiet"):
        known = {"span": said["hours"], "missing": said["missing"]}
        return _("nothing new for %(span)s; usually %(missing)s documents come in that time", **known)
    if code == "still_silent":
        return _("nothing new for %(span)s", span=said["hours"])
    if code == "unreadable":
        return _("could not be read for %(span)s: %(why)s", span=said["hours"], why=said["why"])
    if code == "unasked":
        return _("not asked for %(span)s", span=said["hours"])
    if code == "young":
        return _("%(seen)s in a day; too new to compare", seen=said["seen"])
    if code == "slow":
        return _("so few documents that a stop shows after %(span)s at the soonest", span=said["hours"])
    if code == "rare":
        return _("so few documents that a stop cannot show: look yourself now and then")
    if code == "resting":
        return _("%(host)s rests until %(until)s: %(why)s", host=said["host"], until=said["until"], why=said["why"])
    if code == "muted":
        return _("an alarm that a person has looked at")
    if code == "fresh":
        return _("read for the first time a short while ago: judged from the next full hour on")
    return {"never": _("not read yet"), "off": _("off"), "paused": _("paused")}.get(code, "")


def _weekdays(_: Words) -> list[str]:
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def _shown(_: Words, name: str, value: Any) -> str:
    if name == "hours" and isinstance(value, int | float):
        if value < 72:
            return _.many("%(n)s hour", "%(n)s hours", round(value))
        return _.many("%(n)s day", "%(n)s days", round(value / 24))
    if name == "why":
        return outcomes.reason(_, str(value).rpartition(":")[2].strip())
    return _.number(value) if isinstance(value, int | float) else str(value)
