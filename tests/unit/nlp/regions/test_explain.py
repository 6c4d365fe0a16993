"""`suar regions`: every name found is accounted for, in words and as JSON."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from core.errors import BadInput, NotFound
from core.schemas.document import Document
from nlp.cli import register
from nlp.regions import link_regions
from nlp.regions.explain import SKIPPED, UNSUPPORTED, explain

TEXT = "Bupati Bandung menutup Jalan Magelang. Warga Bandung dan KTT ASEAN; Kecamatan Dukuhpuntang, Cirebon."


app = typer.Typer(pretty_exceptions_enable=False)
register(app)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["regions", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_every_name_says_what_became_of_it() -> None:
    said = explain(Document(id="1", kind="post", text=TEXT))
    found = {(name.text, name.start): name for name in said.names}
    assert [name.why for name in said.names if name.text == "Magelang"] == [SKIPPED]
    assert [name.why for name in said.names if name.text == "KTT"] == [UNSUPPORTED]
    assert found["Bandung", 7].cue == "kabupaten"
    assert found["Bandung", 7].codes == ("32.04",)
    assert "the same name has a cue" in next(n.why for n in said.names if n.text == "Bandung" and n.start > 7)
    slip = next(name for name in said.names if name.text == "Dukuhpuntang")
    assert (slip.misspelt, slip.codes) == (True, ("32.09.16",))


def test_it_explains_exactly_the_answer() -> None:
    document = Document(id="1", kind="post", text=TEXT)
    assert explain(document).regions == link_regions(document)
    assert explain(Document(id="1", text="")).names == ()


def test_resolve_prints_words_and_json() -> None:
    assert "focus: Kab. Bandung (32.04)" in run("resolve", TEXT)
    answer = json.loads(run("resolve", TEXT, "--json"))
    assert {"names", "regions", "weights"} == set(answer)
    assert "undecided between" in run("resolve", "Hujan di Bogor")


def test_resolve_reads_standard_input() -> None:
    result = CliRunner().invoke(app, ["regions", "resolve", "-", "--title", "Banjir di Palopo"], input="Hujan deras.")
    assert "Kota Palopo" in result.stdout


def test_find_shows_codes_names_history_and_point() -> None:
    assert run("find", "Sulsel").startswith("73  Sulawesi Selatan")
    shown = run("find", "Mamuju Utara")
    assert "76.01  Kab. Pasangkayu" in shown
    assert "until 2017-12-28: Mamuju Utara" in shown
    assert "point: -1." in shown
    (region,) = json.loads(run("find", "93.02", "--json"))
    assert region["history"][0]["old_parent"] == "91"
    assert region["zone"] == "WIT"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("find", "Atlantis"), NotFound),
        (("find", ""), NotFound),
        (("find", "x" * 10_000), NotFound),
        (("resolve", "x", "--kind", "tweet"), BadInput),
    ],
)
def test_what_cannot_be_is_said_in_one_line(arguments: tuple[str, ...], error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        run(*arguments)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200
