"""A disguised text is told to people calmly, in both languages, and given to programs with its words."""

from __future__ import annotations

import pytest

from api.deps import Services
from core.review.intake import take_in
from core.schemas.incoming import Incoming
from core.store import documents, signals, sources
from nlp import analyse_text
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf

TEXT = "usir semua o\u200br\u200ba\u200bn\u200bg itu, k4f1r tidak pantas tinggal di kota kami, bunuh saja mereka semua"
SAID = {
    "id": "Tulisan disamarkan: 4 karakter tersembunyi dan 1 kata dengan angka sebagai huruf.",
    "en": "Disguised writing: 4 hidden characters and 1 word with digits for letters.",
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_disguise_is_shown(running: Services, client_of: ClientOf, office: Office, language: str) -> None:
    client = client_of(office.operator)
    pages = []
    with running.database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        for text in (TEXT, TEXT.replace("\u200b", "").replace("k4f1r", "kafir")):
            stored = documents.store(connection, Incoming(source_id="manual", text=text)).document_id
            opened = take_in(connection, stored, 1, "", analyse_text(text))
            assert opened
            pages.append((stored, signals.get(connection, office.operator.scope, opened[0]).id))
    for path in ("/dokumen/{0}", "/antrean/{1}"):
        disguised, plain = (client.get(f"{path.format(*page)}?lang={language}").text for page in pages)
        assert disguised.count(SAID[language]) == 1
        assert SAID[language].split(":")[0] not in plain
    read = client.get(f"/api/v1/documents/{pages[0][0]}").json()["analysis"]
    assert read["obfuscation_score"] >= 0.3
    assert [one["kind"] for one in read["disguises"]] == ["hidden", "leet"]
