"""Pairs for the encoders from files: every kind, and nothing of what is kept out for measuring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from core.errors import BadInput
from nlp.training.encoder.pairs import Pair, bare_title, read_pairs, read_questions

OLD = {
    "src": "tbh-brin1k", "id": "b1", "title": "[SALAH] Telur rebus menyembuhkan flu",
    "claim": "Beredar unggahan akun Facebook “X” disertai narasi: “makan telur rebus tiap pagi flu langsung hilang”",
    "explain": "Menurut dokter, telur tidak menyembuhkan flu.", "conclusion": "Klaim itu tidak benar.",
}  # fmt: skip
NEW = {**OLD, "src": "tbh-luthfi", "id": "n1", "title": "salah jembatan suramadu ambruk kemarin sore",
       "claim": "narasi: “Jembatan Suramadu ambruk kemarin sore, hindari!”"}  # fmt: skip
SAME = {**OLD, "src": "komdigi", "id": "k1", "title": "hoaks jembatan suramadu ambruk", "claim": ""}
ALIKE = {**OLD, "src": "komdigi", "id": "k2", "title": "hoaks jembatan suramadu ambruk kemarin sore", "claim": ""}


def pair(a: str, b: str, score: float) -> dict[str, object]:
    sources = {"b1": "tbh-brin1k", "n1": "tbh-luthfi", "k1": "komdigi", "k2": "komdigi"}
    return {
        "score": score,
        "a": a,
        "b": b,
        "src_a": sources[a],
        "src_b": sources[b],
        "title_a": a * 9,
        "title_b": b * 9,
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    def write(name: str, rows: list[dict[str, object]]) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    write("claims/factchecks.jsonl", [OLD, NEW, SAME, ALIKE])
    write("claims/candidate_pairs.jsonl", [pair("n1", "k1", 0.7), pair("n1", "k2", 0.9), pair("b1", "b1", 0.95)])
    write(
        "news/articles_2025.jsonl", [{"title": "Judul", "body": "**KOMPAS.com** - Isi berita.", "description": "Inti."}]
    )
    write("labels/categories_dev.jsonl", [{"kind": "news", "title": "Judul dua", "text": "Isi dua."}])
    forwarded = {"text": "Tolong sebarkan: jembatan suramadu ambruk", "claim": "Jembatan Suramadu ambruk"}
    write("posts/messages_hoax.jsonl", [forwarded, {"text": "Minum air es bikin beku", "claim": "Air es berbahaya"}])
    (tmp_path / "lexicon/louisowen").mkdir(parents=True)
    (tmp_path / "lexicon/louisowen/combined_slang_words.txt").write_text('{"abis": "habis", "ada": "ada"}')
    (tmp_path / "lexicon/stif/data/labelled").mkdir(parents=True)
    for side, words in (("inf", "gw abis duit\n"), ("for", "saya kehabisan uang\n")):
        (tmp_path / f"lexicon/stif/data/labelled/train.{side}").write_text(words)
    return tmp_path


def test_every_kind_is_read(data: Path) -> None:
    pairs = read_pairs(data)
    assert {p.kind for p in pairs} == {"message", "told", "concluded", "title", "lead", "slang"}
    assert Pair("message", "makan telur rebus tiap pagi flu langsung hilang", "Telur rebus menyembuhkan flu") in pairs
    assert Pair("lead", "Isi berita.", "Judul") in pairs
    assert Pair("slang", "abis", "habis") in pairs
    assert len(pairs) == len(set(pairs))


def test_nothing_about_the_claims_that_are_kept_out_is_learned(data: Path) -> None:
    assert not [p for p in read_pairs(data) if "suramadu" in (p.left + p.right).casefold()]


def test_questions_are_asked_among_all_titles_but_twins(data: Path) -> None:
    questions, titles = read_questions(data)
    assert [q.message for q in questions] == ["Jembatan Suramadu ambruk kemarin sore, hindari!"]
    assert titles[questions[0].answer] == NEW["title"]
    assert SAME["title"] in titles
    assert ALIKE["title"] not in titles


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("[SALAH] Telur busuk", "Telur busuk"),
        ("salah video banjir", "video banjir"),
        ("hoaks salah alamat", "alamat"),
        ("“PRESIDEN DIPECAT”", "PRESIDEN DIPECAT"),
        ("penipuan", "penipuan"),
    ],
)
def test_verdicts_are_taken_off_titles(title: str, bare: str) -> None:
    assert bare_title({"title": title}) == bare


def test_a_missing_set_is_named(data: Path) -> None:
    (data / "lexicon/louisowen/combined_slang_words.txt").unlink()
    with pytest.raises(BadInput, match="lexicon"):
        read_pairs(data)
