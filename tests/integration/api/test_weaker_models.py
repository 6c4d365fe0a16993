"""The queue says when a simpler stage has to judge, in both languages and with what to do."""

from __future__ import annotations

import pytest

from api.deps import Services
from core.regions.scope import EVERYTHING
from core.schemas.analysis import Analysis, Language
from core.store import analyses, signals
from tests.conftest import Office, OpenSignal
from tests.integration.api.test_pause import client_with


@pytest.mark.parametrize(
    ("version", "indonesian", "english"),
    [
        ("2026.11.28-abc+fast-only", "Model teliti tidak dapat dipakai", "The precise model cannot be used"),
        ("rules-1", "Tidak ada model yang dapat dipakai", "No model can be used"),
        ("none", "Kategori sama sekali tidak dinilai", "Categories are not judged at all"),
    ],
)
def test_the_queue_tells_of_a_weaker_model_until_it_is_mended(
    running: Services, office: Office, open_signal: OpenSignal, version: str, indonesian: str, english: str
) -> None:
    def judged_by(version: str) -> None:
        pipeline = f"normalise:3 language:1 categories:{version} regions:1"
        answer = Analysis(pipeline=pipeline, language=Language(code="id", confidence=0.9), priority=0, categories={})
        with running.database.write() as connection:
            analyses.add(connection, document, 1, answer)

    signal_id = open_signal()
    with running.database.read() as connection:
        document = signals.get(connection, EVERYTHING, signal_id).document_id
    client = client_with(running, office)
    judged_by("2026.11.28-abc+selected")
    assert "suar doctor" not in client.get("/antrean").text
    judged_by(version)
    assert indonesian in client.get("/antrean").text
    assert english in client.get(f"/antrean/{signal_id}?lang=en").text
    judged_by("2026.11.28-abc")
    assert "suar doctor" not in client.get("/antrean").text
