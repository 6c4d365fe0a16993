"""What a partner system or tipline pushes in: each item ends in one named outcome, and carries nobody's name."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from sqlalchemy import Connection

from core import __version__
from core.clock import now
from core.db.engine import Database
from core.regions.tree import load_tree
from core.schemas.document import Frozen, Kind
from core.schemas.incoming import MAX_TEXT, MAX_TITLE, MAX_URL, Incoming, without_handles
from core.store import documents, ledger, push_keys, runs, sources
from core.store.ledger import Entry
from core.store.push_keys import PushKey
from core.store.sources import SourceState

#: Items of one request.
MAX_ITEMS = 100
MAX_ID = 200

#: Fields by which systems tell who wrote or reported something. None is kept, and an item that has one is not stored:
#: a sender who is told can stop sending it, one whose field is dropped in silence goes on.
IDENTITY = frozenset(
    {
        "name", "nama", "full_name", "reporter", "pelapor", "sender", "pengirim", "from", "author", "penulis", "user",
        "username", "handle", "akun", "account", "contact", "kontak", "phone", "telepon", "telp", "no_hp", "hp",
        "mobile", "msisdn", "whatsapp", "wa", "email", "e_mail", "surel", "address", "alamat", "nik", "ktp", "kk",
        "ip", "device", "device_id", "avatar", "profile", "profil", "reporter_name", "reporter_phone",
        "reporter_email", "sender_name", "sender_phone",
    }
)  # fmt: skip


#: ISO 8601; a number alone would be taken for seconds since 1970.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[T ]")


def _as_text(value: Any) -> Any:
    if value is not None and not (isinstance(value, str) and _DAY.match(value)):
        raise ValueError("no ISO 8601")
    return value


def _address(url: str | None) -> str | None:
    """Refuse what has the form of an address and is none: `http://[::1`, a port above 65535. Raises: ValueError."""
    if url is not None:
        parts = urlsplit(url)
        if not parts.hostname or parts.port == 0:
            raise ValueError("no address")
    return url


class Item(BaseModel):
    """One text as it is pushed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: The sender's own name for it: pushed again, it is the same document. Kept as a hash only.
    id: Annotated[str, Field(min_length=1, max_length=MAX_ID)]
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    title: Annotated[str, Field(max_length=MAX_TITLE)] = ""
    kind: Kind = "post"
    url: Annotated[
        str | None,
        Field(max_length=MAX_URL, pattern=r"^https?://[^\s/@\x00-\x1f]+(/[^\s\x00-\x1f]*)?$"),
        AfterValidator(_address),
    ] = None
    published_at: Annotated[AwareDatetime | None, BeforeValidator(_as_text)] = None
    source_region: Annotated[str | None, Field(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2})?)?$")] = None
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""


class Outcome(Frozen):
    """How one item ended: `stored`, `duplicate`, `revision`, `unchanged`, or `rejected:` with the reason."""

    id: str | None
    outcome: str
    document_id: int | None = None
    detail: str = ""


class Answer(Frozen):
    """How every item ended, in the order of the request."""

    items: list[Outcome]
    outcomes: dict[str, int]


#: What to write, where a pattern of signs would not say it.
_FORMS = {
    "url": "is no http or https address.",
    "published_at": "is no time of ISO 8601 with its zone, such as 2026-11-20T09:00:00+08:00.",
    "source_region": "is no region code such as 73 or 73.17.",
    "language": "is no code of ISO 639 such as id.",
}


