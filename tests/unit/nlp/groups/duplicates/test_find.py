"""Which texts are copies, and of which; on made-up texts."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from nlp.groups.duplicates.find import Finder, Found
from nlp.groups.duplicates.owners import NOBODY, Owners
from nlp.groups.duplicates.short import SHORT
from nlp.groups.duplicates.sketch import folded_words
from nlp.groups.duplicates.verdict import BOTH_WAYS

SYLLABLES = ["ba", "ca", "da", "fa", "ga", "ja", "ka", "la", "ma", "na", "pe", "ro"]
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES[:3] for c in SYLLABLES[3:6]]


def sentences(seed: int, count: int) -> list[str]:
    """Return sentences of 12 to 20 made-up words."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=draw.randint(12, 20))).capitalize() + "." for _ in range(count)]


def title(seed: int) -> str:
    return " ".join(f"{word}{seed}" for word in ("judul", "berita", "tentang", "perkara"))


def taken(*texts: tuple[str, str]) -> list[Found]:
    finder = Finder()
    return [finder.take(*text) for text in texts]


ARTICLE = sentences(1, 30)
OTHER = sentences(2, 25)


def test_a_text_of_its_own_is_no_copy() -> None:
    assert taken((title(1), " ".join(ARTICLE)), (title(2), " ".join(OTHER))) == [Found(), Found()]


def test_case_marks_and_hidden_characters_do_not_hide_an_exact_copy() -> None:
    disguised = " ".join(ARTICLE).upper().replace(" ", "  ").replace("A", "\u200bA").replace(".", " —")
    found = taken((title(1), " ".join(ARTICLE)), (title(1), disguised), (title(2), " ".join(ARTICLE)))
    assert found[1:] == [Found(0, "exact"), Found(0, "exact")]


def test_dropped_sentences_and_another_frame_leave_a_near_copy() -> None:
    kept = [sentence for place, sentence in enumerate(ARTICLE) if place % 7]
    framed = " ".join(["MAKASSAR, Suara - ", *kept, "Baca juga: kabar lain hari ini. Artikel ini telah tayang."])
    found = taken((title(1), " ".join(ARTICLE)), (title(2), " ".join(OTHER)), (title(3), framed))
    assert found[2] == Found(0, "near")


def test_a_copy_of_a_copy_belongs_to_the_first() -> None:
    versions = [" ".join(ARTICLE), " ".join(ARTICLE[:27]), " ".join(ARTICLE[2:26])]
    assert taken(*((title(n), text) for n, text in enumerate(versions)))[1:] == [Found(0, "near")] * 2


def test_six_sentences_in_another_article_are_a_fragment() -> None:
    host = OTHER[:9] + ARTICLE[10:16] + OTHER[9:]
    found = taken((title(5), " ".join(sentences(3, 20))), (title(1), " ".join(ARTICLE)), (title(2), " ".join(host)))
    assert found[2] == Found(1, "fragment")


def test_an_excerpt_is_a_fragment() -> None:
    found = taken((title(1), " ".join(ARTICLE)), (title(1), " ".join(ARTICLE[3:12])))
    assert found[1] == Found(0, "fragment")


def test_background_of_the_same_story_is_no_copy() -> None:
    later = OTHER[:15] + ARTICLE[20:26]
    found = taken((title(1), " ".join(ARTICLE)), (title(1) + " dua", " ".join(later)))
    assert found[1] == Found()


def test_a_short_quotation_is_no_copy() -> None:
    quoting = OTHER[:9] + ARTICLE[10:11] + OTHER[9:]
    assert taken((title(1), " ".join(ARTICLE)), (title(2), " ".join(quoting)))[1] == Found()


def test_a_text_in_a_longer_one_is_a_copy_unless_both_must_be_alike() -> None:
    whole, part = (title(1), " ".join(ARTICLE)), (title(1), " ".join(ARTICLE[:12]))
    for texts in ((whole, part), (part, whole)):
        assert taken(*texts)[1] == Found(0, "near")
        strict = Finder(BOTH_WAYS)
        assert [strict.take(*text) for text in texts][1] == Found(0, "fragment")
    strict = Finder(BOTH_WAYS)
    strict.take(*whole)
    assert strict.take(title(2), " ".join(ARTICLE[2:28])) == Found(0, "near")


def test_what_two_texts_had_already_is_nobodys() -> None:
    quotation = sentences(9, 6)
    texts = [(title(n), " ".join(sentences(10 + n, 12) + quotation + sentences(30 + n, 12))) for n in range(5)]
    assert [found.kind for found in taken(*texts)][2:] == [None, None, None]


def test_texts_without_words_are_no_copies() -> None:
    assert taken(("", ""), ("", ""), ("", "🔥🔥"), ("", "\u200b")) == [Found()] * 4


