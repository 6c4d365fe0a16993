"""A small invented newsroom for the pages: documents and their analyses, put in through the functions of core."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from core import setup
from core.clock import now
from core.db.engine import Database
from core.review import demo_people, intake
from core.schemas.analysis import TAXONOMY, Analysis, CategoryJudgement, Evidence, Judgement, Language, RegionLink
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.settings import Settings, load
from core.store import bursts, copies, documents, factchecks, hours, issues, people, sessions, sources
from core.store.hours import Marks

OUTLETS = (
    Source(id="lentera", name="Lentera Selatan", home_url="http://127.0.1.3/", enabled=True, fictional=True),
    Source(id="warga", name="Kanal “Warga Gowa Bicara”", kind="import", enabled=True, fictional=True),
    Source(id="kabar", name="Kabar Nusantara", home_url="https://kabar.example/", enabled=True, verified=True),
)

BALLOTS = "Pesan berantai: surat suara di Gowa sudah dicoblos sebelum hari pemungutan"
BALLOTS_TEXT = (
    "Assalamualaikum, mohon disebarkan. Info dari orang dalam, surat suara untuk Kecamatan Somba Opu sudah dicoblos "
    "semua dan disimpan di gudang dekat Sungguminasa. Ada videonya, petugas sedang menghitung kardus tengah malam.\n\n"
    "Kalau benar begini pemilihan bupati Gowa tidak ada gunanya lagi. Viralkan sebelum dihapus!! Sudah dikirim ke "
    "lebih dari dua puluh grup warga."
)
LEAFLET = "Selebaran tanpa nama menolak warga pendatang di Kelurahan Baruga"
LEAFLET_TEXT = (
    "Selebaran tanpa nama ditempel di tiga pos ronda Kota Parepare sejak Senin malam. Isinya menolak warga pendatang "
    "dan menyuruh mereka pulang ke daerah asal. Lurah dan tokoh agama meminta warga tenang; polisi memeriksa kamera "
    "pengawas.\n\nForum kerukunan setempat mengadakan pertemuan hari ini."
)
LOGISTICS = "Distribusi logistik pemilihan ke pulau terluar tertunda gelombang tinggi"
LOGISTICS_TEXT = (
    "KPU menunda pengiriman logistik pemilihan ke enam pulau di Kabupaten Kepulauan Selayar karena gelombang setinggi "
    "dua setengah sampai empat meter. Kapal menunggu di dermaga Benteng sampai Selasa.\n\nKetua KPU setempat "
    "mengatakan cadangan waktu masih ada."
)
CLASH = "Dua kelompok pendukung calon bupati saling lempar batu di Bua"
CLASH_TEXT = (
    "Dua kelompok pendukung calon bupati saling lempar batu di Kecamatan Bua, Kabupaten Luwu, Minggu sore. Dua orang "
    "luka ringan dan dibawa ke puskesmas. Polisi memisahkan kedua kelompok dan menjaga jalan poros."
)
JOBS = ""
JOBS_TEXT = (
    "Dibuka lowongan petugas KPPS se-Kota Makassar, gaji dua juta, daftar lewat tautan dan transfer biaya pendaftaran "
    "lima puluh ribu ke nomor admin. Kuota terbatas, buruan!!"
)
GRANT = "Dana hibah pengawasan pemilihan belum cair, Bawaslu surati pemda"
GRANT_TEXT = (
    "Bawaslu Kabupaten Wajo menyurati pemerintah daerah karena dana hibah pengawasan pemilihan belum cair sampai pekan "
    "ketiga. Sekretaris daerah menjawab berkasnya masih diperiksa."
)

#: The clash as others tell it; the first ones are nearly the same as the first text.
COPIES = 2
STORY = (
    (f"{CLASH}, dua luka", f"{CLASH_TEXT} (red)"),
    (f"{CLASH}: polisi berjaga", f"{CLASH_TEXT} Polisi masih berjaga."),
    (
        "Warga Bua mengungsi setelah lempar batu di Luwu",
        "Belasan warga Bua, Luwu, mengungsi setelah saling lempar batu.",
    ),
    ("Kapolres Luwu: pelaku lempar batu di Bua dicari", "Kapolres Luwu mencari pelaku lempar batu di Kecamatan Bua."),
    (
        "KPU Luwu menunda debat setelah bentrok di Bua",
        "KPU Luwu menunda debat calon bupati setelah lempar batu di Bua.",
    ),
)

#: Titles and texts as an attacker would write them: each would set a flag or load something if it were not inert.
HOSTILE = (
    "<script>window.__pwn=1</script>",
    '"><img src=x onerror="window.__pwn=1">',
    "<svg/onload=window.__pwn=1>",
    "</title><script>window.__pwn=1</script>",
    "{{7*7}}{% raw %}${7*7}<%= 7*7 %>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__pwn=1>",
    '<a href="javascript:window.__pwn=1">klik</a>',
    "<img src='http://198.51.100.7/pixel.gif'>",
    "'-window.__pwn=1-'",
    "\u202egnarec\u202c bidi <b>tebal</b>",
)


CHECK = "Surat suara di Gowa belum dicetak saat pesan itu beredar"


def fill_check(database: Database) -> None:
    """Put one fact-check in, and its correction."""
    with database.write() as connection:
        for verdict, words in (("false", "Salah"), ("retracted", "Dicabut")):
            check = FactCheck(
                url="https://cek.example/surat-suara",
                publisher="Cek Selatan",
                title=CHECK,
                claim=BALLOTS,
                explanation="KPU menunjukkan jadwal cetak surat suara: percetakan baru mulai dua pekan kemudian.",
                conclusion="Pesan itu tidak benar.",
                verdict=verdict,
                verdict_raw=words,
                published_on="2026-11",
            )
            factchecks.store(connection, "kabar", "import", check)


def initialise(data: Path) -> tuple[Settings, Database]:
    """Return the settings and the database of a fresh data directory with the people of the demo."""
    settings = load(data=data)
    setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        demo_people.ensure(connection)
        sources.sync(connection, OUTLETS)
        sources.note_attempt(connection, "lentera")
        sources.note_attempt(connection, "kabar", "timeout: no answer in 30 s")
    return settings, database


def login(database: Database, name: str) -> str:
    """Return a one-time login secret of the person."""
    with database.write() as connection:
        return sessions.create_login_link(connection, people.actor_by_name(connection, name).id, 1)


def fill(database: Database) -> None:
    """Put the invented documents in, each with an analysis that opens its signals."""
    with database.write() as connection:
        _put(connection, "kabar", GRANT, GRANT_TEXT, politik=("pemilu", 0.81, "dana hibah"), place="73.13", word="Wajo")
        _put(
            connection,
            "lentera",
            CLASH,
            CLASH_TEXT,
            politik=("konflik", 0.96, "saling lempar batu"),
            place="73.17",
            word="Luwu",
            priority=2,
        )
        _put(
            connection,
            "warga",
            JOBS,
            JOBS_TEXT,
            klaim=("penipuan", 0.88, "transfer biaya pendaftaran"),
            place="73.71",
            word="Makassar",
            kind="post",
        )
        _put(
            connection,
            "lentera",
            LOGISTICS,
            LOGISTICS_TEXT,
            politik=("pemilu", 0.97, "logistik pemilihan"),
            place="73.01",
            word="Kepulauan Selayar",
        )
        _put(
            connection,
            "lentera",
            LEAFLET,
            LEAFLET_TEXT,
            sara=("peristiwa", 0.91, "menolak warga pendatang"),
            place="73.72",
            word="Parepare",
            priority=2,
        )
        _put(
            connection,
            "warga",
            BALLOTS,
            BALLOTS_TEXT,
            klaim=("klaim", 0.94, "surat suara"),
            politik=("pemilu", 0.97, "pemilihan bupati"),
            place="73.06",
            word="Gowa",
            priority=2,
            kind="post",
        )
        copy = Incoming(source_id="kabar", url="https://kabar.example/salinan", title=BALLOTS, text=BALLOTS_TEXT)
        documents.store(connection, copy)
        changed = Incoming(
            source_id="lentera",
            url=_address(LOGISTICS),
            title=LOGISTICS,
            text=LOGISTICS_TEXT + "\n\nDiperbarui: kapal berangkat Rabu.",
        )
        stored = documents.store(connection, changed)
        analysis = _analysis(
            LOGISTICS,
            changed.text,
            place="73.01",
            word="Kepulauan Selayar",
            politik=("pemilu", 0.97, "logistik pemilihan"),
        )
        intake.take_in(connection, stored.document_id, 2, LOGISTICS, analysis)


def fill_story(database: Database) -> None:
    """Tell the clash in more outlets and one near copy, as one issue, with the alarm that its rise raised."""
    with database.write() as connection:
        begin = now() - timedelta(hours=5)
        first = documents.find_url(connection, _address(CLASH))
        assert first is not None
        issue_id = issues.of_document(connection, first)
        assert issue_id is not None
        for number, (title, text) in enumerate(STORY):
            outlet, kind = ("kabar", "lentera", "warga")[number % 3], "post" if number % 3 == 2 else "news"
            incoming = Incoming(
                kind=kind,
                source_id=outlet,
                url=_address(title),
                title=title,
                text=text,
                published_at=begin + timedelta(minutes=50 * number),
            )
            document_id = documents.store(connection, incoming).document_id
            if number < COPIES:
                copies.record(connection, document_id, 1, first, "near")
            else:
                issues.ensure_for(connection, document_id, title, join=issue_id)
            about = ("konflik", 0.93, "lempar batu")
            analysis = _analysis(title, text, place="73.17", word="Luwu", priority=2, politik=about)
            intake.take_in(connection, document_id, 1, title, analysis)
        issues.describe(connection, issue_id, CLASH, [{"document": first, "text": CLASH_TEXT.split(". ")[0] + "."}])
        raised = hours.hour_of(begin + timedelta(hours=3))
        rise = {"started_at": raised - timedelta(hours=2), "raised_at": raised, "count": 14, "usual": 1.2, "hours": 3}
        bursts.add(connection, {"region": "73.17", "category": "politik", **rise})
        hours.recount(connection, hours.touched(connection, Marks(), hours.newest(connection), begin))


def fill_hostile(database: Database) -> None:
    """Put documents in whose titles and texts attack the reader's browser."""
    with database.write() as connection:
        for number, payload in enumerate(HOSTILE):
            title, text = f"{payload} {number}", f"{payload}\n\nsurat suara di Gowa {payload}"
            document_id = _put(
                connection,
                "warga",
                title,
                text,
                klaim=("klaim", 0.9, "surat suara"),
                place="73.06",
                word=payload,
                priority=2,
            )
            issue_id = issues.of_document(connection, document_id)
            assert issue_id is not None
            issues.describe(connection, issue_id, title, [{"document": document_id, "text": text}] * 3)
            for words in (payload, f"{payload} lagi"):  # the second is a correction, so that versions are shown too
                check = FactCheck(
                    url=f"https://cek.example/{number}",
                    external_id=str(number),
                    publisher=payload,
                    title=title,
                    claim=f"{payload}\n{words}",
                    explanation=text,
                    conclusion=payload,
                    verdict="false",
                    verdict_raw=words,
                    published_raw=payload,
                )
                factchecks.store(connection, "warga", "import", check)


