"""Two claims, whichever is given first; hostile titles; which weights decide."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import ArtefactError
from nlp.claims.compare import Comparer
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS
from nlp.claims.model import ClaimModel
from nlp.claims.pairs import COLUMNS, Claim, PairReader
from nlp.encoder.hashed import HashedEncoder
from tests.unit.nlp.claims.conftest import linear

KNOWN = Frequencies(100, {"pt": 30}, np.zeros(BUCKETS, np.float32), frozenset({"pertamina"}), {"undi": -2.0}, -0.5)
ENCODER = HashedEncoder("")
READER = PairReader(KNOWN, ENCODER)
WORDS = (
    "gempa",
    "Bantul",
    "Ambon",
    "di",
    "pada",
    "500",
    "Kalsel",
    "Kalimantan",
    "Selatan",
    "PN",
    "Pertamina",
    "pertamiina",
)
TITLES = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def comparer(**functions: float) -> Comparer:
    made = {f"compare.{kind}": linear(COLUMNS, bias) for kind, bias in functions.items()}
    return Comparer(ClaimModel("test", made, {}, {}, KNOWN), "static", ENCODER)


@settings(deadline=None)
@given(first=TITLES | st.text(max_size=60), second=TITLES)
def test_the_order_does_not_matter(first: str, second: str) -> None:
    one, two = Claim(first), Claim(second)
    np.testing.assert_array_equal(READER.features(one, two), READER.features(two, one))


def test_a_disguised_title_is_as_alike_as_a_plain_one() -> None:
    plain, hidden = Claim("Undian Pertamina di Bantul"), Claim("Und\u200bian Pertаmina di B\u200dantul")
    other = Claim("Undian Pertamina di Ambon")
    np.testing.assert_allclose(READER.features(hidden, other), READER.features(plain, other))


#: Which of two like words is left over hangs on which title is laid first.
ONE_WAY = "indonesia jokowi gratis mandi PN bank", "gratis bank mandiri mandi pemberantasan indonesia"


@settings(deadline=None)
@given(first=TITLES, second=TITLES)
@example(*ONE_WAY)
def test_the_order_does_not_matter_for_the_words_apart(first: str, second: str) -> None:
    one, two = Claim(first), Claim(second)
    assert READER.sides(one, two) == READER.sides(two, one)


def test_the_order_does_not_matter_for_the_answer() -> None:
    said = {stem: 0.1 * at for at, stem in enumerate(("mandi", "mandir", "bank", "pn", "berantas"), start=1)}
    model = ClaimModel("test", {"compare.static": linear(COLUMNS, 0.0)}, {}, {}, KNOWN, said)
    told, (one, two) = Comparer(model, "static", ENCODER), map(Claim, ONE_WAY)
    assert told.compare(one, two) == told.compare(two, one)
    assert told.compare(one, two).probability != 0.5


@settings(deadline=None)
@given(title=TITLES)
def test_a_title_lacks_nothing_of_itself(title: str) -> None:
    found = READER.sides(Claim(title), Claim(title))
    assert (found.one.missing, found.two.missing) == ([], [])


@pytest.mark.parametrize(("bias", "decision"), [(-5.0, "no"), (-0.4, "unsure"), (5.0, "yes")])
def test_the_weights_decide(bias: float, decision: str) -> None:
    assert comparer(static=bias).compare(Claim("Undian Pertamina"), Claim("Undian Tonasa")).decision == decision


def test_what_a_word_says_that_one_title_alone_has_is_added() -> None:
    functions = {"compare.static": linear(COLUMNS, 0.0)}
    told = Comparer(ClaimModel("test", functions, {}, {}, KNOWN, {"undi": -3.0, "gempa": 9.0}), "static", ENCODER)
    found = told.compare(Claim("Undian Pertamina di Ambon"), Claim("Pertamina di Ambon"))
    assert found.decision == "no"
    assert found == told.compare(Claim("Pertamina di Ambon"), Claim("Undian Pertamina di Ambon"))
    assert told.compare(Claim("Gempa di Ambon"), Claim("Gempa di Ambon")).probability == 0.5


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ("Anies tidak ditangkap KPK", "Anies ditangkap KPK", ["tidak"]),
        ("Hoaks! Vaksin gak sebabkan mandul", "vaksin menyebabkan mandul", ["gak"]),
        ("Gibran batal dilantik di Ambon", "Gibran dilantik di Ambon", ["batal"]),
        ("Israel menyerang Iran", "Iran menyerang Israel", ["Iran menyerang Israel", "Israel menyerang Iran"]),
        ("Prabowo pecat Luhut", "Luhut pecat Prabowo", ["Luhut pecat Prabowo", "Prabowo pecat Luhut"]),
        ("Video Anies mendukung Megawati 2024", "Megawati mendukung Anies", ["Anies mendukung Megawati", "Megawati"]),
    ],
)
def test_the_opposite_is_never_the_same_claim(first: str, second: str, named: list[str]) -> None:
    found = comparer(static=9.0).compare(Claim(first), Claim(second))
    assert (found.decision, found.probability) == ("unsure", 0.45)
    assert all(any(one in told for told in found.differs) for one in named)
    assert found == comparer(static=9.0).compare(Claim(second), Claim(first))
    assert comparer(static=-9.0).compare(Claim(first), Claim(second)).decision == "no"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Israel menyerang Iran", "Iran diserang Israel"),
        ("Tidak benar vaksin sebabkan mandul", "Vaksin sebabkan mandul"),
        ("Anies tidak ditangkap", "Anies tak ditangkap"),
        ("Anies jangan ditangkap", "Anies tidak ditangkap"),
        ("Gempa Ambon, warga mengungsi", "Warga mengungsi, gempa Ambon"),
        ("Bantuan beras dan minyak", "Bantuan minyak dan beras"),
        ("Rohingya bakar gudang karena tidak diberi uang", "Rohingya bakar gudang"),
    ],
)
def test_what_is_said_otherwise_is_left_to_the_weights(first: str, second: str) -> None:
    assert comparer(static=9.0).compare(Claim(first), Claim(second)).decision == "yes"


def test_a_version_without_weights_is_refused() -> None:
    with pytest.raises(ArtefactError, match=r"compare\.static"):
        comparer(plain=0.0)


@pytest.mark.parametrize("text", ["a" * 50_000, "gempa " * 10_000, "PN " * 20_000, "g\u200b" * 25_000])
def test_a_flood_is_compared_soon(text: str) -> None:
    begun = time.process_time()
    comparer(static=0.0).compare(Claim(text), Claim("", text))
    assert time.process_time() - begun < 1.0


def test_titles_without_words_are_never_the_same() -> None:
    assert comparer(static=5.0).compare(Claim("🤷"), Claim("🤷")).probability == 0
