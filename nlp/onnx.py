"""Opens a transformer in ONNX Runtime, which is loaded only when one is asked for: it takes time and memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: Processors without VNNI multiply 8 bits with too little room for the sums: vectors of the matching transformer came
#: out at a cosine of .984 to .995 to the right ones (AVX2, 2026-11-28). This asks for the way with room. With VNNI it
#: changes no bit of 400 answers and takes the speed from 113 texts a second to 68 (2026-11-30): there it is left out.
_PRECISION = ("session.x64quantprecision", "1")
_VNNI = frozenset({"avx512_vnni", "avx_vnni"})  #: the flags of Linux
_PROCESSOR = Path("/proc/cpuinfo")


def open_session(content: bytes, threads: int) -> Any:
    """Return a session over a model file, computing on `threads` cores.

    Raises: ImportError without the runtime; whatever it has for a model that it cannot read, of no common class.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    if not has_vnni():
        options.add_session_config_entry(*_PRECISION)
    options.log_severity_level = 4  # what it has to say comes as an exception
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def has_vnni(processor: Path = _PROCESSOR) -> bool:
    """Tell whether the processor sums products of 8 bits with room; False where it does not say. Raises: nothing."""
    try:
        lines = processor.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), [])
    return not _VNNI.isdisjoint(flags)
