"""Errors in the reader's words: what happened and what to do next, by the code of the error."""

from __future__ import annotations

from api.ui.i18n import Words
from core.errors import SuarError


def in_words(_: Words, error: SuarError) -> str:
    """Return the error as a sentence for a person who was at work on something."""
    holder = error.detail.get("holder")
    if error.code == "leased":
        return _("%(holder)s holds this signal now. Wait, or take another one.", holder=holder or "?")
    if error.code == "stale_lease":
        if holder:
            return _("Your hold has ended and %(holder)s holds this signal now. Nothing was written.", holder=holder)
        return _("Your hold has ended. Nothing was written. Take the signal again; your text is kept below.")
    return _known(_, error.message) or by_code(_, error.code, error.status) or error.message


def by_code(_: Words, code: str, status: int) -> str:
    """Return what an error's code or status means, or an empty text."""
    codes: dict[str, str] = {
        "login_link": _("This login link is used up or too old. Ask for a new one."),
        "too_many_attempts": _("Too many wrong login links came from your address: wait five minutes."),
        "cross_site": _("This request came from another site and was refused."),
        "search_unavailable": _("Full-text search is not available on this database yet."),
        "idempotency_mismatch": _("This form was sent before with other values. Open the page again."),
        "disk_full": _("The disk is full: nothing was written. Tell the operator."),
        "conflict": _("The state has changed meanwhile. Open the page again."),
    }
    statuses: dict[int, str] = {
        401: _("Sign in first: open your login link."),
        403: _("Your role does not allow this."),
        404: _("There is no such thing, or it is outside your region."),
        405: _("This address does not answer to that."),
        409: _("The state has changed meanwhile. Open the page again."),
        422: _("Something in the form cannot be used. Go back and look at it again."),
        500: _("Something went wrong in Suar."),
        503: _("Suar cannot work at the moment. Tell the operator."),
    }
    return codes.get(code) or statuses.get(status, "")


def _known(_: Words, message: str) -> str | None:
    """Return the translation of a fixed message of core, None for messages with values in them."""
    known: dict[str, str] = {
        "Paste the text or give a link to it.": _("Paste the text or give a link to it."),
        "A link begins with http:// or https://.": _("A link begins with http:// or https://."),
        "Choose a category.": _("Choose a category."),
        "Say why, in a few words.": _("Say why, in a few words."),
        "Say why: the reason stays with the issue.": _("Say why: the reason stays with the issue."),
        "Choose some of the issue's documents, not none and not all of them.": _(
            "Choose some of the issue's documents, not none and not all of them."
        ),
        "The text is too long.": _("The text is too long."),
        "The title is too long.": _("The title is too long."),
        "This name means several regions: choose one of the list.": _(
            "This name means several regions: choose one of the list."
        ),
        "There is no such region.": _("There is no such region."),
        "The date cannot be read.": _("The date cannot be read."),
        "Say why the signal is reopened.": _("Say why the signal is reopened."),
        "This text is in the queue of another office already, for the same category and region.": _(
            "This text is in the queue of another office already, for the same category and region."
        ),
        "The text is empty.": _("The text is empty."),
        "The reason 'other' needs a comment.": _("The reason 'other' needs a comment."),
        "The period ends before it begins.": _("The period ends before it begins."),
        "This signal is at the centre already.": _("This signal is at the centre already."),
        "This source is filled by push keys, files or people: nothing reads it, so it cannot be paused. "
        "To stop a sender, have its push key revoked.": _(
            "This source is filled by push keys, files or people: nothing reads it, so it cannot be paused. "
            "To stop a sender, have its push key revoked."
        ),
        "This source is switched off: nothing reads it, so it cannot be paused.": _(
            "This source is switched off: nothing reads it, so it cannot be paused."
        ),
        "Nothing waits in your queue.": _("Nothing waits in your queue."),
        "Two people disagreed on this signal: a supervisor settles it.": _(
            "Two people disagreed on this signal: a supervisor settles it."
        ),
        "You have decided on this signal already: another person must look at it.": _(
            "You have decided on this signal already: another person must look at it."
        ),
    }
    return known.get(message)
