"""What else tells a place: distinct kecamatan, landmarks, slips of the pen, datelines; and what tells a people."""

from __future__ import annotations

import pytest

from core.regions.tree import load_tree
from core.schemas.document import Document
from nlp.regions import link_regions
from nlp.regions.cues import load_cues
from nlp.regions.lexicon import load_lexicon
from nlp.regions.misspelt import closest, is_slip
from tests.unit.nlp.regions.test_link import codes, focus

SAMPLE = sorted(load_tree().distinct_districts)[::40]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Loker resmi di Sepaku, tanpa tes", {"64.09"}),
        ("air galon isi ulang di tamalanrea dicampur", {"73.71"}),
        ("Pemuda Kecamatan Banyumanik diundang ke Polsek.", {"33.74.11"}),
        ("Warga Mengkendek mengungsi.", {"73.18"}),
        ("Rapat berlangsung di Tetap dan selesai.", set()),
        ("Kami di Setiabudi saja.", set()),
        ("Sepaku saja.", set()),
        ("Camat Bangsri hadir.", set()),
    ],
)
def test_a_distinct_kecamatan_tells_its_regency(text: str, expected: set[str]) -> None:
    assert focus(text, kind="post") == expected


@pytest.mark.parametrize("code", SAMPLE)
def test_distinct_kecamatan_behind_their_cue(code: str) -> None:
    name = load_tree().get(code).short
    for said in (f"Longsor di Kecamatan {name} semalam.", f"LONGSOR DI KECAMATAN {name.upper()} SEMALAM"):
        found = focus(said, kind="post")
        blocked = not load_lexicon().spelt[name.lower().replace(" ", "").replace("'", "")].distinct
        assert found == {code} or blocked, said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jembatan Ampera retak di tengah", "16.71"),
        ("Penumpang tertahan di Bandara Soekarno-Hatta.", "36.71"),
        ("bandara kertajati sepi", "32.10"),
        ("Erupsi Gunung Lewotobi meluas.", "53.06"),
        ("papeda di pinggir danau Sentani", "91.03"),
        ("arek suroboyo kompak", "35.78"),
        ("Laga digelar di Stadion Kanjuruhan.", "35.07"),
    ],
)
def test_landmarks_stand_for_their_regency(text: str, code: str) -> None:
    assert code in codes(text, kind="post")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Longsor di Kecamatan Dukuhpuntang, Kabupaten Cirebon.", {"32.09.16"}),
        ("bupati tegale turu", {"33.28"}),
        ("Bupati Pubalingga hadir.", {"33.03"}),
        ("Banjir melanda Kabupaten Banyuwnagi.", {"35.10"}),
        ("kota besar itu macet", set()),
        ("Wali Kota Bandar Seri Begawan hadir.", set()),
        ("Kabupaten tersebut sepi.", set()),
        ("Kecamatan Sepakku ramai.", set()),  # a misspelt kecamatan needs its regency beside it
    ],
)
def test_one_slip_behind_a_cue_is_forgiven(text: str, expected: set[str]) -> None:
    assert focus(text, kind="post") == expected


@pytest.mark.parametrize("region", load_tree().regencies()[::9], ids=lambda r: r.code)
def test_a_name_with_two_letters_exchanged_is_still_its_region(region) -> None:
    name = region.short.lower().replace(" ", "").replace("-", "")
    for at in range(1, len(name) - 1):
        word = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        found = closest(word, region.kind, load_lexicon())
        assert found is None or region.code in found.codes or word == name


def test_slips() -> None:
    for word in ("bekas", "bekassi", "bekaso", "bekais", "ekasi"):
        assert is_slip(word, "bekasi"), word
    for word in ("bekasi", "beka", "bekaissi", "bkeais", "kabesi"):
        assert not is_slip(word, "bekasi"), word
    assert closest("", "kota", load_lexicon()) is None
    assert closest("bandung", "kota", load_lexicon()) is None  # spelt rightly: not a matter for this
    assert load_cues().kind["bupati"] == "kabupaten"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kos di Sleman jangan terima anak Papua.", {"34.04"}),
        ("Mahasiswa Papua ditolak kos di Salatiga.", {"33.73"}),
        ("Orang Nias itu di mana-mana sama.", set()),
        ("arek2 papua nang Surabaya", {"35.78"}),
        ("Risma menyapa warga Jember. Mantan Wali Kota Surabaya itu disambut.", {"35.09"}),
        ("Acara di Desa Canggu Kecamatan Jetis Kabupaten Mojokerto.", {"35.16.16"}),
        ("2 DESA BOYOLALI JATENG HANCUR", {"33.09"}),
    ],
)
def test_who_people_are_is_not_where_they_are(text: str, expected: set[str]) -> None:
    assert focus(text, kind="post") == expected


def test_the_kecamatan_of_a_text_takes_its_bare_name() -> None:
    text = "Api melalap pos di Kecamatan Mesuji, Kabupaten Ogan Komering Ilir. Warga lari."
    assert focus(text, "Sengketa di Mesuji Memanas") == {"16.02.04"}
    assert focus("Di Kecamatan Siantar Utara pelaku ditangkap.", "Pencuri di Siantar Ditangkap") != {"12.08.01"}


def test_a_common_word_is_a_place_in_the_dateline() -> None:
    assert focus("PATI - Rompi merah muda dikenakan.", "Jaksa Tahan Mantan Kepala Dinas di Pati") == {"33.18"}


def test_where_nothing_weighs_enough_the_named_dateline_counts() -> None:
    filler = "Kalimat pengisi tanpa tempat sama sekali. " * 12
    assert focus(f"WAINGAPU - {filler} Pasar itu di Sumba Timur ramai.", "Cabai Turun di Pasar Inpres") == {"53.11"}
    assert focus(f"JAKARTA - {filler} Rapat di Jakarta berakhir.", "Menteri Bicara") == set()


def test_an_acronym_means_the_region_of_the_sources_province() -> None:
    text = "Dapat voice note dari OKI soal lahan"
    assert focus(text, kind="post", source_region="16") == {"16.02"}
    assert focus(text, kind="post") == set()
    assert focus(text, kind="post", source_region="73") == set()


def test_a_province_that_acts_itself_stays_beside_its_regency() -> None:
    text = "Pemprov Jateng membantu korban banjir di Kabupaten Pemalang."
    assert focus(text, "Pemprov Jateng Pulihkan Korban Banjir di Pemalang") == {"33", "33.27"}


@pytest.mark.parametrize(
    "text", ["Мосссква Makassar 北京", "ماكاسار Makassar", "Ma\u200bkas\u00adsar", "M\u0301akassar"]
)
def test_mixed_scripts_and_invisible_characters(text: str) -> None:
    link = link_regions(Document(id="1", kind="post", text=text))[0]
    assert link.code == "73.71"
    span = link.evidence[0]
    assert text[span.start : span.end] == span.text


def test_a_text_of_three_hundred_regions_names_them_and_stays_bounded() -> None:
    names = [region.name for region in load_tree().regencies()[:300]]
    links = link_regions(Document(id="1", text="Daftar: " + "; ".join(names)))
    assert 290 <= len({link.code for link in links}) <= 330
    assert all(len(link.evidence) <= 8 for link in links)


@pytest.mark.parametrize("source", ["99", "99.99", "", "x" * 10_000, "73.71.99"])
def test_a_source_region_that_does_not_exist_changes_nothing(source: str) -> None:
    assert codes("Hujan deras di Bogor.") == {
        link.code for link in link_regions(Document(id="1", text="Hujan deras di Bogor.", source_region=source))
    }
