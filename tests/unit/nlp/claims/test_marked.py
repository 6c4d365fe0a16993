"""A text that marks itself as satire is told from one that speaks about satire. All sentences are ours."""

from __future__ import annotations

import pytest

from tests.unit.nlp.claims.test_checkworthy import worth

TOLD = "Lurah Randu memungut pajak kentut Rp 500 mulai Senin, viral di media sosial"
MARKS = [
    "{} (satire)",
    "{} (satire, jangan dianggap serius)",
    "{} (ini satir ya guys)",
    "{} (parody account)",
    "{} (hanya hiburan semata)",
    "{}. (Parodi) Warga tertawa.",
    "{} #satir #receh",
    "{} #humor",
    "{} /sarkas",
    "{} /s",
    "{} /s #randu https://randu.example",
    "{} *sarkas*",
    "{} Artikel ini adalah satire.",
    "{} Artikel ini adalah satire dan tidak dimaksudkan sebagai berita.",
    "{} Artikel ini bersifat satire dan fiktif.",
    "{} Tulisan ini satir belaka.",
    "{} Ini tulisan satire.",
    "{}, ini satire ya gaes",
    "{} Konten ini hanya hiburan semata",
    "{}. Cerita ini hanya karangan",
    "{} berita ini tidak nyata, hanya untuk lucu-lucuan",
    "{}. Satire.",
    "{} Disclaimer: satire",
    "{}\nKategori: Satire",
    "{} Sumber: Ronda Satire",
    "{} - Satire",
    "{} | parodi",
    "{}. -Ronda Satire-",
    "{} akun parodi",
    "Satire - {}",
    "SATIRE | {}",
    "Satir: {}",
    "SATIR \u2013 {}",
    "[Humor] {}",
    "#parodi {}",
    "This post is satire. {}",
]
ABOUT = [
    "Kabar 12 orang tewas itu ternyata satire",
    "Konten satire tentang lurah beredar sebagai fakta, 12 orang tertipu",
    "Akun parodi lurah menyebar kabar 12 orang tewas",
    "Kabar 12 orang tewas itu berasal dari akun parodi",
    "Artikel ini satire yang beredar sebagai fakta, 12 orang tertipu",
    "Situs itu bersifat satire. 12 orang tewas di Randu",
    "12 orang tewas di Randu, kata akun satir Ronda",
    "Ketua partai menilai lurah hanya bercanda saat mengusir 12 orang",
    "kok bercanda sih. " + "12 rumah ambruk di Randu. " * 15 + "haha",
    "Pelaku mengaku hanya bercanda saat mengancam 12 orang",
    "Film (satire) itu diputar di Randu, 12 orang datang",
    "12 orang belajar gaya bahasa: ironi ... satire ... hiperbola di Randu",
    "Satire dibungkam, 12 komika ditangkap di Randu",
    "Satire-politik membuat 12 orang ditangkap",
    "Ini bukan satire, 12 orang tewas di Randu",
    "Bukan parodi! 12 orang tewas di Randu",
    "Ini satire atau beneran? 12 orang tewas di Randu",
    "12 orang tewas di Randu. Satire?",
    "Hiburan: konser di Randu batal, 12 orang ditangkap",
    "Tempat (hiburan) malam di Randu dibakar, 12 orang tewas",
    "Meme yang beredar benar adanya: balai Randu dibakar 12 orang #meme #viral",
    "wkwkwk ternyata ijazah lurah palsu, 12 saksi, ceritanya panjang haha",
    "truk itu melaju 12 km /s",
    "laju unduh 12 /s",
]


@pytest.mark.parametrize("form", MARKS)
@pytest.mark.parametrize("kind", ["post", "news"])
def test_text_marks_itself(form: str, kind: str) -> None:
    judged = worth(form.format(TOLD), "news" if kind == "news" else "post")
    assert judged.verdict == "satire", judged.grounds


@pytest.mark.parametrize("text", ABOUT)
def test_text_about_satire_is_not_marked_by_it(text: str) -> None:
    judged = worth(text)
    assert judged.verdict == "checkable", judged.grounds


def test_the_whole_mark_is_quoted() -> None:
    quoted = [one.evidence.text for one in worth(f"{TOLD}. Artikel ini bersifat satire dan fiktif.").grounds]
    assert "Artikel ini bersifat satire dan fiktif" in quoted
