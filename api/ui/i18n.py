"""The languages of the interface: catalogues read from .po files at start, numbers and words in the reader's way."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from core.errors import ConfigError

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALES = Path(__file__).parent / "locale"


class Words:
    """The texts of one language. Called with an English text it answers with the text to show."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self.catalogue = catalogue

    def __call__(self, message: str, **values: object) -> str:
        """Return the text with its values filled in."""
        text = self.catalogue.gettext(message)
        return text % values if values else text

    def many(self, one: str, several: str, n: int, **values: object) -> str:
        """Return the text for a count; `%(n)s` in it is the count, written the reader's way."""
        return self.catalogue.ngettext(one, several, n) % {"n": self.number(n), **values}

    def number(self, value: float) -> str:
        """Return the number as the language writes it: 1.234,5 or 1,234.5."""
        return str(format_decimal(value, format="#,##0.#", locale=self.locale))

    def percent(self, share: float) -> str:
        """Return the share in percent, never as a certainty: < 1 %, 94 %, > 99 %."""
        whole = round(share * 100)
        sign, shown = ("< ", 1) if whole < 1 else ("> ", 99) if whole > 99 else ("", whole)
        return f"{sign}{shown}\u00a0%"

    def listed(self, parts: list[str], at_most: int = 4) -> str:
        """Return the parts as a list in words, the rest counted."""
        _, shown, rest = self, parts[:at_most], len(parts) - at_most
        if rest > 0:
            shown.append(self.many("%(n)s more", "%(n)s more", rest))
        if len(shown) < 2:
            return "".join(shown)
        return _("%(first)s and %(last)s", first=", ".join(shown[:-1]), last=shown[-1])


def chosen_language(wanted: str | None, fallback: Language) -> Language:
    """Return the wanted language if there is such a one, else the fallback."""
    return next((one for one in LANGUAGES if one == wanted), fallback)


@cache
def words(language: Language) -> Words:
    """Return the texts of the language. English is the language of the keys and needs no catalogue.

    Raises: ConfigError when the catalogue is missing or cannot be read.
    """
    if language == "en":
        return Words(language, NullTranslations())
    path = LOCALES / language / "LC_MESSAGES" / "suar.po"
    try:
        with path.open("rb") as handle:
            catalogue = read_po(handle, locale=language)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read ({error}): reinstall Suar.") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, GNUTranslations(compiled))
