"""What counts as a place, what it resolves to and what the text is about."""

from __future__ import annotations

import pytest

from core.schemas.document import Document
from nlp.regions import link_regions


def focus(text: str, title: str = "", kind: str = "news", **more: str) -> set[str]:
    document = Document.model_validate({"id": "1", "kind": kind, "title": title, "text": text, **more})
    return {link.code for link in link_regions(document) if link.role == "focus"}


def codes(text: str, title: str = "", kind: str = "news") -> set[str]:
    document = Document.model_validate({"id": "1", "kind": kind, "title": title, "text": text})
    return {link.code for link in link_regions(document)}


@pytest.mark.parametrize(
    "text",
    [
        "Macet di Jalan Magelang sejak pagi.",
        "Debit Sungai Barito naik.",
        "Resep nasi padang yang gurih.",
        "Persib Bandung menang atas Bali United.",
        "Dari Sabang sampai Merauke kita satu.",
        "Papua Nugini membuka perbatasan.",
        "Wali kota terpilih Bima Arya hadir.",
        "harga batu bara dan pasir naik, warga serang balik di medan perang",
        "Korban malang itu terluka di kepala batu.",
        "Lihat https://jateng.tribunnews.com/semarang/berita dan @infobandung atau Beritasulsel.com",
        "Warga negara Indonesia wajib punya KTP.",
        "Nyamuk berkembang biak di air tergenang.",
        "Universitas Negeri Malang menerima mahasiswa baru.",
        "",
    ],
)
def test_not_a_place(text: str) -> None:
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("https://www.detik.com/jabar/berita/d-7025731/momen-israel-serang-konvoi-ambulans", set()),
        ("https://www.detik.com/jateng/berita/d-7013092/massa-di-purworejo-gelar-aksi", {"33.06"}),
        ("http://biz.kompas.com/read/2023/12/12/1/pemkot-dan-baznas-kota-cilegon-salurkan-bantuan", {"36.72"}),
        ("Israel Serang Kompleks Sekolah di Gaza", set()),
        ("Bupati Serang Salurkan Donasi", {"36.04"}),
        ("Prabowo sulut semangat ratusan kader di Madiun", {"35.77"}),
        ("Ridwan Kamil Optimis Menang 1 Putaran di Jabar - Ayo Bandung", {"32"}),
    ],
)
def test_headlines(title: str, expected: set[str]) -> None:
    assert focus("", title) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Camat Manggala dan Polsek Manggala, Makassar, membubarkan tawuran.", {"73.71.12"}),
        ("Longsor terjadi di Kecamatan Dukupuntang, Kabupaten Cirebon, Jumat.", {"32.09.16"}),
        ("Kebakaran di Kecamatan Singosari, Malang, menewaskan dua orang.", {"35.07.24"}),
        ("Pesta rakyat di kecamatan wonosari ramai", set()),
        ("Rapat berlangsung panjang dan tetap damai di Tarakan.", {"65.71"}),
    ],
)
def test_a_kecamatan_needs_a_supported_parent(text: str, expected: set[str]) -> None:
    assert focus(text, kind="post") == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pantai yang terkenal di Yogyakarta itu ramai.", "34"),
        ("Peneliti Universitas Mulawarman, Samarinda, menemukan ikan.", "64.72"),
        ("Kapal karam di pulau Bangka.", "19"),
        ("Warga pindah ke DI Yogyakarta.", "34"),
    ],
)
def test_a_place_behind_a_preposition_or_a_comma(text: str, code: str) -> None:
    assert code in codes(text)


def test_the_longest_name_wins() -> None:
    assert codes("Bupati Bandung Barat hadir.") == {"32.17"}
    assert codes("Banjir di Padang Panjang surut.") == {"13.74"}
    assert codes("KPU Tulang Bawang Barat menggelar rapat.") == {"18.12"}


@pytest.mark.parametrize(
    "name", ["Bandarlampung", "Bandar Lampung", "BANDAR-LAMPUNG", "bandar lampung", "Bandar\u00a0Lampung"]
)
def test_hyphens_and_blanks_do_not_matter(name: str) -> None:
    assert codes(f"Banjir di {name} surut.", kind="post") == {"18.71"}


@pytest.mark.parametrize(
    "name", ["𝗠𝗮𝗸𝗮𝘀𝘀𝗮𝗿", "Maka\u200bssar", "Ｍａｋａｓｓａｒ", "#Makassar", "#PilwaliMakassar2024"]
)
def test_disguised_letters_are_read(name: str) -> None:
    assert codes(f"Kabar dari {name} hari ini", kind="post") == {"73.71"}


@pytest.mark.parametrize(
    "dateline",
    [
        "MAKASSAR, KOMPAS.com - ",
        "Makassar (ANTARA) - ",
        "MAKASSAR, NEWSURBAN.ID – ",
        "TEMPO.CO, Makassar - ",
        "MAKASSAR, KOMPAS — ",
    ],
)
def test_a_dateline_alone_is_no_focus(dateline: str) -> None:
    links = link_regions(Document(id="1", text=dateline + "Menteri menyampaikan pidato tentang pangan."))
    assert [(link.code, link.role) for link in links] == [("73.71", "dateline")]


