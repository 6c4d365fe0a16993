"""Pairs of texts that mean the same, read from the shared data: what the encoders learn nearness from.

The newest fact-checks (source `tbh-luthfi`, November 2025 to June 2026) are kept out together with what other
publishers wrote about the same claims: retrieval is measured on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.factchecks.frames import message_of
from core.factchecks.verdicts import split_headline
from nlp.training.corpus import read_rows

#: The source that is kept out, and the likeness of titles from which another record is taken to be about the same
#: claim (candidate_pairs: of .65-.75 about half are).
KEPT_OUT, SAME_CLAIM_MAYBE = "tbh-luthfi", 0.6
#: From this likeness on nearly all pairs of titles are the same claim (README of the data).
SAME_CLAIM = 0.85
#: Characters of a text that is paired with its title.
_MESSAGE, _LEAD = 1500, 400
_SHORTEST = 15
#: Verdicts without a mark behind them, as two of the sources begin their titles.
_VERDICT_IN_FRONT = re.compile(
    r"^\W*(?:(?:salah|hoaks|hoax|disinformasi|misinformasi|penipuan|klarifikasi|fakta|keliru|benar)\b[\s:\-\])]*)+",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://\S+|(?:Sumber|Narasi)\s?:", re.IGNORECASE)
_MARKUP = re.compile(r"\*\*[^*]{0,40}KOMPAS\.com\*\*\s*[-–—]?\s*|[*_#]{2,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; `kind` says how they were found."""

    kind: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Question:
    """A message and the position of its own fact-check among the titles."""

    message: str
    answer: int


def read_pairs(data: Path) -> list[Pair]:
    """Return all pairs, each once.

    Raises: BadInput when a set is missing or is not JSON Lines.
    """
    records = read_records(data)
    kept_out = _kept_out(data, records)
    learned = [record for record in records if record["id"] not in kept_out]
    found = [*_messages(learned), *_told(learned), *_titles(data, kept_out), *_forwarded(data, records)]
    found += [*_articles(data), *_slang(data)]
    return list(dict.fromkeys(pair for pair in found if min(len(pair.left), len(pair.right)) >= 3))


def read_records(data: Path) -> list[dict[str, Any]]:
    """Return the fact-checks. Raises: BadInput when the set is missing or is not JSON Lines."""
    return [row for _, row in read_rows(data / "claims" / "factchecks.jsonl")]


def read_questions(data: Path) -> tuple[list[Question], list[str]]:
    """Return the messages of the fact-checks that are kept out, and all titles that they are looked for among.

    Titles of other publishers that nearly repeat the title of a question are left out: they answer it as well.

    Raises: BadInput when a set is missing or is not JSON Lines.
    """
    records = read_records(data)
    twins = {
        pair["b"] if pair["src_a"] == KEPT_OUT else pair["a"]
        for _, pair in read_rows(data / "claims" / "candidate_pairs.jsonl")
        if pair["score"] >= SAME_CLAIM and KEPT_OUT in (pair["src_a"], pair["src_b"])
    }
    shown = [record for record in records if record["id"] not in twins]
    questions = []
    for place, record in enumerate(shown):
        message = _message(record) if record["src"] == KEPT_OUT else ""
        if message:
            questions.append(Question(message, place))
    return questions, [record["title"] for record in shown]


def bare_title(record: dict[str, Any]) -> str:
    """Return the title of a fact-check without the verdict in front of it."""
    title = split_headline(record["title"]).rest
    return _VERDICT_IN_FRONT.sub("", title).strip(" \t\n\u201c\u201d\"'") or record["title"].strip()


def _message(record: dict[str, Any]) -> str:
    """Return the message that a fact-check is about, or nothing where it tells too little."""
    message = message_of(record.get("claim") or "")[:_MESSAGE]
    return message if len(message) >= _SHORTEST else ""


def _kept_out(data: Path, records: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the fact-checks that are kept out and of all that may be about the same claims."""
    found = {record["id"] for record in records if record["src"] == KEPT_OUT}
    for _, pair in read_rows(data / "claims" / "candidate_pairs.jsonl"):
        if pair["score"] >= SAME_CLAIM_MAYBE and KEPT_OUT in (pair["src_a"], pair["src_b"]):
            found |= {pair["a"], pair["b"]}
    return found


def _messages(records: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield what circulated beside the title of its fact-check."""
    for record in records:
        if message := _message(record):
            yield Pair("message", message, bare_title(record))


def _told(records: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield what fact-checkers wrote about a claim, beside its title; half of it is stemmed (source `komdigi`)."""
    for record in records:
        told = _WEB.sub(" ", message_of((record.get("explain") or "")[:_MESSAGE]))[:_LEAD].strip()
        if len(told) >= _SHORTEST:
            yield Pair("told", told, bare_title(record))
        if concluded := (record.get("conclusion") or "").strip()[:_LEAD]:
            yield Pair("concluded", concluded, bare_title(record))


def _titles(data: Path, kept_out: set[str]) -> Iterator[Pair]:
    """Yield titles of two publishers that nearly repeat each other."""
    for _, pair in read_rows(data / "claims" / "candidate_pairs.jsonl"):
        if pair["score"] >= SAME_CLAIM and not {pair["a"], pair["b"]} & kept_out:
            yield Pair("title", bare_title({"title": pair["title_a"]}), bare_title({"title": pair["title_b"]}))


def _forwarded(data: Path, records: list[dict[str, Any]]) -> Iterator[Pair]:
    """Yield forwarded messages beside the claim that a person read out of them, unless it may be kept out."""
    hidden = {record["title"].casefold() for record in records if record["src"] == KEPT_OUT}
    words = [set(title.split()) for title in hidden]
    for _, row in read_rows(data / "posts" / "messages_hoax.jsonl"):
        own = set(row["claim"].casefold().split())
        if not any(len(own & other) >= 0.5 * max(1, len(own)) for other in words):
            yield Pair("message", row["text"][:_MESSAGE], row["claim"])


def _articles(data: Path) -> Iterator[Pair]:
    """Yield headlines beside the first sentences under them."""
    for _, row in read_rows(data / "news" / "articles_2025.jsonl"):
        lead = _MARKUP.sub("", row["body"])[:_LEAD].strip()
        yield Pair("lead", lead, row["title"])
        if row.get("description"):
            yield Pair("lead", row["description"], row["title"])
    for _, row in read_rows(data / "labels" / "categories_dev.jsonl"):
        if row["kind"] == "news" and row["title"] and row["text"]:
            yield Pair("lead", row["text"][:_LEAD], row["title"])


def _slang(data: Path) -> Iterator[Pair]:
    """Yield slang beside the formal words, single words and sentences."""
    lexicon = data / "lexicon"
    try:
        words = json.loads((lexicon / "louisowen" / "combined_slang_words.txt").read_text("utf-8"))
        sides = [
            (lexicon / "stif" / "data" / "labelled" / f"train.{side}").read_text("utf-8") for side in ("inf", "for")
        ]
    except (OSError, ValueError) as error:
        raise BadInput(f"{lexicon} cannot be read: {error}. Name the data folder with --data.") from error
    yield from (Pair("slang", slang, formal) for slang, formal in words.items() if slang != formal)
    for slang, formal in zip(*(side.splitlines() for side in sides), strict=True):
        if slang != formal:
            yield Pair("slang", slang, formal)
