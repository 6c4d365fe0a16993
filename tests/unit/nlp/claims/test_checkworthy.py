"""What is reporting, opinion, prediction or satire is told from a claim to verify, and holds back that claim alone."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement, CheckWorthiness, Decision, Judgement
from core.schemas.document import Document, Kind
from nlp import analyse_text, pipeline
from nlp.claims.checkworthy import CheckworthyStage, build, judge_worth
from nlp.claims.grounds import read_words
from nlp.stage import Draft
from nlp.text.stages import build_normalise

#: Kind, what the text is, the text. The sentences are ours; persons, places and events in them are made up.
CASES: list[tuple[Kind, str, str]] = [
    # A source that answers for it.
    ("news", "attributed", "Kapolres Randu AKBP Wiratma mengatakan gudang itu terbakar karena hubungan arus pendek."),
    ("news", "attributed", '"Surat suara aman," kata Bupati Randu saat ditemui di kantornya.'),
    ("news", "attributed", "Menurut BMKG, gempa berkekuatan 4,1 terjadi di laut dan tidak memicu tsunami."),
    ("news", "attributed", "RANDU, KOMPAS.com - Sebuah gudang di Jalan Melati terbakar pada Selasa malam."),
    ("news", "attributed", "Randu (ANTARA) - Jembatan gantung ditutup mulai pekan depan."),
    ("news", "attributed", "Banjir di Randu surut, tutur Sekda Lukas Pranata, Senin (3/2/2026)."),
    ("news", "attributed", "Dalam keterangan tertulis, pabrik itu menyebut limbahnya sudah diolah."),
    ("news", "attributed", "Wira Santosa menyatakan gugatannya sudah didaftarkan ke pengadilan."),
    ("news", "attributed", "Dikutip dari Tempo.co, harga beras naik 12 persen di pasar induk."),
    ("news", "attributed", '"Air mulai surut," katanya. Warga kembali ke rumah.'),
    ("news", "attributed", "Miturut Bupati Randu, pasar anyar dibukak sesuk."),
    ("news", "attributed", "The bridge collapsed at night, according to police in Randu."),
    ("post", "attributed", 'Kabid Humas Polda Randu Kombes Dira mengatakan video itu lama. "Sudah dicek," ujar Dira.'),
    ("post", "attributed", "Kapolsek Randu, Selasa (20/5/2025), mengatakan keributan itu dipicu salah paham."),
    ("post", "attributed", "Menurut BPBD 14 rumah rusak. Kepala Desa Melati membenarkan kabar itu."),
    # The same words without anybody who answers, or in a rumour.
    ("news", "checkable", "Gudang di Jalan Melati terbakar pada Selasa malam, 12 orang tewas."),
    ("post", "checkable", "Kata orang bendungan Randu retak dan 3 desa sudah terendam"),
    ("post", "checkable", "menurut info dari grup sebelah, KPU Randu sudah cetak surat suara ganda"),
    ("post", "checkable", "Menurut tetangga saya, vaksin itu mengandung racun"),
    ("post", "checkable", "katanya air minum di Kota Randu sudah diracuni, hati-hati"),
    ("post", "checkable", "konon pabrik baru itu milik menteri"),
    ("post", "checkable", "Profesor Wira Santosa mengatakan kulit manggis menyembuhkan kanker, tolong sebarkan!"),
    (
        "post",
        "checkable",
        "Kapolres Randu mengatakan ada penculikan. Kata Kapolres, Senin (3/2), viralkan sebelum dihapus",
    ),
    ("post", "checkable", "BUPATI RANDU MUNDUR MALAM INI, WARGA MENANGIS"),
    ("post", "checkable", "Geger! Kotak suara ganda ditemukan di Randu, 3 truk"),
    ("post", "checkable", "Jarene pasar Randu kobong wingi bengi"),
    ("post", "checkable", "Breaking: three people arrested in Randu for fake ballots, please share"),
    ("post", "checkable", "kemarin ada 500 KTP palsu dibagikan ke warga"),
    ("post", "checkable", "ceunah jambatan Randu rubuh, 4 mobil kabawa"),
    # Opinion.
    ("post", "opinion", "Menurut saya lurah kita kurang tegas"),
    ("post", "opinion", "seharusnya wakil rakyat lebih peduli pada petani"),
    ("post", "opinion", "kayaknya dia tidak pantas jadi pemimpin"),
    ("post", "opinion", "Bukankah itu tugas mereka sendiri?"),
    ("post", "opinion", "saya rasa debatnya membosankan"),
    ("post", "opinion", "in my opinion this council is lazy"),
    ("post", "opinion", "Kudune lurah luwih peduli marang wong cilik"),
    ("post", "checkable", "Menurut saya lurah kita mencuri 40 juta dana desa"),
    ("post", "checkable", "harusnya ditahan, kemarin dia membakar gudang"),
    # Wish and prediction.
    ("post", "prediction", "Semoga pemimpin kita amanah"),
    ("post", "prediction", "Mudah-mudahan panen tahun depan lebih baik"),
    ("post", "prediction", "dia bakal menang, saya tahu betul"),
    ("post", "prediction", "kalau begini terus pasti rakyat bosan"),
    ("post", "prediction", "Mugi mugi lurah anyar luwih apik"),
    ("post", "prediction", "our candidate will win, trust me"),
    ("post", "checkable", "Semoga selamat, 7 rumah di Randu ambruk semalam"),
    ("post", "checkable", "Pemerintah akan melarang sepeda motor mulai besok"),
    ("post", "checkable", "kalau tidak daftar pasti denda 500 ribu"),
    # Satire.
    ("post", "satire", "[SATIRE] Bupati Randu mengganti semua lampu jalan dengan kunang-kunang"),
    ("post", "satire", "Kucing dilantik jadi camat Randu #parodi"),
    ("post", "satire", "Satire: 300 ikan menandatangani petisi menolak kail"),
    ("post", "satire", "Lurah membagikan payung saat kemarau, cuma bercanda ya"),
    ("post", "satire", "canda bang, gajah Randu ikut pilkada \U0001f602"),
    ("post", "satire", "guyon wkwkwk kebo dadi lurah"),
    ("news", "satire", "Hanya parodi: 300 ikan menandatangani petisi"),
    ("post", "checkable", "12 orang ditangkap di acara parodi Kota Randu"),
    ("post", "checkable", "3 rumah terbakar \U0001f602"),
    # Nothing of it.
    ("post", "not_checkable", "selamat pagi semuanya"),
    ("post", "not_checkable", "dasar tidak tahu malu"),
    ("post", "not_checkable", ""),
    ("post", "not_checkable", "\U0001f602\U0001f602 !!! ???"),
    ("news", "not_checkable", "Cara merawat tanaman hias agar tetap segar"),
]


@pytest.fixture(scope="module")
def stage() -> CheckworthyStage:
    return build()


def worth(text: str, kind: Kind = "post", title: str = "") -> CheckWorthiness:
    draft = build_normalise().apply(Draft(Document(id="", kind=kind, title=title, text=text)))
    return judge_worth(draft, read_words())


def draft_of(text: str, subs: dict[str, Decision], decision: Decision = "yes", kind: Kind = "post") -> Draft:
    """Return a draft whose category `klaim` was judged like this."""
    draft = build_normalise().apply(Draft(Document(id="", kind=kind, text=text), priority=2))
    none = Judgement(probability=0.1, decision="no")
    categories = {
        name: CategoryJudgement(probability=0.1, decision="no", subcategories=dict.fromkeys(names, none))
        for name, names in TAXONOMY.items()
    }
    judged = {name: Judgement(probability=0.8, decision=subs.get(name, "no")) for name in TAXONOMY["klaim"]}
    categories["klaim"] = CategoryJudgement(probability=0.8, decision=decision, subcategories=judged)
    return replace(draft, categories=categories)


@pytest.mark.parametrize(("kind", "expected", "text"), CASES, ids=[case[2][:40] for case in CASES])
def test_text_is_what_it_is(kind: Kind, expected: str, text: str) -> None:
    assert worth(text, kind).verdict == expected, worth(text, kind).grounds


def test_title_counts_too() -> None:
    assert worth("Dia hadir di sana.", "news", title="Gempa terjadi, kata Bupati Randu").verdict == "attributed"
    assert worth("", "news", title="[Humor] Kucing jadi camat").verdict == "satire"


def test_grounds_are_spans_of_the_original() -> None:
    title, text = (
        "Geger di Randu",
        "A\u200bstaga… K\u0430pal t\u200benggelam\u200b, 12 tewas kemarin!\n“Benar,” kata Bupati Randu",
    )
    grounds = worth(text, "news", title=title).grounds
    assert {"source", "number", "event", "date", "place"} <= {one.kind for one in grounds}
    for one in grounds:
        whole = title if one.evidence.field == "title" else text
        assert whole[one.evidence.start : one.evidence.end] == one.evidence.text
    assert any(one.evidence.text == "kata Bupati" for one in grounds)


def test_few_grounds_of_a_kind_are_kept() -> None:
    grounds = worth("12 34 56 78 90 11 22 33 44 55 rumah ambruk, tewas, terbakar, hilang, jatuh, gempa").grounds
    assert [one.kind for one in grounds].count("number") == 3
    assert [one.kind for one in grounds].count("event") == 3


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Menurut saya lurah kita kurang tegas", "opinion"),
        ("Semoga pemimpin kita amanah", "prediction"),
        ("Kucing dilantik jadi camat #satire", "satire"),
        ('Polisi memastikan video itu lama. "Sudah dicek," ujar Kapolres Randu', "attributed"),
    ],
)
def test_claim_is_held_back(stage: CheckworthyStage, text: str, verdict: str) -> None:
    held = stage.apply(draft_of(text, {"klaim": "yes"}))
    assert held.checkworthiness is not None
    assert held.categories is not None
    assert (held.checkworthiness.verdict, held.checkworthiness.held) == (verdict, True)
    klaim = held.categories["klaim"]
    assert (klaim.decision, klaim.subcategories["klaim"].decision) == ("unsure", "unsure")
    assert (klaim.probability, klaim.subcategories["klaim"].probability) == (0.8, 0.8)
    assert held.priority == 1, "nothing that may harm is left of it"


@pytest.mark.parametrize("text", ["Kucing dilantik jadi camat #satire", "Menurut saya lurah kita kurang tegas"])
@pytest.mark.parametrize(
    ("subs", "stays"),
    [({}, False), ({"penipuan": "unsure"}, True), ({"klarifikasi": "unsure"}, True), ({"klarifikasi": "yes"}, True)],
)
def test_category_falls_with_an_unsure_claim(
    stage: CheckworthyStage, text: str, subs: dict[str, Decision], stays: bool
) -> None:
    judged = stage.apply(draft_of(text, {"klaim": "unsure"} | subs))
    assert judged.checkworthiness is not None
    assert judged.categories is not None
    assert judged.checkworthiness.held is not stays
    assert judged.categories["klaim"].decision == ("yes" if stays else "unsure")
    assert judged.categories["klaim"].subcategories["klaim"].decision == "unsure"


@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_denial_stays_in_the_category(stage: CheckworthyStage, said: Decision) -> None:
    judged = stage.apply(draft_of("Tidak benar kabar 12 rumah di Randu ambruk", {"klaim": said}))
    assert judged.checkworthiness is not None
    assert judged.categories is not None
    assert (judged.checkworthiness.verdict, judged.checkworthiness.held) == ("denial", said == "yes")
    klaim = judged.categories["klaim"]
    assert (klaim.decision, klaim.subcategories["klaim"].decision) == ("yes", "unsure")
    assert klaim.subcategories["klarifikasi"].decision == "no", "it never makes a clarification of a text"


@pytest.mark.parametrize("other", ["klarifikasi", "penipuan"])
def test_others_are_never_moved(stage: CheckworthyStage, other: str) -> None:
    held = stage.apply(draft_of("Semoga pemimpin kita amanah", {"klaim": "yes", other: "yes"}))
    assert held.categories is not None
    klaim = held.categories["klaim"]
    assert (klaim.decision, klaim.subcategories["klaim"].decision) == ("yes", "unsure")
    assert klaim.subcategories[other] == Judgement(probability=0.8, decision="yes")
    assert held.priority == (2 if other == "penipuan" else 1)
    alone = draft_of("Semoga pemimpin kita amanah", {other: "yes"})
    assert stage.apply(alone) == alone, "without a claim there is nothing to look at"


@pytest.mark.parametrize("text", ["12 rumah di Randu ambruk kemarin", "selamat pagi semuanya"])
def test_claim_stands(stage: CheckworthyStage, text: str) -> None:
    draft = draft_of(text, {"klaim": "yes"})
    judged = stage.apply(draft)
    assert judged.checkworthiness is not None
    assert not judged.checkworthiness.held
    assert (judged.categories, judged.priority) == (draft.categories, 2)


def test_unsure_claim_keeps_its_answer_and_gets_its_grounds(stage: CheckworthyStage) -> None:
    draft = draft_of("Semoga pemimpin kita amanah", {"klaim": "unsure"}, "unsure")
    judged = stage.apply(draft)
    assert judged.categories == draft.categories
    assert judged.checkworthiness is not None
    assert (judged.checkworthiness.verdict, judged.checkworthiness.held) == ("prediction", False)


def test_unjudged_document_stays_as_it_is(stage: CheckworthyStage) -> None:
    draft = build_normalise().apply(Draft(Document(id="", text="12 rumah ambruk")))
    assert stage.apply(draft) == draft


def test_answer_does_not_hang_on_who_asks() -> None:
    assert pipeline.choose(["categories"]) >= {"categories", "checkworthy"}
    assert "checkworthy" not in pipeline.choose(["regions"])
    text = "Awas! surat suara di Gowa katanya sudah dicoblos semua, sebarkan sebelum dihapus"
    alone, whole = analyse_text(text, stages=["categories"]), analyse_text(text)
    assert alone.checkworthiness == whole.checkworthiness
    assert whole.checkworthiness is not None
    assert whole.checkworthiness.verdict == "checkable"
    assert analyse_text("Cara merawat tanaman hias agar tetap segar", kind="news").checkworthiness is None


@pytest.mark.parametrize(
    "piece",
    [
        *("jika kalau ", "a, kata ", "menurut ", '"', "(1/1 ", "senin 1 ", "[satire", "\u200b", "1 ", "1.1."),
        *("ini satire ", "(ini hanya parodi, ", "- Satire ", "#a ", "akun parodi ", "kabar itu hoaks ", "hoaks kabar "),
        *("BMKG ", "bmkg: ", "membantah kabar "),
    ],
)
def test_a_megabyte_is_read_fast(piece: str) -> None:
    """Whatever is repeated; only the beginning is read, and the work grows with the words."""
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    document = Document(id="", kind="post", title=text, text=text)
    draft = build_normalise().apply(Draft(document))
    started = time.thread_time()
    judge_worth(draft, read_words())
    assert time.thread_time() - started < 0.1


def test_any_text_has_an_answer() -> None:
    rng = random.Random(7)
    pieces = [
        "kata",
        " ",
        ",",
        '"',
        "Kapolres",
        "menurut",
        "\u200b",
        "\U0001f602",
        "[satire]",
        "jika",
        "pasti",
        "12",
        "\n",
        ".",
    ]
    for _ in range(300):
        text = "".join(rng.choice(pieces) for _ in range(rng.randrange(40)))
        for one in worth(text).grounds:
            assert text[one.evidence.start : one.evidence.end] == one.evidence.text != ""
