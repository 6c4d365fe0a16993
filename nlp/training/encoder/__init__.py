"""Training of the encoders; needs the packages of the extra `train`. Never imported at run time."""

from __future__ import annotations
