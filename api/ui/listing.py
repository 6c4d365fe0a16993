"""What the list of the queue shows of each signal, and the choices above it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from api.ui import labels
from api.ui.choice import CATEGORIES, VIEWS, Choice
from api.ui.desk import Desk
from api.ui.sentences import in_one
from core.regions.tree import load_tree
from core.schemas.analysis import weaker
from core.schemas.signal import DECIDED, Signal
from core.store import analyses, claim_matches, copies, signals
from core.store.copies import NOWHERE, Spread

PAGE = 30
#: Pages of the store that are read to fill one page of held signals: those are few, one a person.
_MOST_READ = 10
#: Places of a text that a list names; the others are counted, and stand on the text's own page.
PLACES = 5
#: Longest title in a list, in characters: a page must stay below 200 KB whatever the titles hold.
_TITLE = 160


class Item(NamedTuple):
    """One signal of the list."""

    id: int
    href: str
    category: str
    category_name: str
    priority: int
    urgency: str
    opened_at: datetime
    title: str
    why: str
    place: str
    source: str
    fictional: bool
    document_id: int
    spread: Spread
    holder: str
    state: str


class Chip(NamedTuple):
    """One choice above the list."""

    name: str
    href: str
    chosen: bool


class Listing(NamedTuple):
    """The list and its choices."""

    items: list[Item]
    next_page: str
    total: int
    urgent: int
    views: list[Chip]
    categories: list[Chip]
    days: list[Chip]
    regions: list[tuple[str, str]]
    weaker: str  #: what judges at present in the place of a model that cannot be used
    choice: Choice


def listing(at: Desk, connection: Connection, choice: Choice) -> Listing:
    """Return the signals of the choice within the person's region, with the choices to change it."""
    found = _page(at, connection, choice)
    spread = copies.elsewhere(connection, [signal.document_id for signal in found], each=PLACES)
    answered = claim_matches.answered_issues(connection, [one.issue_id for one in found if one.category == "klaim"])
    total, urgent = signals.count(connection, at.actor.scope, choice.filters(at.moments.present))
    last = found[-1] if len(found) == PAGE else None
    _ = at.words
    names = {"menunggu": _("Waiting"), "terkunci": _("Held"), "selesai": _("Decided")}
    fresh = choice.model_copy(update={"after": None})
    return Listing(
        items=[_item(at, one, choice, spread.get(one.document_id, NOWHERE), one.issue_id in answered) for one in found],
        next_page=choice.query(after=(last.priority, last.id)) if last else "",
        total=len(found) if choice.view == "terkunci" else total,
        urgent=urgent,
        views=[Chip(names[v], _link(fresh, view=v), choice.view == v) for v in VIEWS],
        categories=[
            Chip(_("All categories"), _link(fresh, category=None), choice.category is None),
            *(Chip(labels.category(_, c), _link(fresh, category=c), choice.category == c) for c in CATEGORIES),
        ],
        days=[
            Chip(_("30 days"), _link(fresh, everything=False), not choice.everything),
            Chip(_("Any time"), _link(fresh, everything=True), choice.everything),
        ],
        regions=_regions(at, choice.region),
        weaker=_weaker(at, analyses.newest_pipeline(connection)),
        choice=choice,
    )


def headline(title: str, text: str, at_most: int = _TITLE) -> str:
    """Return the title, or how the text begins where there is none (a public post), cut to the length."""
    line = " ".join((title or text[: 4 * at_most]).split())
    return line if len(line) <= at_most else line[: at_most - 1].rstrip(" .…") + "…"


def _weaker(at: Desk, pipeline: str) -> str:
    """Return in words which simpler stage judged the newest document, nothing when all was well."""
    _ = at.words
    words = {
        "": "",
        "fast": _(
            "The precise model cannot be used: the fast models judge alone and miss more. "
            "`suar doctor` says what is missing."
        ),
        "rules": _(
            "No model can be used: rules mark what may matter as not sure, and much is missed. "
            "`suar doctor` says what is missing."
        ),
        "none": _(
            "Categories are not judged at all: every document stays not sure. `suar doctor` says what is missing."
        ),
    }
    return words[weaker(pipeline)]


def _page(at: Desk, connection: Connection, choice: Choice) -> list[Signal]:
    wanted = choice.filters(at.moments.present)
    if choice.view != "terkunci":
        return signals.queue(connection, at.actor.scope, wanted, after=choice.after, limit=PAGE)
    wanted = wanted.model_copy(update={"states": ("in_review", "second_review", *DECIDED)})
    found: list[Signal] = []
    after = choice.after
    for _read in range(_MOST_READ):
        page = signals.queue(connection, at.actor.scope, wanted, after=after, limit=100)
        found += [signal for signal in page if signal.held_at(at.moments.present)]
        if len(page) < 100 or len(found) >= PAGE:
            break
        after = (page[-1].priority, page[-1].id)
    return found[:PAGE]


def _item(at: Desk, signal: Signal, choice: Choice, spread: Spread, answered: bool) -> Item:
    _ = at.words
    held = signal.held_at(at.moments.present)
    holder = _("Held for you") if signal.holder_id == at.actor.id else _("Held by %(name)s", name=signal.holder_name)
    return Item(
        id=signal.id,
        href=f"/antrean/{signal.id}{choice.query()}",
        category=signal.category,
        category_name=labels.category(_, signal.category),
        priority=signal.priority,
        urgency=labels.urgency(_, signal.priority),
        opened_at=signal.opened_at,
        title=headline(signal.title, signal.excerpt),
        why=in_one(_, signal.reasons, answered=answered),
        place=labels.place(_, signal.region) if signal.region else _("No region"),
        source=signal.source_name,
        fictional=signal.fictional,
        document_id=signal.document_id,
        spread=spread,
        holder=holder if held else "",
        state="" if signal.state in ("open", "in_review") else labels.state(_, signal.state),
    )


def _regions(at: Desk, chosen: str) -> list[tuple[str, str]]:
    """The regions one may choose: those below the office's, the chosen one's line, and those below that."""
    tree, top = load_tree(), at.actor.region
    rows = [("", labels.place(at.words, top))]
    line = [r.code for r in reversed(tree.ancestors(chosen))] + [chosen] if chosen else []
    below = {region.code for region in tree.children(top or None)}
    for code in sorted(below | set(line) | ({r.code for r in tree.children(chosen)} if _has_below(chosen) else set())):
        if at.actor.scope.covers(code) and code != top:
            rows.append((code, "\u2003" * max(0, code.count(".") - top.count(".")) + tree.display(code)))
    return rows


def _has_below(code: str) -> bool:
    return len(code) in (2, 5)


def _link(choice: Choice, **changes: object) -> str:
    return "/antrean" + choice.query(**changes)
