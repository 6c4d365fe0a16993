"""The precise stage: a small transformer (ONNX Runtime, int8) whose answer is mixed with that of the linear models."""

from __future__ import annotations
