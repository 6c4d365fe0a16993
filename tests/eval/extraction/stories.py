"""Fictional Indonesian news stories, written for the tests: title, lead-in place, paragraphs. Nobody in them exists."""

from __future__ import annotations

from typing import NamedTuple


class Story(NamedTuple):
    """One article: what a person would call its text are `paragraphs`, in order."""

    title: str
    place: str
    paragraphs: tuple[str, ...]


STORIES = (
    Story(
        "Jembatan Gantung Desa Wanasari Kembali Dibuka Setelah Diperbaiki",
        "Wanasari",
        (
            "Jembatan gantung yang menghubungkan Desa Wanasari dengan pasar kecamatan kembali dibuka untuk pejalan kaki"
            " dan sepeda motor pada Selasa pagi setelah dua bulan ditutup.",
            "Camat setempat mengatakan perbaikan dilakukan dengan mengganti seluruh papan lantai dan empat kabel utama"
            " yang berkarat akibat banjir pada awal tahun.",
            "“Kami minta warga tetap bergantian saat melintas. Kapasitasnya dua puluh orang, jangan dipaksakan,”"
            " ujarnya"
            " di lokasi.",
            "Selama penutupan, pelajar harus memutar hampir sembilan kilometer melewati jalan kebun untuk sampai ke"
            " sekolah.",
            "Menurut data kantor desa, sedikitnya 340 keluarga bergantung pada jembatan itu untuk menjual hasil kebun.",
            "Pemerintah kabupaten menyiapkan anggaran pemeliharaan tahunan agar kerusakan serupa tidak terulang.",
            "Warga menyambut pembukaan itu dengan kerja bakti membersihkan jalan menuju kedua ujung jembatan.",
        ),
    ),
    Story(
        "KPU Simulasikan Penghitungan Suara, Saksi Partai Minta Cahaya Ditambah",
        "Muara Tembaga",
        (
            "Komisi pemilihan di Kabupaten Muara Tembaga menggelar simulasi pemungutan dan penghitungan suara di"
            " lapangan kecamatan, Sabtu, dengan melibatkan 480 pemilih.",
            "Simulasi berlangsung sejak pukul 07.00 dan berakhir menjelang magrib karena penghitungan lima jenis surat"
            " suara dilakukan satu per satu.",
            "Seorang saksi partai mengeluhkan penerangan yang kurang pada jam terakhir. “Angka di formulir sulit"
            " dibaca, kami minta lampunya ditambah,” katanya.",
            "Ketua panitia mencatat keluhan itu dan berjanji setiap tempat pemungutan suara mendapat dua lampu"
            " cadangan.",
            "Pengawas menemukan tiga kotak yang segelnya belum terpasang. Petugas langsung memperbaikinya di tempat.",
            "Hasil simulasi akan dibahas bersama kepolisian dan pemerintah daerah pada pekan depan.",
        ),
    ),
    Story(
        "Unjuk Rasa Nelayan Berlangsung Tertib, Bupati Terima Lima Perwakilan",
        "Teluk Serunai",
        (
            "Ratusan nelayan dari tiga kecamatan menyampaikan pendapat di halaman kantor bupati, Rabu siang, menuntut"
            " kejelasan pasokan solar bersubsidi.",
            "Mereka datang dengan truk dan perahu yang diarak, lalu duduk bergantian menyampaikan orasi selama"
            " dua jam.",
            "Bupati menerima lima perwakilan di ruang rapat dan berjanji menyurati penyalur dalam tiga hari.",
            "“Yang kami minta sederhana, jadwal pengiriman ditempel di dermaga supaya semua orang tahu,” kata"
            " salah satu"
            " perwakilan.",
            "Kepala dinas perikanan menjelaskan kuota tahun ini tidak berkurang, tetapi pengirimannya sering terlambat"
            " karena cuaca di jalur laut.",
            "Aksi berakhir pukul 15.00 dan massa memungut sampah sebelum pulang ke desa masing-masing.",
            "Polisi menurunkan enam puluh personel tanpa senjata dan tidak ada laporan kericuhan sepanjang kegiatan.",
            "Pertemuan lanjutan dijadwalkan pada tanggal lima bulan depan di balai desa terbesar.",
        ),
    ),
    Story(
        "Pesan Berantai soal Air Bersih Beracun Dibantah Perusahaan Daerah",
        "Kota Arunika",
        (
            "Perusahaan air minum Kota Arunika membantah pesan berantai yang menyebut air ledeng tercemar racun sejak"
            " akhir pekan lalu.",
            "Pesan itu beredar di grup warga dan disertai foto air berwarna kecokelatan tanpa keterangan tempat dan"
            " waktu.",
            "Hasil uji laboratorium pada dua belas titik menunjukkan kekeruhan dan kadar klor berada di bawah ambang"
            " batas.",
            "Direktur perusahaan menjelaskan warna kecokelatan sempat muncul di satu perumahan karena pipa induk"
            " diganti pada Jumat malam.",
            "“Sudah kami bilas dan sampelnya terbuka untuk diperiksa siapa saja,” tuturnya.",
            "Dinas kesehatan tidak menerima laporan keracunan dari puskesmas mana pun dalam sepekan terakhir.",
        ),
    ),
    Story(
        "Pengurus Rumah Ibadah Tiga Agama Gotong Royong Bersihkan Sungai",
        "Lembah Kenari",
        (
            "Pengurus masjid, gereja dan pura di Lembah Kenari bersama-sama membersihkan sungai yang melintasi tiga"
            " kelurahan pada Minggu pagi.",
            "Kegiatan itu diikuti lebih dari dua ratus orang dan menjadi agenda tetap setiap tiga bulan.",
            "Sampah yang terangkat mencapai empat truk, sebagian besar plastik kemasan dan ranting bambu.",
            "Ketua forum kerukunan mengatakan gotong royong lebih mudah menyatukan warga daripada pidato panjang.",
            "Anak-anak sekolah minggu dan santri membagikan air minum kepada peserta di sepanjang tanggul.",
            "Lurah setempat menyumbang dua perahu karet agar pembersihan bisa menjangkau bagian tengah sungai.",
            "Kegiatan berikutnya direncanakan di hulu dengan menanam seribu bibit bambu.",
        ),
    ),
)
