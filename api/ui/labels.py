"""The words for Suar's own terms: categories, states, reasons, roles, acts. One word per idea, as in docs."""

from __future__ import annotations

from api.ui import outcomes
from api.ui.i18n import Words
from core.regions.tree import load_tree


def category(_: Words, code: str) -> str:
    """Return the category's word."""
    return {"politik": _("Politics"), "sara": _("SARA"), "klaim": _("Claim")}.get(code, code)


def subcategory(_: Words, code: str) -> str:
    """Return the sub-category in words."""
    known = {
        "pemilu": _("elections"),
        "parpol": _("parties"),
        "pemerintahan": _("government"),
        "unjuk_rasa": _("demonstration"),
        "ormas": _("civil organisations"),
        "konflik": _("conflict"),
        "hukum_pejabat": _("officials and the law"),
        "ujaran": _("hostile speech"),
        "peristiwa": _("incident"),
        "kerukunan": _("tolerance"),
        "klaim": _("claim to verify"),
        "klarifikasi": _("clarification"),
        "penipuan": _("fraud"),
    }
    return known.get(code, code)


def state(_: Words, code: str) -> str:
    """Return the state of a signal."""
    known = {
        "open": _("Waiting"),
        "in_review": _("In review"),
        "second_review": _("Waits for a second person"),
        "confirmed": _("Confirmed"),
        "dismissed": _("Dismissed"),
        "unverifiable": _("Unverifiable"),
        "reopened": _("Reopened"),
    }
    return known.get(code, code)


def decision(_: Words, code: str) -> str:
    """Return the act of deciding, as a button says it."""
    known = {"confirmed": _("Confirm"), "dismissed": _("Dismiss"), "unverifiable": _("Cannot be verified")}
    return known.get(code, code)


def reason(_: Words, code: str) -> str:
    """Return the reason of a verdict."""
    known = {
        "relevant_event": _("The event is relevant"),
        "false_claim_checked": _("The claim is false, it was checked"),
        "hostility_confirmed": _("Hostility towards a group confirmed"),
        "needs_follow_up": _("Needs follow-up"),
        "not_relevant": _("Not relevant"),
        "wrong_category": _("Wrong category"),
        "wrong_region": _("Wrong region"),
        "criticism_or_opinion": _("Criticism or opinion"),
        "already_handled": _("Handled already"),
        "no_source": _("No source found"),
        "conflicting_sources": _("Sources contradict each other"),
        "needs_field_check": _("Needs a check on the spot"),
        "other": _("Another reason (write it in the comment)"),
    }
    return known.get(code, code)


def urgency(_: Words, priority: int) -> str:
    """Return how soon a person should look."""
    return {2: _("Now"), 1: _("Today")}.get(priority, _("This week"))


def role(_: Words, code: str) -> str:
    """Return the role of a person."""
    known = {
        "viewer": _("viewer"),
        "operator": _("operator"),
        "analyst": _("analyst"),
        "supervisor": _("supervisor"),
        "admin": _("administrator"),
        "auditor": _("auditor"),
    }
    return known.get(code, code)


def origin(_: Words, code: str) -> str:
    """Return the way on which a text reached the office."""
    known = {
        "whatsapp": _("WhatsApp"),
        "phone": _("telephone"),
        "social_media": _("social media"),
        "letter": _("letter"),
        "visit": _("visit"),
    }
    return known.get(code, _("another way"))


def fact_verdict(_: Words, code: str) -> str:
    """Return what a publisher of fact-checks concluded, in one of Suar's neutral names."""
    known = {
        "false": _("not true"),
        "misleading": _("misleading"),
        "missing_context": _("partly true or without context"),
        "satire": _("satire"),
        "unproven": _("not proven"),
        "true": _("true"),
        "retracted": _("taken back by its publisher"),
        "other": _("no clear conclusion"),
    }
    return known.get(code, code)


def fact_check_note(_: Words, text: str) -> str:
    """Return what became of a fact-check that was found for a document: `fact_check:revised:7`."""
    known = {
        "found": _("A fact-check that answers the claim was published."),
        "gone": _("A fact-check that was shown here was taken back or no longer answers the claim."),
        "revised": _("Its publisher corrected a fact-check that was shown here."),
        "judged": _("A fact-check that was shown here is judged otherwise now."),
    }
    return known.get(text.split(":")[1], text)


def kind(_: Words, code: str) -> str:
    """Return the kind of a mark or a document."""
    known = {
        "region": _("region"),
        "politik": _("politics"),
        "sara": _("SARA"),
        "klaim": _("claim"),
        "news": _("news"),
        "post": _("public post"),
    }
    return known.get(code, code)