def fill_huge(database: Database) -> None:
    """Put a page of long hostile titles in, and one text as long as the store takes; HTML must write each sign long."""
    with database.write() as connection:
        for number in range(30):
            title = f"{number} " + "\"'&<>" * 96
            text = f"surat suara {number} " + "\"'&<>" * (19_000 if number == 29 else 50)
            _put(connection, "warga", title, text, klaim=("klaim", 0.9, "&"), place="73.06", word="'", priority=2)


def _put(
    connection: Connection,
    source: str,
    title: str,
    text: str,
    *,
    place: str,
    word: str,
    priority: int = 1,
    kind: str = "news",
    **about: tuple[str, float, str],
) -> int:
    published = now() - timedelta(hours=3)
    incoming = Incoming(
        kind=kind, source_id=source, url=_address(title or text[:20]), title=title, text=text, published_at=published
    )
    stored = documents.store(connection, incoming)
    analysis = _analysis(incoming.title, incoming.text, place=place, word=word, priority=priority, **about)
    intake.take_in(connection, stored.document_id, 1, incoming.title, analysis)
    return stored.document_id


def _analysis(
    title: str, text: str, *, place: str, word: str, priority: int = 1, **about: tuple[str, float, str]
) -> Analysis:
    categories = {}
    for name, subs in TAXONOMY.items():
        sub, chance, sign = about.get(name, ("", 0.04, ""))
        categories[name] = CategoryJudgement(
            probability=chance,
            decision="yes" if sub else "no",
            evidence=_found(title, text, sign) if sign else (),
            subcategories={
                one: Judgement(probability=chance if one == sub else 0.03, decision="yes" if one == sub else "no")
                for one in subs
            },
        )
    link = RegionLink(
        code=place, name=word[:80], level="regency", role="focus", confidence=0.93, evidence=_found(title, text, word)
    )
    return Analysis(
        pipeline="plain-0.1",
        language=Language(code="id", confidence=0.99),
        priority=priority,
        categories=categories,
        regions=(link,),
    )


def _found(title: str, text: str, word: str) -> tuple[Evidence, ...]:
    spans = []
    for field, body in (("title", title), ("text", text)):
        start = body.find(word)
        while start >= 0 and len(spans) < 500:
            spans.append(Evidence(field=field, start=start, end=start + len(word), text=word))
            start = body.find(word, start + len(word))
    return tuple(spans)


def _address(title: str) -> str:
    return "https://lentera.example/" + "-".join(title.lower().split())[:80].encode().hex()
