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
#: surrogates (PostgreSQL refuses them) and the noncharacters.
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


#: A handle names a person: none is stored with a post. Dotted (Instagram, Bluesky), with hyphens and with a host
#: (Mastodon) too; an e-mail address is none, since a word stands before its sign. A sign of full width, and an
#: invisible character after it, as some clients write to call nobody, do not hide one.
_HANDLE = re.compile(
    r"(?<!\w)[@\uff20\ufe6b][\u200b-\u200d\u2060\ufeff]?\w(?:[\w-]{0,60}\w)?"
    r"(?:\.\w(?:[\w-]{0,60}\w)?){0,5}(?:@\w[\w-]{0,62}(?:\.[\w-]{1,63}){1,5})?"
)
#: Addresses of people's pages, where the name follows a word of the path or the host.
_PROFILE = re.compile(
    r"(?i)(?P<stem>/(?:users?|profile|accounts?)/|(?<![\w.-])(?:/?u/)"
    r"|(?<![\w-])(?:twitter|x|instagram|facebook|fb|threads|tiktok|linkedin)\.com/(?:in/|stories/|people/)?"
    r"|(?<![\w-])(?:t|telegram)\.me/)"
    r"(?!(?:groups?|watch|events?|photos?|photo\.php|story\.php|permalink\.php|posts|p|reels?|tv|explore|hashtag"
    r"|search|share|sharer|i|home|intent|s|c|joinchat|feed|company)(?![\w.-]))(?P<name>[\w.:%~-]{1,200}\w|\w)"
)
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
    #: Which field of the page the title was taken from, and whether the text is only what stands outside its tags.
    title_from: str = Field(default="", max_length=10)
    partial: bool = False
    source_region: str | None = None
    language: str = Field(default="", max_length=10)
    #: What read the page, with versions.
    extractor: str = Field(default="", max_length=120)

    @field_validator("url")
    @classmethod
    def _names_nobody(cls, value: str | None, info: ValidationInfo) -> str | None:
        """A post's address may name its author: a hash of it then still tells the post apart. What the crawler reads
        has an address without a name already (crawler/posts)."""
        handed_in = info.data.get("kind") == "post" and info.data.get("origin") != "crawl"
        if value is None or not handed_in or without_handles(value) == value:
            return value
        return f"urn:sha256:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()}"

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
    if "/" in value:
        value = _PROFILE.sub(lambda found: found["stem"] + NO_NAME[1:], value)
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
