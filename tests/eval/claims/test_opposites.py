"""The shipped claim model on sentences that say the opposite of a title, and on the same with other denials.

All written for this project; the last eight titles after the rules had been made (2026-11-30).
"""

from __future__ import annotations

import pytest

from core.schemas.factcheck import FactCheck
from nlp.claims.compare import Comparer
from nlp.claims.encoded import encode_checks
from nlp.claims.kinds import choose
from nlp.claims.match import Matcher
from nlp.claims.model import load_model
from nlp.claims.pairs import Claim

OPPOSITES = [
    ("Gubernur Jawa Tengah Ditangkap KPK", "Gubernur Jawa Tengah tidak ditangkap KPK"),
    ("Pertalite Dihapus Mulai 1 Januari 2026", "Pertalite tidak jadi dihapus mulai 1 Januari 2026"),
    ("Vaksin HPV Menyebabkan Kemandulan", "kata dokter vaksin HPV gak menyebabkan kemandulan kok"),
    ("Bupati Jember Mundur dari Jabatannya", "Bupati Jember menolak mundur dari jabatannya"),
    ("Warga Sleman Dilarang Minum Air PDAM", "Warga Sleman tidak dilarang minum air PDAM"),
    ("Tiga Anggota TNI Gugur di Papua", "Lima anggota TNI gugur di Papua"),
    ("Ratusan Buruh China Masuk Morowali", "Ribuan buruh China masuk Morowali"),
    ("Pilkada Papua Barat Ditunda", "Pilkada Papua Barat Daya ditunda"),
    ("KPU Kota Malang Coret Calon", "KPU Kabupaten Malang coret calon"),
    ("MUI Haramkan Vaksin Polio", "MUI halalkan vaksin polio"),
    ("Israel Menyerang Kapal Bantuan Indonesia", "Indonesia menyerang kapal bantuan Israel"),
    ("Gereja di Poso Dibakar Massa Tadi Malam", "Masjid di Poso dibakar massa tadi malam"),
    ("SIM Mati Bisa Diperpanjang Tanpa Tes", "SIM mati tidak bisa diperpanjang tanpa tes"),
    ("Kapolri Mengundurkan Diri Usai Demo", "Kapolri tidak mengundurkan diri usai demo"),
    ("Menkeu Memotong Tunjangan Guru Tahun Depan", "Menkeu menyangkal memotong tunjangan guru tahun depan"),
    ("Pesawat Garuda Jatuh di Laut Arafuru", "pesawat Garuda bukan jatuh di Laut Arafuru"),
    ("STNK Mati Dua Tahun Disita Polisi", "STNK mati lima tahun disita polisi"),
    ("Upah Minimum Jakarta Naik 10 Persen", "Upah minimum Jakarta turun 10 persen"),
    ("Bupati Kediri Digugat Cerai", "Wali Kota Kediri digugat cerai"),
    ("Minyak Kayu Putih Menyembuhkan Asma", "Minyak kayu putih ternyata sama sekali tidak menyembuhkan asma"),
    ("Presiden Mencabut Izin Tambang Nikel Raja Ampat", "Presiden belum mencabut izin tambang nikel Raja Ampat"),
]
TITLES = [title for title, _ in OPPOSITES]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    model, checks = load_model(), [FactCheck(title=title) for title in TITLES]
    chosen = choose(model, "static")
    return Matcher(checks, model, chosen.kind, encode_checks(chosen.encoder, checks))


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    model = load_model()
    chosen = choose(model, "static")
    return Comparer(model, chosen.kind, chosen.encoder)


@pytest.mark.parametrize(("title", "message"), OPPOSITES)
def test_the_opposite_is_no_match_and_not_the_same(
    matcher: Matcher, comparer: Comparer, title: str, message: str
) -> None:
    own = next(one for one in matcher.rank(message, 5) if one.row == TITLES.index(title))
    assert own.relation != "match"
    assert own.differs
    compared = comparer.compare(Claim(title), Claim(message))
    assert compared.decision != "yes"
    assert compared.differs


@pytest.mark.parametrize("title", TITLES)
def test_a_forwarded_message_with_other_denials_is_a_match(matcher: Matcher, title: str) -> None:
    text = f"Maaf kalau sudah dapat, bukan menakut-nakuti ya.\n{title}\nJangan berhenti di kamu. Tidak ada salahnya."
    assert (matcher.rank(text, 1)[0].row, matcher.rank(text, 1)[0].relation) == (TITLES.index(title), "match")
