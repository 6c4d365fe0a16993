"""In how many bits training computes: 16 where the processor multiplies them itself, 32 elsewhere."""

from __future__ import annotations

import torch

#: What processors call the instructions that multiply bfloat16, x86 and ARM.
_INSTRUCTIONS = ("amx_bf16", "avx512_bf16", "bf16")


def autocast() -> torch.autocast:
    """Return the context in which the transformers are trained and asked.

    Without the instructions bfloat16 is emulated: 1 GFLOPS against 103 in 32 bits on two cores with AVX2 (2026-11-28).
    """
    known = torch.cpu.get_capabilities()
    return torch.autocast("cpu", torch.bfloat16, enabled=any(known.get(name, False) for name in _INSTRUCTIONS))