def test_a_title_alone_can_be_copied() -> None:
    assert taken((title(1), ""), (title(1), ""))[1] == Found(0, "exact")


def test_a_few_words_under_another_title_are_no_copy() -> None:
    found = taken(
        ("Gunung Semeru erupsi", "Baca selengkapnya"),
        ("KPK tangkap bupati", "Baca selengkapnya"),
        ("KPK TANGKAP BUPATI!", "baca selengkapnya..."),
        ("", "Baca selengkapnya"),
        ("", "Baca selengkapnya!"),
        ("KPK tangkap", "bupati baca selengkapnya"),
    )
    assert found == [Found(), Found(), Found(1, "exact"), Found(), Found(3, "exact"), Found()]


def test_from_eight_words_on_the_title_does_not_count() -> None:
    text = "Simak berita lengkap dan terbaru hanya di sini"
    assert taken((title(1), text), (title(2), text))[1] == Found(0, "exact")
    shorter = text.removesuffix(" sini")
    assert taken((title(1), shorter), (title(2), shorter))[1] == Found()


def test_a_text_says_what_the_first_of_a_group_says_or_not() -> None:
    finder = Finder()
    texts = [" ".join(ARTICLE), " ".join(ARTICLE), " ".join(ARTICLE[:27]), "", " ".join(OTHER)]
    for text in texts:
        finder.take("", text)
    assert [finder.says(number, title(9), texts[0]) for number in range(6)] == [True, *[False] * 5]
    assert finder.says(0, "", texts[2])
    assert not finder.says(0, "", " ".join(ARTICLE[3:9] + OTHER))
    assert not finder.says(0, "", "")
    assert len(finder) == 5, "asking teaches nothing"


MESSAGE = (
    "Info penting surat suara untuk wilayah Gowa sudah tercoblos semua di gudang sebelum hari pemungutan suara "
    "tolong sebarkan ke seluruh warga sebelum berita ini dihapus"
)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: text, "exact"),
        (lambda text: text.upper() + "!!! 🙏", "exact"),
        (lambda text: "Diteruskan berkali-kali: " + text, "near"),
        (lambda text: text.replace("sebarkan", "sebarkn").replace("semua", "smua"), "near"),
        (lambda text: text + " Sumber: grup sebelah", "near"),
        (lambda text: text.replace("Gowa", "Takalar"), None),
        (lambda text: text.replace("hari pemungutan", "tanggal 27 pemungutan"), None),
    ],
)
def test_a_forwarded_message_is_a_copy_and_a_template_is_not(change: object, kind: str | None) -> None:
    assert callable(change)
    assert taken(("", MESSAGE), ("", change(MESSAGE)))[1].kind == kind


DAMAGED = (
    "Masjid Al Ikhlas di Desa Sukamaju dirusak orang tak dikenal semalam, warga kampung berjaga sampai pagi "
    "dan polisi menyelidiki kejadian itu"
)
SHOT = "Polisi menembak mahasiswa di depan kampus negeri tadi malam saat unjuk rasa menolak kenaikan tarif listrik"


