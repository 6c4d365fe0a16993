"""What `suar doctor` says of the encoders: which are in use, and what computes their vectors."""

from __future__ import annotations

from collections.abc import Iterator

from core.diagnosis import Finding
from core.errors import ConfigError
from core.paths import data_dir
from core.settings import Settings
from nlp.encoder.load import PRECISE, STATIC, open_encoder, open_precise


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield one finding an encoder."""
    try:
        encoder = open_encoder(settings.encoder, data_dir("models") / STATIC)
    except ConfigError as error:
        yield Finding(level="bad", what=f"Encoder {settings.encoder}", fix=error.message)
    else:
        what = f"Encoder {encoder.name}, {encoder.width} numbers a text: {encoder.route}"
        yield Finding(level="bad" if encoder.notice else "good", what=what, fix=encoder.notice)
    folder = data_dir("models") / PRECISE
    precise = open_precise(folder)
    if precise is not None:
        yield Finding(level="good", what=f"Encoder for matching {precise.name}: {precise.route}")
    elif (folder / "CURRENT").is_file():
        fix = f"Restore {folder} from the release; until then claims are matched with the static encoder."
        yield Finding(level="bad", what="The encoder for matching cannot be used", fix=fix)
    else:
        yield Finding(level="note", what="No encoder for matching: claims are matched with the static encoder")
