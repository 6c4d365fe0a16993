"""A text at the door: what crawler, import and desk hand to the store. Hostile until cleaned here."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationInfo, field_validator

from core.schemas.document import Frozen, Kind

Origin = Literal["crawl", "import", "manual"]

#: Longer texts are cut: 100,000 characters are 26 times the median article of 3,800 (598 articles, 2025).
MAX_TEXT = 100_000
MAX_TITLE = 500
MAX_URL = 2_000

#: Characters that no text carries: C0 controls except tab and line ends (NUL among them), C1 controls, lone
#: surrogates (PostgreSQL refuses them) and the two noncharacters at the end of the plane.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


#: A handle names a person: none is stored with a post. Dotted (Instagram, Bluesky) and with a host (Mastodon) too;
#: an e-mail address is none, since a word stands before its sign.
_HANDLE = re.compile(r"(?<![\w@./-])@\w{1,50}(?:\.[a-z0-9_]{1,50}){0,5}(?:@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})?")
NO_NAME = "@pengguna"


class Incoming(Frozen):
    """One text to store."""

    kind: Kind = "news"
    source_id: str
    origin: Origin = "crawl"
    url: str | None = Field(default=None, max_length=MAX_URL)
    title: str = ""
    text: str = ""
    published_at: AwareDatetime | None = None
    published_raw: str = ""
    #: The zone the date was read in, where it stood, and how sure that is (0 to 1).
    published_zone: str = Field(default="", max_length=10)
    published_from: str = Field(default="", max_length=20)
    published_confidence: float | None = None
    source_region: str | None = None
    language: str = Field(default="", max_length=10)

    @field_validator("title", "published_raw", mode="before")
    @classmethod
    def _one_line(cls, value: str, info: ValidationInfo) -> str:
        return _nameless(" ".join(clean(value[: 4 * MAX_TITLE]).split())[:MAX_TITLE], info)

    @field_validator("text", mode="before")
    @classmethod
    def _plain(cls, value: str, info: ValidationInfo) -> str:
        return _nameless(clean(value[:MAX_TEXT]).strip(), info)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the normalised title and text: exact copies share it."""
        return content_hash(self.title, self.text)


def without_handles(value: str) -> str:
    """Return the text with every handle replaced by one that names nobody."""
    return _HANDLE.sub(NO_NAME, value)


def _nameless(value: str, info: ValidationInfo) -> str:
    return without_handles(value) if info.data.get("kind") == "post" else value


def clean(value: str) -> str:
    """Return the text without characters that no text carries, in NFC."""
    return unicodedata.normalize("NFC", _UNFIT.sub("", value))


def content_hash(title: str, text: str) -> str:
    """Return the SHA-256 of title and text, blind to case, width and white space."""
    plain = "\n".join(" ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in (title, text))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