@pytest.mark.parametrize(
    ("text", "was", "now"),
    [
        (DAMAGED, "Masjid", "Gereja"),
        (DAMAGED, "Masjid", "Viral! Gereja"),
        (DAMAGED, "dirusak", "tidak dirusak"),
        (DAMAGED, "dirusak", "batal dirusak"),
        (DAMAGED, "menyelidiki", "gak menyelidiki"),
        (DAMAGED, "Masjid Al", "Hoaks: Masjid Al"),
        (DAMAGED, "Masjid Al", "Polisi memastikan kabar berikut ini bohong. Masjid Al"),
        (DAMAGED, "kejadian itu", "kejadian itu. Kabar itu tidak benar."),
        (DAMAGED, "menyelidiki", "membantah"),
        (SHOT, "Polisi menembak mahasiswa", "Mahasiswa menembak polisi"),
        (SHOT, "menembak", "ditembak"),
        (SHOT, "Polisi", "Tentara"),
        (SHOT, "Polisi", "Warga"),
        (SHOT, "menolak", "mendukung"),
        (SHOT, "tarif listrik", "tarif air"),
        ("Tiga " + SHOT, "Tiga", "Lima"),
        ("Tiga " + SHOT, "Tiga", "5"),
        ("Tiga " + SHOT, "Tiga", "Tiga puluh"),
        ("Majelis mengharamkan imunisasi polio untuk anak di bawah lima tahun", "mengharamkan", "menghalalkan"),
        ("Kabar bupati dipecat presiden semalam itu benar, suratnya sudah beredar di kantor", "benar", "bohong"),
    ],
)
def test_a_short_text_that_says_another_thing_in_the_same_words_is_no_copy(text: str, was: str, now: str) -> None:
    other = text.replace(was, now, 1)
    assert taken(("", text), ("", other))[1] == taken(("", other), ("", text))[1] == Found()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "Viral! " + text,
        lambda text: "Tolong sebarkan, info dari grup sebelah: " + text + " Bukan hoaks.",
        lambda text: "Ini bukan hoaks! " + text,
        lambda text: text.replace("malam", "mlm").replace("tak dikenal", "tdk dikenal"),
        lambda text: text.replace("kampung", "kmpung").replace("kampus", "kampuss"),
        lambda text: text.replace("depan", "depn").replace("warga", "wargaaa"),
        lambda text: text.replace("warga kampung berjaga sampai pagi dan ", "").replace(" tadi malam", ""),
        lambda text: text.replace("menyelidiki", "selidiki").replace("menembak", "tembak"),
        lambda text: text.replace("menembak mahasiswa di depan kampus negeri tadi malam",
                                  "tadi malam menembak mahasiswa di depan kampus negeri"),
    ],
    ids=["exclaimed", "framed", "affirmed", "slang", "misspelt", "stretched", "shortened", "stem", "moved"],
)  # fmt: skip
@pytest.mark.parametrize("text", [DAMAGED, SHOT], ids=["damaged", "shot"])
def test_a_short_text_that_was_spelt_framed_or_shortened_stays_a_copy(text: str, change: object) -> None:
    assert callable(change)
    assert taken(("", text), ("", change(text)))[1].kind in ("near", "exact")


def test_two_frames_of_one_text_and_two_spellings_of_one_number_are_the_same() -> None:
    pairs = [
        ("Viral! ", "Tolong sebarkan: "),
        ("[SALAH] ", "[HOAKS] "),
        ("3 ", "Tiga "),
        ("Heboh anak2 ", "Heboh anak anak "),
    ]
    assert [taken(*(("", frame + SHOT) for frame in pair))[1].kind for pair in pairs] == ["near"] * 4


def test_of_a_text_of_some_paragraphs_one_sentence_is_denied() -> None:
    said, denied = (f"Warga desa itu {word}dibawa ke kantor polisi kecamatan." for word in ("", "tidak "))
    texts = [" ".join([*ARTICLE[:4], one, *ARTICLE[4:8]]) for one in (said, denied)]
    assert 120 < len(texts[0].split()) <= SHORT
    for title_of in (lambda n: "", title):
        assert taken(*((title_of(n), text) for n, text in enumerate(texts)))[1].kind != "near"
    dropped = " ".join([*ARTICLE[:4], *ARTICLE[4:8]])
    assert taken(("", texts[1]), ("", dropped))[1].kind == "near"


def test_another_dateline_leaves_a_short_article_the_same() -> None:
    texts = [f"{place} - " + DAMAGED + " " + SHOT for place in ("SURABAYA", "MAKASSAR")]
    assert taken(*((title(n), text) for n, text in enumerate(texts)))[1] == Found(0, "near")
    assert taken(*(("", text) for text in texts))[1] == Found()


JOB = [
    f"Lowongan resmi di {company} untuk penempatan kota {place}, daftar sebelum {day} lewat nomor {number}."
    for company, place, day, number in (
        ("PT Maju Jaya", "Gowa", "3 Mei", "0812111"), ("CV Sinar Abadi", "Takalar", "9 Juni", "0813222"))
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: text.replace(JOB[0], JOB[1]), None),
        (lambda text: text.replace("Lowongan", "Lowngan").replace("resmi", "rsmi"), "near"),
        (lambda text: "Diteruskan berkali-kali: " + text + " Sumber: grup sebelah", "near"),
        (lambda text: text.replace(ARTICLE[3], ""), "near"),
    ],
    ids=["filled anew", "misspelt", "framed", "shortened"],
)
def test_of_a_long_message_it_is_the_same(change: object, kind: str | None) -> None:
    assert callable(change)
    text = " ".join([*ARTICLE[:6], JOB[0], *ARTICLE[6:14]])
    assert SHORT < len(text.split()) <= 400
    assert taken(("", text), ("", change(text)))[1].kind == kind


def test_a_short_text_in_another_short_one_is_a_fragment() -> None:
    part, whole = " ".join(ARTICLE[:4]), " ".join(OTHER[:2] + ARTICLE[:4] + OTHER[2:5])
    assert len(whole.split()) <= SHORT
    for texts in ((part, whole), (whole, part)):
        assert taken(*((title(n), text) for n, text in enumerate(texts)))[1] == Found(0, "fragment")


