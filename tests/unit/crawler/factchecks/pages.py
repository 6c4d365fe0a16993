"""Fictional fact-check pages in the layouts of the outlets, and ClaimReview objects."""

from __future__ import annotations

import json
from typing import Any

CLAIM = "Pajak sepeda di Kabupaten Randu naik mulai hari Senin"


def review(**changes: Any) -> dict[str, Any]:
    """A ClaimReview as outlets write it."""
    node = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://cek.example/pajak-sepeda",
        "datePublished": "2026-11-20",
        "claimReviewed": CLAIM,
        "author": {"@type": "Organization", "name": "Cek Randu"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Warga Biasa"}},
        "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "alternateName": "Salah"},
    }
    return {**node, **changes}


def script(value: Any) -> str:
    """A JSON-LD block."""
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def page(title: str, *parts: str, head: str = "", date: str = "2026-11-20T09:00:00+07:00") -> bytes:
    """An article page; a part that begins with `#` is a heading."""
    body = "".join(f"<h3>{part[1:]}</h3>" if part.startswith("#") else f"<p>{part}</p>" for part in parts)
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    return (
        f"<!doctype html><html lang=id><head><title>{title} | Situs</title>{meta}{head}</head><body>"
        f"<nav><a href=/>Beranda</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>Tentang kami</footer></body></html>"
    ).encode()


FACT = (
    "Dinas Pendapatan Kabupaten Randu menyatakan tidak ada pajak sepeda di wilayah itu, dan tidak ada rencana untuk "
    "memungutnya pada tahun depan. Aturan daerah yang berlaku tidak menyebut sepeda sama sekali."
)
FOUND = (
    "Pencarian gambar menunjukkan bahwa foto loket itu diambil tiga tahun lalu pada acara pembagian helm gratis di "
    "halaman kantor bupati, bukan pada pemungutan pajak."
)
END = "Klaim bahwa pajak sepeda naik mulai Senin adalah keliru. Tidak ada pajak semacam itu di Kabupaten Randu."
FRAME = f"Akun Facebook “Warta Randu” pada Kamis (19/11/2026) mengunggah foto [arsip] dengan narasi: “{CLAIM}”"

TURNBACKHOAX_OLD = page(
    "[SALAH] Pajak sepeda naik mulai Senin",
    "KATEGORI: Konten yang Menyesatkan",
    "= = =",
    "SUMBER: Facebook",
    "= = =",
    f"NARASI: “{CLAIM}”",
    "= = =",
    f"PENJELASAN: {FACT}",
    FOUND,
    "= = =",
    "REFERENSI: https://randu.example/aturan",
)
TURNBACKHOAX = page(
    "[SALAH] Pajak sepeda naik mulai Senin",
    "#Narasi",
    f"{FRAME} Hingga Jumat (20/11/2026) unggahan tersebut mendapat 412 tanda suka dan menuai 40 komentar.",
    "#Hasil Cek Fakta",
    FACT,
    FOUND,
    "#Kesimpulan",
    END,
    "#Rujukan",
    "https://randu.example/aturan",
)
TEMPO = page(
    "Keliru: Pajak Sepeda di Kabupaten Randu Naik Mulai Senin",
    f"SEBUAH foto beredar di Facebook dengan narasi “{CLAIM}”. Foto itu memperlihatkan antrean panjang di depan loket.",
    "Benarkah pajak sepeda di Kabupaten Randu naik mulai hari Senin?",
    "#PEMERIKSAAN FAKTA",
    FACT,
    FOUND,
    "#KESIMPULAN",
    END,
)
KOMPAS = page(
    "[HOAKS] Pajak Sepeda di Kabupaten Randu Naik",
    f"KOMPAS.com - Beredar unggahan di media sosial dengan narasi “{CLAIM}” disertai foto antrean di depan loket.",
    "#Penelusuran Kompas.com",
    FACT,
    FOUND,
    "#Kesimpulan",
    "Narasi soal pajak sepeda di Kabupaten Randu adalah hoaks. Foto itu diambil pada acara lain tiga tahun lalu.",
)
LIPUTAN6 = page(
    "Cek Fakta: Tidak Benar Pajak Sepeda di Kabupaten Randu Naik Mulai Senin",
    f"Liputan6.com, Randu - Beredar di media sosial postingan dengan narasi “{CLAIM}”. "
    "Postingan itu beredar sejak pekan lalu.",
    "#Penelusuran Fakta",
    FACT,
    FOUND,
    "#Kesimpulan",
    "Postingan yang mengklaim pajak sepeda di Kabupaten Randu naik mulai Senin adalah tidak benar.",
    "#Tentang Cek Fakta Liputan6.com",
    "Kanal pemeriksa fakta ini memeriksa kabar yang beredar di tengah warga dan menuliskan hasilnya di halaman ini.",
)
KOMDIGI = page(
    "[DISINFORMASI] Pajak Sepeda di Kabupaten Randu",
    "Penjelasan :",
    f"Beredar sebuah unggahan di media sosial yang mengklaim bahwa {CLAIM[0].lower()}{CLAIM[1:]}. Faktanya, {FACT}",
    FOUND,
    "Kategori: Disinformasi",
    "Link Counter:",
    "https://randu.example/aturan",
)
GENERIC = page(
    "Benarkah pajak sepeda di Kabupaten Randu naik?",
    f"{FRAME}",
    "#Penelusuran",
    FACT,
    FOUND,
    "#Kesimpulan",
    END,
)
NEWS = page("Bupati Randu membuka pasar tani", FACT, FOUND, "Pasar tani buka setiap Sabtu pagi sampai bulan depan.")
