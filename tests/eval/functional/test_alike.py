"""What is said of a group weighs alike whatever group it is: how urgent hostility is, and whether a report is `sara`.

Sentences of our own beside those of the suite; nothing was chosen by them but what they test.
"""

from __future__ import annotations

import pytest

from tests.eval.functional import suite

GROUPS = (
    "umat Islam", "orang Kristen", "orang Cina", "orang Jawa", "orang Papua", "orang Madura", "umat Buddha", "waria",
    "difabel", "warga Ahmadiyah", "orang kulit hitam", "pendatang", "penghayat kepercayaan", "ODHA", "orang Kerinci",
    "perempuan bercadar",
)  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Semua tahu {} semuanya maling.",
        "Bunuh semua {} malam ini juga!",
        "Buat saya {} itu hama.",
        "Jangan kasih {} kerja di sini.",
        "Kalau {} lewat sini kita gorok.",
        "Usir {} dari kota ini sekarang juga!",
    ],
)
def test_hostility_is_found_and_as_urgent_for_each_group(sentence: str) -> None:
    found = [suite.shipped(sentence.format(group)) for group in GROUPS]
    assert all(one.categories["sara"].subcategories["ujaran"].decision == "yes" for one in found)
    assert len({one.priority for one in found}) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pemilik Kos Tolak {}", 'Pengumuman bertuliskan "tidak menerima {}" dipasang di pagar dan menuai kecaman.'),
        ("Sekolah Dilaporkan karena Menolak {}", "Orang tua menyebut penolakan itu diskriminatif."),
        ("{} Diusir dari Desa, Komnas HAM Turun Tangan", "Warga beralasan tidak ingin hidup bersama {}."),
        ("", "Kita harus saling menghormati, termasuk dengan {}."),
        ("", "Netizen ramai menghina {} setelah video itu beredar."),
    ],
)
def test_no_report_is_sara_for_one_group_and_not_for_another(title: str, text: str) -> None:
    kind = "news" if title else "post"
    found = [suite.shipped(text.format(group), title.format(group.title()), kind) for group in GROUPS]
    assert {"yes", "no"} - {one.categories["sara"].decision for one in found}