class _Rejected(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


def take_in(database: Database, secret: bytes, key: PushKey, items: Sequence[Any]) -> Answer:
    """Store the items of one request under the key's source, all in one transaction.

    `secret` is that of the installation: the senders' ids are kept under it, as marks that nobody can try out.

    Raises: StorageError; then nothing of the request is stored.
    """
    with database.write(lock="ingest") as connection:
        source = sources.get(connection, key.source_id)
        run_id = runs.start(connection, "push", key.source_id)
        seen: set[str] = set()
        pairs = [_take(connection, secret, source, item, seen) for item in items]
        ledger.record(connection, run_id, [entry for entry, _ in pairs])
        counts = dict(Counter(entry.label for entry, _ in pairs))
        runs.finish(connection, run_id, "done", counts, f"key {key.id}")
        push_keys.touch(connection, key)
    return Answer(items=[outcome for _, outcome in pairs], outcomes=counts)


def _take(
    connection: Connection, secret: bytes, source: SourceState, item: Any, seen: set[str]
) -> tuple[Entry, Outcome]:
    given = item.get("id") if isinstance(item, dict) else None
    own = given if isinstance(given, str) and 0 < len(given) <= MAX_ID and given.isprintable() else None
    address = place_of(secret, source.id, own) if own is not None else f"push:{source.id}"
    try:
        incoming, link = _read(item, source, address)
        if address in seen:
            raise _Rejected("id_twice", "The id stands twice in this request.")
        seen.add(address)
    except _Rejected as error:
        known = {"source_id": source.id, "url": address, "kind": "line"}
        refused = Entry(**known, outcome="rejected", reason=error.reason, detail=error.detail)
        return refused, Outcome(id=own, outcome=refused.label, detail=error.detail)
    stored = documents.store(connection, incoming)
    detail = ""
    if link is not None and incoming.kind == "post" and without_handles(link) != link:
        detail = "The link names an account and was not kept."
    elif link is not None:
        documents.note_sighting(connection, stored.document_id, source.id, link, incoming.published_at)
    entry = Entry(source_id=source.id, url=address, kind="line", outcome=stored.outcome, document_id=stored.document_id)
    return entry, Outcome(id=own, outcome=entry.label, document_id=stored.document_id, detail=detail)


def place_of(secret: bytes, source_id: str, own_id: str) -> str:
    """Return the address of a pushed item. The sender's id may be a phone number, so a keyed mark stands in its place;
    and the item's link is not its address, since then whoever has a key could rewrite the article that lies there."""
    said = "\0".join((source_id, own_id)).encode("utf-8", "replace")
    return f"push:{source_id}/{hmac.digest(secret, said, hashlib.sha256).hex()[:32]}"


def _read(item: Any, source: SourceState, address: str) -> tuple[Incoming, str | None]:
    if not isinstance(item, dict):
        raise _Rejected("not_an_object", "An item is a JSON object.")
    named = sorted(str(field) for field in item if str(field).lower().replace("-", "_") in IDENTITY)
    if named:
        raise _Rejected("identity", f"'{named[0][:40]}' may say who wrote or reported it. Send the item without it.")
    text = item.get("text")
    if isinstance(text, str) and len(text) > MAX_TEXT:
        raise _Rejected("too_large", f"The text has {len(text)} characters; at most {MAX_TEXT} are taken.")
    try:
        given = Item.model_validate(item)
    except ValidationError as error:
        raise _named(error) from None
    if not given.id.isprintable():
        raise _Rejected("bad_field", "id: holds characters that nobody can see.")
    _check(given, now())
    incoming = Incoming(
        kind=given.kind,
        source_id=source.id,
        origin="manual" if source.kind == "manual" else "import",
        url=address,
        title=given.title,
        text=given.text,
        published_at=given.published_at,
        published_raw=given.published_at.isoformat() if given.published_at else "",
        published_from="push" if given.published_at else "",
        source_region=given.source_region or source.home_region,
        language=given.language,
        extractor=f"suar {__version__}",
    )
    if not any(char.isprintable() and not char.isspace() for char in incoming.text):
        raise _Rejected("no_text", "Nothing that can be seen is left of the text.")
    return incoming, given.url


def _check(given: Item, moment: datetime) -> None:
    if given.source_region is not None and given.source_region not in load_tree():
        raise _Rejected("bad_field", f"source_region: there is no region {given.source_region}.")
    at = given.published_at
    if at is not None and not (at.year >= 2000 and (at - moment).total_seconds() <= 900):
        raise _Rejected("bad_field", "published_at: lies in the future or before the year 2000.")


def _named(error: ValidationError) -> _Rejected:
    """Say which field is wrong and how, and never repeat its value."""
    problems = error.errors(include_input=False, include_url=False)
    unknown = next((one for one in problems if one["type"] == "extra_forbidden"), None)
    if unknown is not None:
        shown = "".join(char for char in str(unknown["loc"][-1])[:40] if char.isprintable())
        return _Rejected("unknown_field", f"There is no field '{shown}'. Fields: {', '.join(Item.model_fields)}.")
    first = problems[0]
    place = ".".join(map(str, first["loc"])) or "a field's name"
    what = (
        _FORMS.get(place, first["msg"]) if first["type"] in ("string_pattern_mismatch", "value_error") else first["msg"]
    )
    return _Rejected("bad_field", f"{place}: {what}"[:200])
