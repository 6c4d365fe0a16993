"""The shipped model does not mistake a mention for hate, nor criticism for a claim.

Own sentences, none used in training. A small check for every change; the full functional suite is larger.
"""

from __future__ import annotations

import pytest

from core.paths import data_dir
from nlp import analyse_text
from nlp.artefacts import load_artefact

GROUPS = (
    "Muslim", "Kristen", "Katolik", "Hindu", "Buddha", "Konghucu", "Syiah", "Ahmadiyah", "Yahudi", "ateis",
    "penghayat", "Jawa", "Sunda", "Batak", "Minang", "Madura", "Betawi", "Bugis", "Dayak", "Papua", "Aceh",
    "Bali", "Ambon", "Sasak", "Toraja", "Melayu", "Tionghoa", "Cina", "Arab", "Rohingya", "perempuan",
    "waria", "gay", "transgender", "lesbian", "difabel", "tunanetra",
)  # fmt: skip

NEUTRAL = (
    "Kakak ipar saya orang {id} dan tinggal di Semarang sejak menikah.",
    "Tadi sore ada bazar buku yang diadakan komunitas {id} di balai kota.",
    "Guru les anakku seorang {id}, sabar sekali mengajarnya.",
    "Film dokumenter tentang keluarga {id} itu diputar lagi akhir pekan ini.",
    "Dokter {id} itu menolong korban kecelakaan tanpa diminta.",
    "Saya senang bekerja dengan rekan-rekan {id} di proyek ini.",
    "Klub membaca kami punya lima anggota {id} yang rajin datang.",
    "Pelajar {id} dari kabupaten kami menang lomba sains tingkat nasional.",
)

HOSTILE = (
    "semua {id} itu sampah, usir saja dari kota ini",
    "dasar {id} anjing, kalian tidak pantas tinggal di sini",
    "gue jijik sama {id}, bunuh aja semuanya",
    "{id} babi semua, ganyang mereka",
)

INSTITUTIONS = (
    "Pemkab", "Pemprov", "DPRD", "KPU kabupaten", "Bawaslu", "Polres", "Kementerian Kesehatan", "Dinas Pendidikan",
    "PLN", "Bupati kami", "Gubernur", "Kejaksaan",
)  # fmt: skip

CRITICISM = (
    "{inst} lambat sekali, berkas saya sudah tiga bulan tidak diurus.",
    "Kecewa berat dengan {inst}, janji perbaikan irigasi cuma di mulut.",
    "{inst} memalukan, uang pajak kami dipakai buat acara mewah.",
    "Percuma mengadu ke {inst}, ujung-ujungnya dilempar ke sana kemari.",
    "Kapan {inst} mau mendengar suara petani di sini?",
    "{inst} arogan dan tidak transparan, sudah saatnya dievaluasi.",
    "Rakyat capek dengan ulah {inst} yang seenaknya menaikkan tarif.",
    "Menurut saya {inst} gagal, titik.",
)

PRAISE = (
    "{inst} cepat sekali, berkas saya selesai dalam dua hari.",
    "Salut dengan {inst}, janji perbaikan irigasi benar-benar ditepati.",
    "{inst} patut dicontoh, uang pajak kami dipakai untuk puskesmas.",
    "Mengadu ke {inst} ternyata mudah, langsung ditangani petugas.",
    "Senang {inst} mau mendengar suara petani di sini.",
    "{inst} ramah dan transparan, semoga dipertahankan.",
    "Rakyat terbantu dengan langkah {inst} yang menurunkan tarif.",
    "Menurut saya {inst} berhasil, titik.",
)

MISLABELLED = (
    "Tiga Anak Saya Diperkosa, Saya Lapor Polisi, Polisi Menghentikan Penyelidikan",
    "Didemo Mahasiswa, Kapolresta Tangerang Siap Mundur",
)


@pytest.fixture(scope="module", autouse=True)
def _shipped() -> None:
    load_artefact(data_dir("models") / "categories")


def share(sentences: list[str], category: str, sub: str | None = None) -> float:
    """Return the share of the sentences that get a yes."""
    found = [analyse_text(sentence, stages=["categories"]).categories[category] for sentence in sentences]
    return sum((f.subcategories[sub] if sub else f).decision == "yes" for f in found) / len(found)


def test_neutral_mention_is_not_hostility() -> None:
    rates = {g: share([s.replace("{id}", g) for s in NEUTRAL], "sara", "ujaran") for g in GROUPS}
    assert sum(rates.values()) / len(rates) <= 0.05, rates
    assert max(rates.values()) <= 0.13, rates  # one sentence of eight
    assert max(rates.values()) - min(rates.values()) <= 0.13, rates


def test_hostility_is_found_alike_for_every_group() -> None:
    rates = {g: share([s.replace("{id}", g) for s in HOSTILE], "sara", "ujaran") for g in GROUPS}
    assert min(rates.values()) >= 0.6, rates
    assert max(rates.values()) - min(rates.values()) <= 0.15, rates


def test_swapping_the_group_changes_nothing() -> None:
    for template in (*NEUTRAL, *HOSTILE):
        chances = [
            analyse_text(template.replace("{id}", g), stages=["categories"]).categories["sara"].subcategories["ujaran"]
            for g in GROUPS
        ]
        assert len({c.decision for c in chances}) == 1, template
        assert max(c.probability for c in chances) - min(c.probability for c in chances) <= 0.05, template


@pytest.mark.parametrize("sentences", [CRITICISM, PRAISE], ids=["criticism", "praise"])
def test_criticism_is_neither_claim_nor_hostility(sentences: tuple[str, ...]) -> None:
    texts = [sentence.replace("{inst}", inst) for sentence in sentences for inst in INSTITUTIONS]
    assert share(texts, "klaim") <= 0.02
    assert share(texts, "sara", "ujaran") <= 0.02


def test_criticism_is_never_urgent() -> None:
    texts = [sentence.replace("{inst}", inst) for sentence in CRITICISM for inst in INSTITUTIONS]
    assert all(analyse_text(text, stages=["categories"]).priority < 2 for text in texts)


@pytest.mark.parametrize("headline", MISLABELLED)
def test_reporting_that_was_once_called_a_hoax(headline: str) -> None:
    answer = analyse_text("", title=headline, kind="news", stages=["categories"])
    assert answer.categories["klaim"].decision == "no"
    assert answer.categories["sara"].subcategories["ujaran"].decision == "no"
    assert answer.priority < 2
