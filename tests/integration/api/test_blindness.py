"""The second person cannot learn the first verdict before giving his own, through any route."""

from __future__ import annotations

import re

from api.deps import Services
from core.review import leases, verdicts
from core.review.verdicts import Decision
from core.schemas.user import Actor
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf
from tests.integration.api.table import ROWS, OpenSignal, url_of

#: The comment of the first verdict, and what it decided.
CANARY = "kenari-7f3a"


def _first_verdict(running: Services, actor: Actor, signal_id: int) -> None:
    with running.database.write() as connection:
        token = leases.take(connection, actor, signal_id, 30).token
        said = Decision(decision="unverifiable", reason="other", comment=CANARY)
        assert verdicts.decide(connection, actor, signal_id, token, said).state == "second_review"


def _everything(running: Services, client_of: ClientOf, actor: Actor, signal_id: int) -> str:
    """All that the person can read, of every list and of this signal; the states of a filter are not an answer."""
    client, seen = client_of(actor), []
    client.post("/api/v1/reports", json={"since": "2000-01-01T00:00:00Z", "until": "2199-01-01T00:00:00Z"})
    for (method, path), row in ROWS.items():
        if method == "GET" and path != "/openapi.json":
            seen.append(client.get(url_of(path, signal_id) + row.query).text)
    seen.append(client.get(f"/api/v1/audit?object=signal:{signal_id}").text)
    seen.append(client.get("/api/v1/signals?state=unverifiable").text)
    for form in ("csv", "json"):
        seen.append(client.post("/api/v1/reports/1/exports", json={"form": form}).text)
    seen.append(client.post(f"/api/v1/signals/{signal_id}/lease").text)
    seen.append(client.get(f"/api/v1/signals/{signal_id}").text)
    return "\n".join(seen)


def test_no_route_tells_the_second_person(
    running: Services, client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara", "73")
    _first_verdict(running, office.operator, signal_id)
    for person in (office.supervisor, office.second, office.analyst):
        said = _everything(running, client_of, person, signal_id)
        assert CANARY not in said, person.name
        assert "unverifiable" not in said, person.name
        with running.database.write() as connection:  # hand it back for the next one
            from core.store import signals

            signal = signals.get(connection, person.scope, signal_id)
            leases.release(connection, person, signal_id, signal.token)


def test_the_audit_log_tells_that_there_is_a_verdict_and_hides_which(
    running: Services, client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara", "73")
    _first_verdict(running, office.operator, signal_id)
    rows = client_of(office.supervisor).get(f"/api/v1/audit?object=signal:{signal_id}").json()["items"]
    verdict = next(row for row in rows if row["action"] == "signal.verdict")
    assert verdict["detail"] == {"hidden": "second_review"}
    assert {row["hash"] for row in rows} == {""}
    told = client_of(office.auditor).get(f"/api/v1/audit?object=signal:{signal_id}").json()["items"]
    assert CANARY in str(told)
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["hash"]) for row in told)


def test_after_the_second_verdict_both_are_shown(
    running: Services, client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara", "73")
    _first_verdict(running, office.operator, signal_id)
    client = client_of(office.supervisor)
    token = client.post(f"/api/v1/signals/{signal_id}/lease").json()["token"]
    said = {"token": token, "decision": "unverifiable", "reason": "no_source"}
    assert client.post(f"/api/v1/signals/{signal_id}/verdicts", json=said).status_code == 201
    assert CANARY in client.get(f"/api/v1/signals/{signal_id}").text
    assert CANARY in client.get(f"/api/v1/audit?object=signal:{signal_id}").text


def test_who_gave_the_first_verdict_sees_his_own_and_cannot_give_the_second(
    running: Services, client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara", "73")
    _first_verdict(running, office.supervisor, signal_id)
    client = client_of(office.supervisor)
    assert CANARY in client.get(f"/api/v1/signals/{signal_id}").text
    assert CANARY in client.get(f"/api/v1/audit?object=signal:{signal_id}").text
    refused = client.post(f"/api/v1/signals/{signal_id}/lease")
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
