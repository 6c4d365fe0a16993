"""`suar search`: the contract of docs/batch.md, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import setup
from core.cli import main
from core.schemas.incoming import Incoming
from core.settings import load
from core.store import documents, sources


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with two documents."""
    settings = load(data=tmp_path)
    setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        for title, text in (("Banjir di Luwu", "Warga mengungsi."), ("Rapat", "Membahas banjir di kantor.")):
            documents.store(connection, Incoming(source_id="manual", title=title, text=text))
    database.dispose()
    return tmp_path


def _suar(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["search", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_answers_in_the_shape_of_the_contract(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _suar("banjir", "--json", "--limit", "1", "--data", str(data)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["total"], len(answer["items"])) == (2, 1)
    assert {"id", "title", "url", "published_at", "source", "score", "highlights"} <= set(answer["items"][0])
    assert answer["items"][0]["title"] == "Banjir di Luwu"
    assert answer["items"][0]["highlights"] == [{"field": "title", "start": 0, "end": 6, "text": "Banjir"}]


def test_prints_lines_for_people(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _suar("banjir", "--data", str(data)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 found"


def test_a_query_without_a_word_is_bad_input(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _suar('"', "--data", str(data)) == 2
    assert capsys.readouterr().err == "suar: The search has no word in it: write at least one word or number.\n"


def test_an_unknown_category_or_directory_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _suar("banjir", "--category", "hoax", "--data", str(data)) == 2
    assert "hoax" in capsys.readouterr().err
    assert _suar("banjir", "--data", str(data / "none")) == 4
