"""The seal of a version: one hash over its manifest and its metrics, so that neither is changed without the other.

The manifest holds what decides beside the weights: thresholds, mixes, the hashes of the files. The metrics say how that
version answered. It shows an edit by hand, or a copy under another name; it does not stop somebody who seals anew.
Whoever loads, promotes or examines a version looks: thresholds beyond reach would answer `no` to everything, silently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

#: The field of the manifest that holds the seal.
FIELD = "seal_sha256"
#: What lies beside the manifest and is sealed with it.
METRICS = "metrics.json"


def seal(manifest: Mapping[str, Any], metrics: bytes) -> str:
    """Return the hash of a manifest, as it is read from its file and without its seal, and of the bytes of the metrics.

    Raises: TypeError for a manifest that is no JSON.
    """
    rest = {name: value for name, value in manifest.items() if name != FIELD}
    told = json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(told).digest() + metrics).hexdigest()


def look(manifest: Mapping[str, Any], folder: Path) -> Literal["whole", "broken", "none"]:
    """Tell whether the manifest and the metrics in its folder are those that were sealed; `none`: nothing was sealed.

    Metrics that cannot be read break the seal: without them an edited manifest cannot be told from its own.

    Raises: nothing.
    """
    if FIELD not in manifest:
        return "none"
    try:
        return "whole" if manifest[FIELD] == seal(manifest, (folder / METRICS).read_bytes()) else "broken"
    except (OSError, ValueError, RecursionError):
        return "broken"
