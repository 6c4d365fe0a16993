"""Disguised words raise the score, each means by its name; what people write without hiding anything does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.schemas.analysis import Obfuscation
from core.schemas.document import Document
from nlp.text.normalise import normalise
from nlp.text.obfuscation import NOTABLE, find_disguises
from nlp.text.tokens import tokenise


def found(text: str, title: str = "") -> Obfuscation:
    folded = normalise(title), normalise(text)
    tokens = tokenise(folded[0]), tokenise(folded[1])
    return find_disguises(Document(id="a", title=title, text=text), *folded, tokens)


def kinds(text: str) -> dict[str, int]:
    return {one.kind: one.words for one in found(text).disguises}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (f"ada b{mark}o{mark}m di pasar", "hidden")
            for mark in "\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\uffa0\u115f"
        ),
        ("ada b\U000e0041om di pasar", "hidden"),
        ("dasar kаfir semua", "lookalike"),  # one Cyrillic letter
        ("ada ᴋᴀꜰɪʀ di pasar", "lookalike"),
        ("ada bـom di pasar", "hidden"),
        ("ada ｂｏｍ di pasar", "styled"),
        ("ada 𝗯𝗼𝗺 di pasar", "styled"),
        ("ada ⓑⓞⓜ di pasar", "styled"),
        ("ada b\u0336o\u0336m\u0336 di pasar", "struck"),
        ("ada \u202emob\u202c di pasar", "reversed"),
        ("u s i r mereka", "spaced"),
        ("u.s.i.r mereka", "spaced"),
        ("u🔥s🔥i🔥r mereka", "spaced"),
        ("dasar ka.fir semua", "spaced"),
        ("dasar ka fir semua", "spaced"),
        ("dasar k4f1r semua", "leet"),
        ("dasar 54mp4h semua", "leet"),
        ("dasar k@fir semua", "leet"),
        ("dasar $etan semua", "leet"),
        ("dasar tol*l semua", "leet"),
        ("t*o*l*o*l semua", "spaced"),
        ("mantaaaap sekali", "stretched"),
    ],
)
def test_each_means_is_named(text: str, kind: str) -> None:
    assert kinds(text) == {kind: 1}
    assert found(text).score > 0


@pytest.mark.parametrize(
    "kind", ["b\u200bo\u200bm", "kаfir", "ｂｏｍ", "b\u0336o\u0336m\u0336", "\u202emob\u202c", "u s i r"]
)
def test_one_word_that_nobody_writes_by_chance_is_notable(kind: str) -> None:
    assert found(f"ada {kind} di pasar").score >= NOTABLE


@pytest.mark.parametrize(
    "text",
    [
        "Ia mengutip إِنَّ مَعَ الْعُسْرِ يُسْرًا dari Al-Qur’an lalu berdoa",
        "Tulisan \u2067سلام\u2069 ada di dinding masjid",
        "Selamat pagi 👨‍👩‍👧‍👦 dari 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🇮🇩 1️⃣ ❤️",
        "aku wis ora iso ngomong opo-opo, kulå ꦗꦮ ꦲꦤꦕꦫꦏ",
        "Aktor José Ángel, Zoë, Søren, Łukasz dan İlkay Gündoğan hadir; résumé dan café",
        "cafe\u0301 dan Jose\u0301 ditulis terurai",
        "#2019GantiPresiden #IndonesiaMaju #G30S @akun_resmi surat@contoh.id",
        "Harga $100 naik! Kenapa?!mahal sekali **penting** 2*3 = 6",
        "Hubungi 0812-3456-7890 atau (021) 555 1234, NIK 7306010101900001, plat DD 1234 XY",
        "H. M. Jusuf Kalla, S.H., M.H., R. A. Kartini dan K.H. Ahmad Dahlan di Kab. B",
        "Partai P K S dan a.k.a serta d.a. dan s.d.",
        "Kelas A, B, C dan D; h5n1, covid19, 4G, b2b, MH370, U-23, orang2, 17an",
        "Привет, как дела сегодня, сказала она",
        "日本のＮＨＫが放送した番組",
        "α-amilase, β-karoten, 25 °C, m², ½ liter, №5, ﬁsik, 1ª",
        "peme\u00adrintah\u00adan pro\u00advinsi mem\u00adbangun jem\u00adbatan",
        "Bu sabah İstanbul'da ılık bir gün",
        "Jum'at, Al-Qur'an, do'a, jama'ah, bo'ong, meng-klaim, men-dua-kan, ber-warna",
        "Mahasiswa/i dan saudara/i, mari olah raga",
        "maaf, Allah, saat, menegakkan, Abdullah, Soekarnoputri",
        "https://contoh.id/a-b-c?x=1&y=2 www.s.e.d.ang.id",
        "",
    ],
)
def test_ordinary_writing_is_no_disguise(text: str) -> None:
    assert found(text) == Obfuscation(score=0.0), text


def test_enthusiasm_alone_is_not_notable() -> None:
    assert 0 < found("mantaaaap bangeeet hidupppp semangaaaat keceeeee sukaaaaa looooh yaaaa").score < NOTABLE


def test_more_disguised_words_score_higher_and_never_above_one() -> None:
    scores = [found("b\u200bo\u200bm " * n).score for n in (0, 1, 2, 5, 50)]
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert scores[-1] <= 1


def test_the_words_are_shown_where_they_stand_and_the_text_is_kept() -> None:
    text = "tolak b\u200bo\u200bm itu"
    one = found(text).disguises[0]
    assert (one.words, one.characters) == (1, 2)
    assert [text[span.start : span.end] for span in one.evidence] == ["b\u200bo\u200bm"] == [one.evidence[0].text]


def test_a_title_counts_too() -> None:
    assert [one.evidence[0].field for one in found("", title="Ada ｂｏｍ").disguises] == ["title"]


@given(st.text(max_size=80))
def test_any_text_gets_a_score(text: str) -> None:
    answer = found(text)
    assert 0 <= answer.score <= 1
    assert all(span.text for one in answer.disguises for span in one.evidence)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.", max_size=60).filter(
        lambda t: not any(len(w) == 1 for w in t.replace(",", " ").replace(".", " ").split())
    )
)
def test_plain_letters_are_at_most_stretched(text: str) -> None:
    assert set(kinds(text)) <= {"stretched"}