def test_a_passage_in_two_short_texts_is_a_fragment() -> None:
    texts = [" ".join(own[:3] + ARTICLE[:4] + own[3:5]) for own in (OTHER, sentences(3, 20))]
    assert max(len(text.split()) for text in texts) <= SHORT
    assert taken(*((title(n), text) for n, text in enumerate(texts)))[1] == Found(0, "fragment")


@pytest.mark.parametrize("frame", [[], OTHER[:4]], ids=["as long", "in a longer text"])
def test_a_short_template_with_another_name_is_no_fragment(frame: list[str]) -> None:
    filled = [" ".join([*ARTICLE[:2], f"Gempa terasa di {place} pada malam hari.", *ARTICLE[2:4]])
              for place in ("Gowa", "Takalar")]  # fmt: skip
    longer = " ".join([*frame, filled[1]])
    assert len(longer.split()) <= SHORT
    assert taken(("", filled[0]), ("", longer))[1] == Found()


@pytest.mark.parametrize(
    "unseen",
    [
        *"\u00ad\u034f\u115f\u1160\u180b\u180e\u200b\u200d\u206a\u2800\u3164\ufe0f\ufeff\uffa0\ufff9",
        *"\U000e0061\U000e0100\x00\x08\x1b\x7f\x9f",
        *"\u0301\u0336\u20dd",  # over, through and around a letter
    ],
    ids=lambda character: f"{ord(character):04x}",
)
@pytest.mark.parametrize("message", [MESSAGE, MESSAGE + " — Samsung™ ½ café"], ids=["plain", "foreign"])
def test_what_is_put_between_letters_does_not_hide_a_copy(message: str, unseen: str) -> None:
    disguised = "".join(c + unseen if c.isalpha() and at % 2 else c for at, c in enumerate(message))
    assert folded_words(disguised) == folded_words(message)
    assert taken(("", message), ("", disguised))[1] == Found(0, "exact")


def test_a_thousand_equal_messages_are_one_text() -> None:
    assert set(taken(*[("", MESSAGE)] * 1000)[1:]) == {Found(0, "exact")}


def test_hostile_texts_are_read() -> None:
    texts = ["a" * 200_000, "م" * 50_000, "\ud800 rusak", "1 " * 60_000, "\x00" * 100, " ".join(ARTICLE) * 40]
    assert len(taken(*(("", text) for text in texts))) == len(texts)


def test_what_was_saved_goes_on_as_before(tmp_path: Path) -> None:
    finder = Finder()
    finder.take("", "")
    finder.take(title(1), " ".join(ARTICLE))
    finder.take("", MESSAGE)
    finder.save(tmp_path / "index.npz")
    loaded = Finder.load(tmp_path / "index.npz")
    later = [("", MESSAGE + " Sumber: grup"), (title(2), " ".join(ARTICLE[4:])), (title(3), " ".join(ARTICLE[4:]))]
    assert [finder.take(*text) for text in later] == [loaded.take(*text) for text in later]
    assert loaded.take("", MESSAGE) == Found(2, "exact")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rapat_Pleno KPU: 27/11 – “Makassar” (WITA)…", ["rapat", "pleno", "kpu", "27", "11", "makassar", "wita"]),
        ("\u00a0Rapat\u2014Pleno\n\x00KPU", ["rapat", "pleno", "kpu"]),
        ("Café di Ra\u200bpat ＰＬＥＮＯ", ["cafe", "di", "rapat", "pleno"]),
        ("r\u00e1p\u00e1t pl\u00e9no", ["rapat", "pleno"]),
        ("ra\u00adpat e\u0301", ["rapat", "e"]),
        ("Rapat\x1cPleno\x85KPU\u2028di\x0bMakassar\r\n", ["rapat", "pleno", "kpu", "di", "makassar"]),
        ("é Rapat\x1cPleno\x85KPU\u2028di\x0bMakassar\r\n", ["e", "rapat", "pleno", "kpu", "di", "makassar"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


def test_owners_keep_the_first_text_and_count_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.groups.duplicates.owners._YOUNG", 500)
    owners, expected = Owners(), {}
    draw = np.random.default_rng(5)
    for number in range(200):
        keys = draw.integers(0, 3000, 40).astype(np.uint32) * np.uint32(1_400_000)
        owners.add(owners.look_up(keys), number)
        for key in set(keys.tolist()):
            first, texts = expected.get(key, (number, 0))
            expected[key] = (first, texts + 1)
    assert len(owners) == len(expected)
    assert len(owners.keys) > 500
    asked = np.array([*expected, 7], np.uint32)
    entries = owners.look_up(asked)
    assert list(zip(entries.first.tolist(), entries.texts.tolist(), strict=True)) == [*expected.values(), (NOBODY, 0)]
