"""Sets of a few hundred sentences made of word lists of our own, in the files and fields that training reads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: What texts of each sub-category are about, eight words each; a category has some of all of its own.
TOPICS = {
    "politik.pemilu": "coblos calon kampanye suara tps bawaslu logistik debat",
    "politik.parpol": "partai koalisi kader ketum munas kongres fraksi rapimnas",
    "politik.pemerintahan": "kebijakan anggaran dprd perda pelantikan dinas rapat reses",
    "politik.unjuk_rasa": "demo massa orasi spanduk buruh mogok petisi tuntutan",
    "politik.ormas": "ormas pengurus deklarasi muktamar relawan aliansi posko laskar",
    "politik.konflik": "bentrok tawuran ricuh senjata serangan tewas kubu pasukan",
    "politik.hukum_pejabat": "korupsi kpk tersangka suap gratifikasi vonis terdakwa penyidik",
    "sara.ujaran": "usir najis hina musnahkan benci kotor sampah laknat",
    "sara.peristiwa": "gereja masjid penolakan intoleransi disegel pembubaran ibadah warga",
    "sara.kerukunan": "rukun toleransi lintas iman damai gotong royong doa",
    "klaim.klaim": "katanya sebarkan viralkan kabar beredar awas rahasia terbongkar",
    "klaim.klarifikasi": "hoaks bantah klarifikasi palsu keliru faktanya menyesatkan penelusuran",
    "klaim.penipuan": "hadiah undian transfer pulsa tautan lowongan daftar gratis",
    "": "cuaca pasar cabai sekolah jalan sungai petani kopi",
}
PLAIN = (
    "hari ini kemarin pagi sore kota desa kecamatan orang banyak ramai jauh dekat lama baru besar kecil utara selatan "
    "barat timur kata tentang dengan untuk dari pada akan sudah masih juga agar karena ketika sebelum sesudah antara"
)
GROUPS = "batak sunda bugis katolik hindu islam tionghoa papua"


def write_sets(folder: Path, each: int = 14) -> Path:
    """Write every set that training reads, `each` labelled texts a sub-category; return the folder."""
    drawn = random.Random(5)
    labels = list(_labels(drawn, each))
    _write(folder / "labels" / "categories_dev.jsonl", labels)
    _write(folder / "hate" / "sara_hate_train.jsonl", _hostile(drawn, 4 * each))
    _write(folder / "claims" / "factchecks.jsonl", _fact_checks(drawn, 12 * each))
    _write(folder / "claims" / "candidate_pairs.jsonl", _pairs(drawn, each))
    _write(folder / "news" / "headlines.jsonl", [{"title": _text(drawn, "", 6), "outlet": "x"} for _ in range(each)])
    _write(folder / "news" / "titles_5_sections.jsonl", [{"title": _text(drawn, "", 6)} for _ in range(each)])
    article = {"description": "", "dateline": ""}
    _write(
        folder / "news" / "articles_2025.jsonl",
        [article | {"title": _text(drawn, "", 6), "body": _text(drawn, "", 40)} for _ in range(each)],
    )
    for name in ("pilkada_jatim_2024", "pilpres_2019", "facebook_hate_2019", "messages_hoax"):
        topic = "klaim.klaim" if name == "messages_hoax" else "politik.pemilu"
        _write(
            folder / "posts" / f"{name}.jsonl",
            [{"text": _text(drawn, topic, 12), "claim": _text(drawn, topic, 6)} for _ in range(2 * each)],
        )
    _slang(folder / "lexicon")
    return folder


def _labels(drawn: random.Random, each: int) -> Iterator[dict[str, Any]]:
    """Yield labelled news and posts by turns; those of a sub-category hold its words."""
    for topic in TOPICS:
        category, _, sub = topic.partition(".")
        for number in range(each if topic else 6 * each):
            news = number % 2 == 0
            text = _text(drawn, topic, 16)
            yield {
                "id": f"{topic}-{number}",
                "kind": "news" if news else "post",
                "src": "headlines" if news else "hate-netifier" if category == "sara" else "pilpres2019",
                "date": "2025-01-01",
                "title": _text(drawn, topic, 7) if news else "",
                "text": text,
                "cats": [category] if category else ["lain"],
                "subs": [sub] if sub else [],
                "prio": number % 3 if category else 0,
            }


def _hostile(drawn: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for source in ("ibrohim2019", "netifier"):
        for number in range(count):
            hostile = number % 2 == 0
            text = f"{_text(drawn, 'sara.ujaran' if hostile else '', 9)} {drawn.choice(GROUPS.split())}"
            yield {"src": source, "id": f"{source}-{number}", "text": text, "sara": int(hostile)}


def _fact_checks(drawn: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Yield fact-checks whose title repeats words of the message; every fourth is of the source that is kept out."""
    for number in range(count):
        message = _text(drawn, "klaim.klaim", 14)
        title = " ".join(message.split()[:8])
        yield {
            "id": str(number),
            "src": "tbh-luthfi" if number % 4 == 0 else "tbh",
            "title": f"[SALAH] {title} {number}",
            "claim": f"“{message} {number}”",
            "explain": _text(drawn, "klaim.klarifikasi", 14),
            "conclusion": _text(drawn, "klaim.klarifikasi", 9),
            "date": f"2025-{1 + number % 12:02d}-01",
        }


def _pairs(drawn: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        title = _text(drawn, "klaim.klaim", 8)
        names = {"a": f"a{number}", "b": f"b{number}", "src_a": "tbh", "src_b": "komdigi"}
        yield names | {"score": 0.9, "title_a": title, "title_b": f"{title} kabar"}


def _slang(folder: Path) -> None:
    for path in (folder / "louisowen", folder / "stif" / "data" / "labelled"):
        path.mkdir(parents=True, exist_ok=True)
    (folder / "louisowen" / "combined_slang_words.txt").write_text(json.dumps({"gak": "tidak", "yg": "yang"}))
    for side, text in (("inf", "aku gak tau"), ("for", "aku tidak tahu")):
        (folder / "stif" / "data" / "labelled" / f"train.{side}").write_text(f"{text}\n")


def _text(drawn: random.Random, topic: str, length: int) -> str:
    """Return words in no order, a third of them of the topic."""
    own, many = TOPICS[topic].split(), max(2, length // 3)
    words = [*drawn.choices(own, k=many), *drawn.choices(PLAIN.split(), k=length - many)]
    drawn.shuffle(words)
    return " ".join(words)


def _write(path: Path, rows: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
