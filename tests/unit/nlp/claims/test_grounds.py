"""The list of words is read strictly, and its phrases are found where they stand."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from nlp.claims.find import find
from nlp.claims.grounds import SECTIONS, Field, parse_words, read_words
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def field(text: str) -> Field:
    folded = normalise(text)
    return Field(text, folded, tokenise(folded))


def test_shipped_list_has_every_section() -> None:
    words = read_words()
    found = {section for starts in (words.starts, words.aside) for phrases in starts.values() for _, section in phrases}
    assert found == set(SECTIONS)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[opini]\nmenurut saya", "no section 'opini'"),
        ("[opinion]\nmenurut pendapat saya yang pertama", "not one to 4 words"),
        ("[opinion]\n!!!, ...", "not one to 4 words"),
        ("menurut saya", "stands in no section"),
    ],
)
def test_bad_list_is_refused_in_words(content: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        parse_words(content)


def test_version_changes_with_the_words() -> None:
    assert parse_words("[opinion]\nsaya rasa").version != parse_words("[opinion]\nsaya kira").version


def test_spelling_is_folded_as_in_the_text() -> None:
    words = parse_words("[opinion]\nSaya RASA, m\u0435nurutku")
    assert [one.kind for one in find(field("s\u200baya r\u0430sa baik, MENURUTKU"), words)] == ["opinion", "opinion"]
    assert find(field("saya merasa baik"), words) == []


def test_phrases_are_found_at_the_very_end() -> None:
    words = parse_words("[opinion]\nsaya rasa\n[by]\nmenurut\n[verb_before]\nkata\n[if]\njika\n[then]\npasti")
    for text in ("begitu saya", "menurut", 'baik," kata', "jika", "jika pasti", "saya rasa"):
        kinds = [one.kind for one in find(field(text), words)]
        assert kinds == {"jika pasti": ["prediction"], "saya rasa": ["opinion"]}.get(text, [])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('"Aman," kata Kapolres.', True),
        ("Aman, ujar Wira Santosa.", True),
        ("Aman, kata mereka.", False),
        ("Aman, kata akun Wira.", False),
        ("Aman, kata. Kapolres datang.", False),
        ("kata Kapolres itu aneh", False),
        ("sudah jelas Kapolres salah", False),
        ("Kapolres Randu, Senin (3/2/2026), mengatakan aman", True),
        ("Kapolres datang. Lalu menyatakan aman", False),
        ("polisi yang mengatakan aman", False),
        ("Ayat ini menjelaskan sabar", False),
        ("WIRA SANTOSA MENGATAKAN AMAN", False),
        ("Menurut Anda apakah aman", False),
        ("menurut Wira aman", True),
        ("dilansir sebuah situs", False),
    ],
)
def test_who_answers_for_it(text: str, named: bool) -> None:
    assert any(one.kind in ("source", "press") for one in find(field(text), read_words())) is named


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("besok tanggal 4 Maret libur", "date", "4 Maret"),
        ("pada Senin (3/2/2026) siang", "date", "Senin (3/2"),
        ("pergi ke Randu lagi", "place", "Randu"),
        ("sampai KPU tutup", "organisation", "KPU"),
        ("ada 500 orang", "number", "500"),
        ("ada 1.200 surat suara", "number", "1.200"),
        ("senilai 11.000.000,50 rupiah", "number", "11.000.000,50"),
        ("gempa 5,1 pukul 10.23", "number", "5,1"),
        ("antara 1, 2 dan 12. 34 orang", "number", "12"),
        ("jika hujan pasti batal", "prediction", "jika hujan pasti"),
    ],
)
def test_what_can_be_checked_is_found_with_its_words(text: str, kind: str, words: str) -> None:
    one = field(text)
    spans = {
        (ground.kind, text[one.tokens[ground.first].start : one.tokens[ground.last].end])
        for ground in find(one, read_words())
    }
    assert (kind, words) in spans
