"""The seal of a version: one hash over its manifest and its metrics, so that neither is changed without the other.

The manifest holds what decides beside the weights: thresholds, mixes, the hashes of the files. The metrics say how that
version answered. It shows an edit by hand, or a copy under another name; it does not stop somebody who seals anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: The field of the manifest that holds the seal.
FIELD = "seal_sha256"


def seal(manifest: Mapping[str, Any], metrics: bytes) -> str:
    """Return the hash of a manifest, as it is read from its file and without its seal, and of the bytes of the metrics.

    Raises: TypeError for a manifest that is no JSON.
    """
    rest = {name: value for name, value in manifest.items() if name != FIELD}
    told = json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(told).digest() + metrics).hexdigest()
