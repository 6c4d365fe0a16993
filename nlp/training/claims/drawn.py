"""Draws the messages to learn from and to measure on, and makes their lists over titles with and without claims."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from core.errors import BadInput
from nlp.claims.encoded import encode_checks
from nlp.claims.frequencies import Frequencies
from nlp.claims.search import Searcher
from nlp.encoder.contract import Encoder
from nlp.training.claims.lists import Close, Listed, close, listed, only_own, unanswered
from nlp.training.claims.messages import Message, Store
from nlp.training.claims.remembered import Remembered
from nlp.training.claims.variants import Swap, pools_of, retold, swapped

#: Messages of the newest fact-checks that nothing is learned from when it is measured.
HELD = 350
#: `suar train encoder` keeps the fact-checks from here on out of its training; on those it knows, vectors look better
#: than they are: learned there, they took MRR on the newest from .806 (words alone) to .740 (2026-11-28).
UNSEEN_FROM = "2025-11"
#: Messages learned from, and of how many one teaches as another instance of its template too: with all of them a
#: message had to be almost its title to be a match (recall .42 for .51; 2026-11-30).
MOST, _EACH = 1_200, 3


class Drawn(NamedTuple):
    """Messages in time order: to learn what words are worth, what vectors are worth, and to measure on."""

    older: list[Message]
    unseen: list[Message]
    newest: list[Message]


class Instances(NamedTuple):
    """Own fact-checks of messages as they are, and of the same messages with one number, place … changed."""

    exact: Close
    swapped: Close
    kinds: list[str]


class Taught(NamedTuple):
    """Lists, and what tells apart for the first of each."""

    lists: list[Listed]
    close: Close


class Newest(NamedTuple):
    """Messages that are measured on, over titles alone."""

    lists: list[Listed]
    close: Close
    unanswered: list[Close]  #: for each message, what is found once its own fact-check is taken out
    instances: Instances


class Lists(NamedTuple):
    """What is learned from and measured on."""

    older: list[Listed]
    older_close: Close
    #: Messages that no encoder was trained on, over titles alone and, told again, over titles and claims.
    unseen: Taught
    unseen_claimed: Taught
    newest: Newest
    claimed: Taught  #: the newest, told again, over titles and claims, their own among them
    mixed: list[Listed]  #: the newest, where all fact-checks have their claims but their own


def draw(store: Store) -> Drawn:
    """Return messages drawn with a fixed seed. Raises: BadInput when there are too few of one time."""
    newest = [message for message in store.messages if len(message.date) == 10][-HELD:]
    before = [message for message in store.messages if newest and message.date < newest[0].date]
    unseen = [message for message in before if message.date >= UNSEEN_FROM]
    older = [message for message in before if message.date < UNSEEN_FROM]
    if not older or not unseen:
        raise BadInput(
            f"claims/factchecks.jsonl holds {len(older)} messages (`claim`) from before {UNSEEN_FROM} and "
            f"{len(unseen)} from then on beside the newest {HELD}: both are needed, with the day in `date`."
        )
    return Drawn(random.Random(1).sample(older, min(MOST, len(older))), unseen, newest)  # noqa: S311 (no secret)


def make_lists(store: Store, known: Frequencies, encoder: Encoder, say: Callable[[str], object]) -> Lists:
    """Return the lists to learn from and to measure on. Raises: BadInput when there are too few messages."""
    drawn, chance = draw(store), random.Random(2)  # noqa: S311 (a sample, no secret)
    encoder, half = Remembered(encoder), len(drawn.older) // 2
    bare = searcher_of(store, known, encoder, None)
    old, unseen, new = (listed(bare, store, some) for some in (drawn.older[:half], drawn.unseen, drawn.newest))
    others = [swap.message for swap in _others(store, drawn.older[:half:_EACH], chance)]
    old_close = close(bare, [*old, *map(unanswered, old)])
    unseen_close = close(bare, [*unseen, *map(unanswered, unseen)])
    others_close = only_own(bare, listed(bare, store, others), False)
    newest = Newest(
        new,
        close(bare, new),
        [close(bare, [unanswered(one)]) for one in new],
        _instances(bare, store, _others(store, drawn.newest, chance), drawn.newest),
    )
    say(f"{encoder.name}: lists over titles")
    alone = drawn.older[half::2]
    some_bare = searcher_of(store, known, encoder, {message.row for message in alone})
    told = [retold(message, chance) for message in drawn.older[half + 1 :: 2]]
    claimed = listed(some_bare, store, [*told, *alone])
    with_claims = searcher_of(store, known, encoder, set())
    unseen_claimed, newest_claimed = (
        listed(with_claims, store, [retold(message, chance) for message in some])
        for some in (drawn.unseen, drawn.newest)
    )
    mixed = searcher_of(store, known, encoder, {message.row for message in drawn.newest})
    say(f"{encoder.name}: lists over titles and claims")
    return Lists(
        [*old, *claimed],
        Close.joined([old_close, others_close, close(some_bare, [*claimed, *map(unanswered, claimed)])]),
        Taught(unseen, unseen_close),
        Taught(unseen_claimed, close(with_claims, [*unseen_claimed, *map(unanswered, unseen_claimed)])),
        newest,
        Taught(newest_claimed, close(with_claims, newest_claimed)),
        listed(mixed, store, drawn.newest),
    )


def searcher_of(store: Store, known: Frequencies, encoder: Encoder, bare: Set[int] | None) -> Searcher:
    """Index the fact-checks; those in `bare` (None: all) without their claims, as if they had only a title."""
    checks = [
        check.model_copy(update={"claim": ""}) if bare is None or row in bare else check
        for row, check in enumerate(store.checks)
    ]
    return Searcher(checks, known, encode_checks(encoder, checks))


def _others(store: Store, messages: Sequence[Message], chance: random.Random) -> list[Swap]:
    pools = pools_of(store.checks)
    made = (swapped(message, store.checks[message.row].title, pools, chance) for message in messages)
    return [swap for swap in made if swap is not None]


def _instances(searcher: Searcher, store: Store, swaps: Sequence[Swap], messages: Sequence[Message]) -> Instances:
    exact = {message.row: message for message in messages}
    return Instances(
        only_own(searcher, listed(searcher, store, (exact[swap.message.row] for swap in swaps)), True),
        only_own(searcher, listed(searcher, store, (swap.message for swap in swaps)), False),
        [swap.kind for swap in swaps],
    )