def test_a_dateline_behind_a_summary_is_seen() -> None:
    text = "Harga beras naik menjelang hari raya. MAKASSAR, KOMPAS.com -- Menteri menyampaikan pidato tentang pangan."
    assert [link.role for link in link_regions(Document(id="1", text=text))] == ["dateline"]


def test_both_ends_of_a_toll_road_are_skipped() -> None:
    assert codes("Macet di Tol Pekanbaru-Padang sejak pagi.") == set()


def test_a_jakarta_story_about_elsewhere() -> None:
    text = "JAKARTA, KOMPAS.com - Bupati Luwu Timur dilaporkan warganya. Laporan diterima di Jakarta, Senin."
    assert focus(text, "Bupati Luwu Timur Dilaporkan") == {"73.24"}


def test_a_province_is_not_focus_beside_its_own_regency() -> None:
    links = link_regions(Document(id="1", text="Gempa di Majene, Sulawesi Barat, Sulawesi Barat berduka."))
    assert [(link.code, link.role) for link in links] == [("76.05", "focus"), ("76", "mention")]


def test_papua_stays_open_until_a_regency_tells() -> None:
    open_link = link_regions(Document(id="1", text="Warga Papua berunjuk rasa."))[0]
    assert open_link.ambiguous
    assert set(open_link.candidates) == {"91", "92", "93", "94", "95", "96"}
    assert codes("Banjir di Nabire, Papua, surut.") == {"94.01", "94"}


def test_origin_is_a_mention() -> None:
    assert focus("Pemain asal Semarang itu mencetak gol.") == set()


def test_a_quarter_of_another_city_is_not_the_regency_of_that_name() -> None:
    assert "32.08" not in codes("Kebakaran terjadi di Kuningan, Jakarta Selatan, Senin.")
    assert codes("Pameran di Bandung, Surabaya, dan Medan.") == {"32.73", "35.78", "12.71"}


def test_the_source_region_orders_the_candidates_and_adds_nothing() -> None:
    document = Document(id="1", kind="post", text="Banjir di Banjar meluas", source_region="63")
    link = link_regions(document)[0]
    assert (link.code, link.ambiguous) == ("63.03", True)
    assert link_regions(Document(id="2", text="Banjir meluas.", source_region="63")) == ()


def test_ambiguous_links_say_so() -> None:
    for text in ("Hujan deras di Bogor.", "Hujan deras di Jambi.", "Bupati Mura hadir."):
        link = link_regions(Document(id="1", kind="post", text=text))[0]
        assert link.ambiguous
        assert link.candidates[0] == link.code
        assert link.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polresta Bandung menangkap pelaku di Soreang.", {"32.04"}),
        ("Polrestabes Bandung menangkap pelaku di kawasan Dago.", {"32.73"}),
        ("Polres Metro Bekasi Kota menangkap pelaku.", {"32.75"}),
        ("Polres Metro Bekasi menangkap pelaku.", {"32.16"}),
        ("Polresta Serang Kota memeriksa saksi.", {"36.73"}),
        ("Kapolda Metro Jaya memberi keterangan.", {"31"}),
        ("Pj Bupati Mura memimpin rapat di Puruk Cahu, Kalimantan Tengah.", {"62.12"}),
        ("Bupati Mura membuka musyawarah di Lubuk Linggau, Sumatera Selatan.", {"16.05", "16.73"}),
        ("Warga Distrik Sentani, Kabupaten Jayapura, mengungsi.", {"91.03.01"}),
        ("Longsor di Cisarua, Bogor, menimbun rumah.", {"32.01.25"}),
        ("bentrok antar warga di sape bima ntb tadi malam", {"52.06.06"}),
        ("Bupati Boven Digoel, Papua, meresmikan pasar.", {"93.02"}),
        ("Kecamatan Banjar, Kabupaten Buleleng, Bali, terendam.", {"51.08.04"}),
        ("Karo Ops Polda Sumut memberi keterangan.", {"12"}),
        ("Asisten Gubernur BI mengatakan inflasi terjaga.", set()),
        ("Menurut Kiranjeet Kaur, peneliti, hal itu wajar.", set()),
        ("Macet panjang di jalur Puncak, Kabupaten Bogor.", {"32.01"}),
        ("PSU di Kota Palopo, Kabupaten Pasaman, dan Kabupaten Banggai.", {"73.73", "13.08", "72.01"}),
    ],
)
def test_the_traps_of_the_map(text: str, expected: set[str]) -> None:
    assert focus(text, kind="post") == expected


def test_where_goods_come_from_is_not_the_story() -> None:
    text = "Harga cabai di Pasar Kramat Jati naik. Pasokan dari Garut dan Magelang berkurang."
    assert focus(text, "Harga Cabai di Jakarta Naik") == {"31"}


def test_an_institution_of_the_province_outweighs_its_venue() -> None:
    text = "Debat perdana Pilgub Jatim 2024 yang digelar KPU Jatim berlangsung di Graha Unesa Surabaya."
    assert focus(text, kind="post") == {"35"}
    assert focus("Cagub Jatim menyapa pedagang di Sidoarjo. Pilgub Jatim tinggal sebulan.", kind="post") == {"35.15"}