def title_from(_: Words, code: str) -> str:
    """Return the field that a title was taken from; empty when it is not known."""
    known = {
        "h1": _("the page's heading"),
        "heading": _("a lower heading"),
        "title": _("the title element"),
        "og": _("the field og:title"),
        "json-ld": _("the page's JSON-LD"),
        "feed": _("the feed"),
    }
    return known.get(code, code)


def likelihood(_: Words, probability: float) -> str:
    """Return a probability in words; the number always stands beside it."""
    if probability >= 0.9:
        return _("very likely")
    if probability >= 0.65:
        return _("likely")
    if probability >= 0.35:
        return _("uncertain")
    return _("unlikely") if probability >= 0.1 else _("no")


def outcome(_: Words, code: str) -> str:
    """Return what became of a fetched address, e.g. `rejected:no_text`."""
    known = {
        "stored": _("stored"),
        "duplicate": _("copy"),
        "revision": _("revision"),
        "unchanged": _("unchanged"),
        "read": _("list read"),
        "rejected": _("rejected"),
        "failed": _("failed"),
    }
    name, _colon, why = code.partition(":")
    return f"{known.get(name, name)}: {outcomes.reason(_, why)}" if why else known.get(name, name)


def act(_: Words, code: str) -> str:
    """Return what somebody did, for the audit log."""
    known = {
        "signal.open": _("opened the signal"),
        "signal.take": _("took the signal"),
        "signal.release": _("gave the signal back"),
        "signal.verdict": _("gave a verdict"),
        "signal.reopen": _("reopened the signal"),
        "signal.note": _("added a note"),
        "signal.follow_up": _("added a follow-up"),
        "signal.assign": _("assigned a task"),
        "signal.escalate": _("escalated the signal"),
        "report.create": _("made a report"),
        "report.export": _("exported a report"),
        "user.add": _("added a person"),
        "user.link": _("made a login link"),
        "user.token": _("made an API token"),
        "token.add": _("made a push key"),
        "token.revoke": _("revoked a push key"),
        "session.begin": _("signed in"),
        "session.end": _("signed out"),
        "signal.open_again": _("handed in a text that was known already"),
        "region.correct": _("corrected the regions of the document"),
        "issue.merge": _("put issues together"),
        "issue.split": _("took documents out of an issue"),
        "burst.raise": _("raised an alarm"),
        "burst.end": _("ended an alarm"),
        "burst.resume": _("let an alarm go on after its end"),
        "event.resolve": _("closed an event of a source"),
        "source.pause": _("paused a source"),
        "source.resume": _("let a source be read again"),
        "signal.fact_check": _("noted a change of a fact-check"),
    }
    return known.get(code, code)


def place(_: Words, code: str) -> str:
    """Return the name of a region; the country for the empty code."""
    if not code:
        return _("National")
    tree = load_tree()
    return tree.display(code) if code in tree else code


def thing(_: Words, code: str) -> str:
    """Return what an act was done on, e.g. `signal:7`."""
    known = {
        "signal": _("signal"),
        "report": _("report"),
        "user": _("person"),
        "source": _("source"),
        "event": _("event"),
        "token": _("push key"),
        "issue": _("issue"),
        "burst": _("alarm"),
    }
    kind_, colon, number = code.partition(":")
    return f"{known.get(kind_, kind_)} {number}" if colon else code


def audit_detail(_: Words, name: str, value: object) -> str:
    """Return one detail of an act, e.g. `category: politik`; what has no words yet is shown as it stands."""
    names = {
        "category": _("category"),
        "region": _("region"),
        "priority": _("urgency"),
        "document": _("document"),
        "documents": _("documents"),
        "other": _("other issue"),
        "decision": _("verdict"),
        "state": _("state"),
        "reason": _("reason"),
        "comment": _("comment"),
        "evidence_seen": _("evidence seen"),
        "items": _("signals"),
        "form": _("format"),
        "version": _("version"),
        "step": _("person"),
        "to": _("to"),
        "from": _("from"),
        "kind": _("kind"),
        "source": _("source"),
        "event": _("event"),
        "events": _("events"),
    }
    text = str(value)
    words_of = {"category": category, "decision": state, "state": state, "reason": reason, "region": place}
    if name in words_of and isinstance(value, str):
        text = words_of[name](_, value)
    elif name == "priority" and isinstance(value, int):
        text = urgency(_, value)
    elif value is True:
        return names.get(name, name)
    return f"{names.get(name, name)}: {text}"
