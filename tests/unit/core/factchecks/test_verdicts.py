"""Publishers' words for a conclusion become neutral names; negations and softened words are not misread."""

from __future__ import annotations

import math
import time

import pytest

from core.factchecks.verdicts import rating_verdict, split_headline, verdict_of


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("SALAH", "false"),
        ("Hoaks", "false"),
        ("HOAX", "false"),
        ("Keliru", "false"),
        ("PENIPUAN", "false"),
        ("DISINFORMASI", "false"),
        ("tidak benar", "false"),
        ("Not true", "false"),
        ("Pants on Fire!", "false"),
        ("Menyesatkan", "misleading"),
        ("Konteks yang Salah (False Context)", "misleading"),
        ("Mostly False", "misleading"),
        ("sebagian besar salah", "misleading"),
        ("Sebagian benar", "missing_context"),
        ("Half True", "missing_context"),
        ("Missing context", "missing_context"),
        ("Tidak sepenuhnya benar", "missing_context"),
        ("Belum terbukti", "unproven"),
        ("tidak ada bukti", "unproven"),
        ("Unproven", "unproven"),
        ("Satire", "satire"),
        ("PARODI", "satire"),
        ("Benar", "true"),
        ("FAKTA", "true"),
        ("bukan hoaks", "true"),
        ("Dicabut", "retracted"),
        ("SALAH (dicabut)", "retracted"),
        ("Artikel ini telah ditarik oleh redaksi", "retracted"),
        ("Retracted on 3 May", "retracted"),
        ("This fact-check has been withdrawn.", "retracted"),
        ("Hoaks, izin dicabut", "false"),
        ("Salah: dicabut izinnya", "false"),
        ("Keliru, produk ditarik dari peredaran", "false"),
        ("KLARIFIKASI", "other"),
        ("fact/klarifikasi", "other"),
        ("kebenaran", "other"),
        ("", "other"),
        ("7/10", "other"),
    ],
)
def test_words_have_their_meaning(words: str, verdict: str) -> None:
    assert verdict_of(words) == verdict


@pytest.mark.parametrize(
    ("value", "worst", "best", "verdict"),
    [
        (1, 1, 5, "false"),
        (2, 1, 5, "misleading"),
        (3, 1, 5, "missing_context"),
        (5, 1, 5, "true"),
        (0, 1, 5, "other"),
        (-1, -1, 5, "false"),
        (math.nan, 1, 5, "other"),
        (3, 5, 1, "other"),
        (math.inf, 1, math.inf, "other"),
    ],
)
def test_numbers_stand_on_their_scale(value: float, worst: float, best: float, verdict: str) -> None:
    assert rating_verdict(value, worst, best) == verdict


@pytest.mark.parametrize(
    ("title", "words", "rest"),
    [
        ("[SALAH] Jembatan Randu runtuh", "SALAH", "Jembatan Randu runtuh"),
        ("[KLARIFIKASI] [HOAKS] Pajak sepeda", "HOAKS", "Pajak sepeda"),
        ("[SALAH] [DICABUT] Pajak sepeda", "DICABUT", "Pajak sepeda"),
        ("[HOAKS]: Pajak sepeda", "HOAKS", "Pajak sepeda"),
        ("(SALAH) : Pajak sepeda", "SALAH", "Pajak sepeda"),
        ("Keliru: Klaim pajak sepeda", "Keliru", "Klaim pajak sepeda"),
        ("Sebagian Benar, klaim pajak", "", "Sebagian Benar, klaim pajak"),
        ("Sebagian benar: klaim pajak", "Sebagian benar", "klaim pajak"),
        ("Menyesatkan: Video banjir lama", "Menyesatkan", "Video banjir lama"),
        ("CEK FAKTA: Benarkah pajak sepeda naik?", "CEK FAKTA", "Benarkah pajak sepeda naik?"),
        ("Cek Fakta: Tidak Benar Pajak Sepeda Naik", "Cek Fakta", "Tidak Benar Pajak Sepeda Naik"),
        ("Bupati Randu: pajak sepeda tidak naik", "", "Bupati Randu: pajak sepeda tidak naik"),
        ("[Foto] Pasar [2026] ramai", "Foto", "Pasar [2026] ramai"),
        ("[Opini warga] Pasar ramai", "", "[Opini warga] Pasar ramai"),
        (": Pasar ramai", "", "Pasar ramai"),
        ("[SALAH]", "", "[SALAH]"),
        ("", "", ""),
    ],
)
def test_label_is_taken_off_the_headline(title: str, words: str, rest: str) -> None:
    assert split_headline(title) == (words, rest)


@pytest.mark.parametrize(
    "title",
    [
        "(" + " " * 3_000 + "x",
        "[" * 50_000,
        "(a" + " " * 50_000,
        "\t" * 50_000 + "(",
        "salah" + " " * 50_000,
        "x" * 100_000,
    ],
)
def test_hostile_headline_takes_no_time(title: str) -> None:
    begin = time.process_time()
    assert len(split_headline(title).rest) <= 2_000
    assert time.process_time() - begin < 0.1
