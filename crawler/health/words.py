"""Findings in English sentences with their numbers, for the command line and the API. The desk tells them itself."""

from __future__ import annotations

from core.schemas.health import Finding

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def tell(finding: Finding) -> str:
    """Return the finding in words. Raises: nothing; a value that is missing reads as a question mark."""
    known = _Known(finding.values)
    hour, weekday = finding.values.get("hour"), finding.values.get("weekday")
    if isinstance(weekday, int) and isinstance(hour, int):
        known["when"] = f"in {span(known['hours'])} to {hour:02d}:00 on a {_WEEKDAYS[weekday % 7]}"
    known["for"] = span(known["hours"])
    if isinstance(known["usual"], float):
        known["percent"] = f"{round(known['usual'] * 100)} %"
    return _SENTENCES[finding.code].format_map(known)


def span(hours: object) -> str:
    """Return a time in the unit that reads best."""
    if not isinstance(hours, int | float):
        return "? hours"
    whole = round(hours)
    return f"{whole} hours" if whole < 72 else f"{round(whole / 24)} days"


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


_SENTENCES = {
    "steady": "{seen} of usual {usual} {when}",
    "low": "only {seen} of usual {usual} {when}",
    "dropped": "volume dropped: {seen} of usual {usual} {when}",
    "all_dropped": "all sources together: {seen} of usual {usual} {when}",
    "recovering": "recovering: {seen} of usual {usual} {when}",
    "quiet": "nothing new for {for}; usually {missing} documents come in that time",
    "silent": "silent: nothing new for {for}; usually {missing} documents come in that time",
    "still_silent": "still silent: nothing new for {for}",
    "unreadable": "no feed or list could be read for {for}: {why}",
    "unasked": "not asked for {for}: does the scheduler run?",
    "never": "not read yet",
    "fresh": "read for the first time a short while ago: judged from the next full hour on",
    "young": "{seen} in 24 hours; {days} days are too few to compare with",
    "slow": "it brings so few documents that a stop is noticed after {for} at the soonest",
    "rare": "it brings so few documents that a stop cannot be noticed: look yourself now and then",
    "lost": "no text found on {bad} of the last {pages} pages, usually {percent}",
    "copied": "{bad} of the last {pages} pages carry a text known from elsewhere, usually {percent}",
    "undated": "{bad} of the last {pages} texts have no date, usually {percent}",
    "resized": "the last texts have {chars} characters in the middle, usually {usual}",
    "empty": "{url} listed nothing in the last {polls} polls",
    "gambling": "{bad} of the last {texts} texts advertise gambling: the site may be hijacked",
    "language": "{bad} of the last {texts} texts are in another language: the site may be hijacked",
    "resting": "{host} rests until {until}: {why}",
    "tls_exception": "certificates are not checked until {until}: {reason}",
    "tls_exception_over": "certificates are checked again since {until}; remove or renew the exception: {reason}",
    "paused": "paused: {why}",
    "off": "switched off",
    "muted": "{why}; a person looked at it on {until}",
}
