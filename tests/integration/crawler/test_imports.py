"""`suar import documents` with tables, encodings, a dry run, and what it says about the file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.store import documents, ledger, runs
from tests.integration.crawler.conftest import SUAR, Desk

ROWS = [
    ("1", "=HYPERLINK(1)", "Rapat di Kafé “Luwu”, kata @budi", "20 November 2026 09.00", "Budi"),
    ("2", "Banjir", "Air naik\ndi Belopa", "2026-11-20T09:00:00+08:00", "Sari"),
    ("3", "Tanggal", "Salah tanggal", "kapan-kapan", "Joko"),
    ("4", "Salinan", "Air naik di Belopa", "", "Joko"),
]


def table(rows: list[tuple[str, ...]] = ROWS) -> str:
    cells = [("nomor", "judul", "Isi Berita", "tanggal", "pelapor"), *rows]
    return "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in cells)


Suar = Callable[..., tuple[int, str, str]]


@pytest.fixture
def suar(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Suar:
    """Run a command in this process; a process of its own would take most of the time."""
    monkeypatch.setenv("SUAR_DATA", str(desk.data))

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def bring(suar: Suar, file: Path, *arguments: str, code: int = 3) -> dict[str, Any]:
    ended, out, err = suar("import", "documents", str(file), "--json", *arguments)
    assert ended == code, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_a_table_of_an_office(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    file = tmp_path / "laporan.csv"
    file.write_bytes(table().encode("windows-1252"))
    options = ["--map", "text=isi berita", "--kind", "post", "--zone", "WITA", "--source", "laporan-luwu"]
    dry = bring(suar, file, "--dry-run", *options)
    assert (dry["run"], dry["encoding"], dry["delimiter"]) == (None, "windows-1252", ";")
    assert dry["columns"] == {"id": "nomor", "text": "Isi Berita", "title": "judul", "published_at": "tanggal"}
    assert dry["not_read"] == ["pelapor"]
    expected = ["stored", "stored", "rejected:bad_field", "stored"]
    assert [item["outcome"] for item in dry["items"]] == expected
    with desk.database.read() as connection:
        assert documents.recent(connection) == []
        assert runs.latest(connection) == []

    answer = bring(suar, file, *options)
    assert [item["outcome"] for item in answer["items"]] == expected
    assert [item["line"] for item in answer["items"]] == [2, 3, 5, 6]
    assert "--zone" in answer["items"][2]["detail"]
    with desk.database.read() as connection:
        copy, second, first = documents.recent(connection)
        assert ledger.counts(connection, answer["run"]) == answer["outcomes"]
    assert (first.title, first.text) == ("=HYPERLINK(1)", "Rapat di Kafé “Luwu”, kata @pengguna")
    assert (str(first.published_at), first.published_zone) == ("2026-11-20 01:00:00+00:00", "WITA")
    assert (str(second.published_at), second.kind, second.origin) == ("2026-11-20 01:00:00+00:00", "post", "import")
    assert copy.source_id == "laporan-luwu"
    assert [item["outcome"] for item in bring(suar, file, *options)["items"]] == [
        "duplicate", "duplicate", "rejected:bad_field", "duplicate"]  # fmt: skip


def test_a_date_without_a_zone_is_not_guessed(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    file = tmp_path / "laporan.csv"
    file.write_text("isi,tanggal\nSatu,20 November 2026 09.00\nDua,20 November 2026 09.00 WIT\n")
    answer = bring(suar, file)
    assert [item["outcome"] for item in answer["items"]] == ["rejected:bad_field", "stored"]


def test_a_date_that_cannot_be_true_is_refused(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    file = tmp_path / "laporan.jsonl"
    ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    given = ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+09:00", "1989-12-31T00:00:00Z",
             ahead, "1998-05-21T09:00:00+07:00")  # fmt: skip
    lines = [{"kind": "news", "text": f"Isi {at}", "published_at": at} for at in given]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    answer = bring(suar, file)
    assert [item["outcome"] for item in answer["items"]] == ["rejected:bad_field"] * 5 + ["stored"]
    assert "future or before the year 1990" in answer["items"][0]["detail"]


def test_other_encodings_and_stdin(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    line = json.dumps({"text": "Kafé di Luwu"}, ensure_ascii=False)
    for number, encoding in enumerate(("utf-8-sig", "utf-16", "utf-16-le")):
        file = tmp_path / f"{number}.jsonl"
        file.write_bytes(f'{line[:-2]} {number}"}}\n'.encode(encoding))
        answer = bring(suar, file, code=0)
        assert (answer["encoding"], answer["outcomes"]) == (encoding, {"stored": 1})
    piped = subprocess.run(
        [SUAR, "import", "documents", "-", "--format", "csv", "--json"],
        input=b"isi\nDari pipa\n", env=desk.environment(), capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    assert json.loads(piped.stdout)["outcomes"] == {"stored": 1}


def test_bytes_that_nobody_can_read(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    table_file, lines = tmp_path / "x.csv", tmp_path / "x.jsonl"
    table_file.write_bytes(("isi\n" + "Kafé\n" * 9).encode() + b"rusak \xff\n")
    code, _, said = suar("import", "documents", str(table_file))
    assert (code, "--encoding" in said) == (2, True)
    answer = bring(suar, table_file, "--encoding", "utf-8")
    assert answer["outcomes"] == {"stored": 1, "duplicate": 8, "rejected:undecodable": 1}
    lines.write_bytes(b'{"text": "rusak \xff"}\n{"text": "baik"}\n')
    assert bring(suar, lines)["outcomes"] == {"rejected:undecodable": 1, "stored": 1}


def test_options_that_cannot_be_used(desk: Desk, suar: Suar, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("isi\na\n")
    for arguments, words in (
        (["--map", "isi"], "FIELD=HEADER"),
        (["--map", "text=judul"], "no column 'judul'"),
        (["--encoding", "latin-2"], "Encodings: utf-8"),
        (["--delimiter", "x"], "no delimiter"),
        (["--format", "xlsx"], "Formats: jsonl, csv"),
        (["--format", "jsonl", "--map", "text=isi"], "are for tables"),
        (["--zone", "CET"], "WIB, WITA or WIT"),
        (["--kind", "tweet"], "news or post"),
    ):
        code, _, said = suar("import", "documents", str(file), *arguments)
        assert (code, words in said) == (2, True), (arguments, said)
