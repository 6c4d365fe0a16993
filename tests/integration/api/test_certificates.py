"""An exception from checking certificates is shown on the desk and in the API."""

from __future__ import annotations

from datetime import timedelta

from api.deps import Services
from core.clock import now
from core.schemas.source import Source, TlsException
from core.store import sources
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf


def test_exception_from_checking_certificates_is_shown(running: Services, client_of: ClientOf, office: Office) -> None:
    today = now().date()
    days = {"koran": today, "tabloid": today - timedelta(days=1), "radio": None}
    with running.database.write() as connection:
        sources.sync(
            connection,
            [
                Source(
                    id=name,
                    name=name,
                    home_url=f"https://{name}.example/",
                    tls_exception=TlsException(reason="Habis <b>sejak</b> Mei", until=until) if until else None,
                )
                for name, until in days.items()
            ],
        )
    client = client_of(office.operator)
    table = client.get("/sumber").text
    assert table.count("sertifikat tidak diperiksa sampai ") == 1
    assert table.count("sertifikat diperiksa lagi") == 1
    assert "certificates are not checked until" in client.get("/sumber/koran?lang=en").text
    assert "Reason: Habis &lt;b&gt;sejak&lt;/b&gt; Mei" in client.get("/sumber/tabloid?lang=en").text
    assert "ertificate" not in client.get("/sumber/radio?lang=en").text
    listed = {one["id"]: one["tls_exception_until"] for one in client.get("/api/v1/sources").json()["items"]}
    assert listed == {name: day.isoformat() if day else None for name, day in days.items()}
