"""Fact-checks over the JSON interface: chosen, paged, read with their older states; bad values refused in words."""

from __future__ import annotations

import pytest

from api.deps import Services
from core.schemas.factcheck import FactCheck
from core.schemas.user import Actor
from core.store import factchecks, sources
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf

PATH = "/api/v1/fact-checks"


@pytest.fixture
def reader(running: Services, office: Office) -> Actor:
    """A viewer, and 25 fact-checks of which the first one was corrected."""
    with running.database.write() as connection:
        sources.ensure(connection, sources.IMPORT)
        for number in [*range(25), 0]:
            corrected = number == 0 and factchecks.count(connection) > 0
            check = FactCheck(
                url=f"https://cek.example/{number}",
                title=f"Pajak nomor {number}",
                publisher="Cek Randu",
                verdict="retracted" if corrected else "false",
                published_on=f"2026-{number % 12 + 1:02}",
            )
            factchecks.store(connection, "import", "import", check)
    return office.viewer


def test_list_is_paged_and_chosen(client_of: ClientOf, reader: Actor) -> None:
    client = client_of(reader)
    first = client.get(PATH, params={"limit": 20, "publisher": "Cek Randu"}).json()
    assert len(first["items"]) == 20
    rest = client.get(PATH, params={"limit": 20, "publisher": "Cek Randu", "cursor": first["next"]}).json()
    assert (len(rest["items"]), rest["next"]) == (5, None)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in rest["items"]}
    assert client.get(PATH, params={"limit": 20, "cursor": first["next"]}).status_code == 422
    assert len(client.get(PATH, params={"verdict": "retracted"}).json()["items"]) == 1
    assert len(client.get(PATH, params={"q": "nomor 24"}).json()["items"]) == 1
    assert len(client.get(PATH, params={"since": "2026-12-01", "until": "2026"}).json()["items"]) == 2
    assert client.get(PATH, params={"publisher": "Lain"}).json()["items"] == []


def test_one_is_read_with_its_older_states(client_of: ClientOf, reader: Actor) -> None:
    client = client_of(reader)
    number = client.get(PATH, params={"verdict": "retracted"}).json()["items"][0]["id"]
    read = client.get(f"{PATH}/{number}").json()
    assert (read["fact_check"]["verdict"], read["fact_check"]["revision"]) == ("retracted", 2)
    assert [state["record"]["verdict"] for state in read["revisions"]] == ["false"]
    assert client.get(f"{PATH}/9999").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["since=kemarin", "since=2026-13", "until=%3C=2026", "verdict=hoaks", "q=%00", "limit=0", "q=" + "x" * 401, "a=1"],
)
def test_bad_values_are_refused_in_words(client_of: ClientOf, reader: Actor, query: str) -> None:
    answer = client_of(reader).get(f"{PATH}?{query}")
    assert answer.status_code in (400, 422)
    assert answer.json()["title"]
