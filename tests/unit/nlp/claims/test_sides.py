"""Two titles beside each other: abbreviations, and words that stand in each other's place."""

from __future__ import annotations

import pytest

from nlp.claims.frequencies import Frequencies
from nlp.claims.instead import INSTEAD_COLUMNS, Scale, instead_features
from nlp.claims.sides import beside
from nlp.claims.slots import slots
from nlp.claims.words import Kind


def left(first: str, second: str) -> tuple[list[str], list[str]]:
    found = beside(first, second, ())
    return [word.stem for word in found.one.rest], [word.stem for word in found.two.rest]


def instead(first: str, second: str, known: Frequencies | None = None) -> dict[str, float]:
    scale = Scale(known or Frequencies.none(), lambda _, kind: 0.5 if kind >= Kind.CHECKER else 5.0, _none_near)
    return dict(zip(INSTEAD_COLUMNS, instead_features(beside(first, second, ()), scale), strict=True))


def _none_near(words, _):  # type: ignore[no-untyped-def]
    return [0.0] * len(words)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Undian Bank Kalsel", "undian bank Kalimantan Selatan"),
        ("Sidang PN Jakpus", "sidang pengadilan negeri Jakarta Pusat"),
        ("bantuan BKN", "bantuan badan kepegawaian negara"),
        ("gempa di NTT", "gempa di Nusa Tenggara Timur"),
    ],
)
def test_an_abbreviation_is_what_it_stands_for(first: str, second: str) -> None:
    assert left(first, second) == ([], [])
    assert left(second, first) == ([], [])


def test_another_abbreviation_is_another_thing() -> None:
    assert left("Undian Bank Kalsel", "undian bank Kalimantan Timur") == (["selat"], ["timur"])
    assert left("sidang PN", "sidang mahkamah agung")[0] == ["pn"]


def test_words_in_each_other_s_place() -> None:
    found = beside("Video Gunung Merapi erupsi Senin", "hoaks gunung Slamet erupsi", ())
    places = slots(found.one.words, found.two.words, found.partner, (set(found.one.missing), set(found.two.missing)))
    assert [([a.stem for a in one], [b.stem for b in two]) for one, two in places] == [(["rapi"], ["slamet"])]


def test_what_only_one_says_has_no_place_in_the_other() -> None:
    assert instead("banjir besar Manado", "banjir Manado")["slots"] == 0


def test_another_part_of_an_island_is_told() -> None:
    assert instead("gubernur Sulawesi Selatan", "gubernur Sulawesi Barat")["compass"] == 1
    assert instead("gubernur Sulawesi Selatan", "gubernur Sulawesi")["compass"] == 0


def test_words_that_may_stand_alone_say_less_against() -> None:
    known = Frequencies(0, {}, Frequencies.none().grams, alone={"presid": 0.2, "presiden": 0.2}, usual_alone=-1.0)
    title = instead("Presiden resmikan pabrik", "resmikan pabrik", known)
    other = instead("Pertamina resmikan pabrik", "resmikan pabrik", known)
    assert (title["least_says"], title["most_says"]) == (0, 0.2)
    assert (other["least_says"], other["most_against"]) == (-1, 1)


def test_nothing_beside_nothing() -> None:
    assert left("", "") == ([], [])
    assert all(value == 0 for value in instead("", "").values())
