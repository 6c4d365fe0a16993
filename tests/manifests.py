"""Changes the manifest of a version as a faulty training would: sealed anew, so that what it says is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.seal import FIELD, METRICS, seal


def change_manifest(version: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest in the folder of a version and seal it."""
    path = version / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    manifest[FIELD] = seal(manifest, (version / METRICS).read_bytes())
    path.write_text(json.dumps(manifest), encoding="utf-8")
