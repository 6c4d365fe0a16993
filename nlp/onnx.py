"""Opens a transformer in ONNX Runtime, which is loaded only when one is asked for: it takes time and memory."""

from __future__ import annotations

from typing import Any

#: Processors without VNNI multiply 8 bits with too little room for the sums: vectors of the matching transformer came
#: out at a cosine of .984 to .995 to the right ones (AVX2, 2026-11-28). This asks for the way with room there;
#: elsewhere it changes nothing.
_PRECISION = ("session.x64quantprecision", "1")


def open_session(content: bytes, threads: int) -> Any:
    """Return a session over a model file, computing on `threads` cores.

    Raises: ImportError without the runtime; whatever it has for a model that it cannot read, of no common class.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry(*_PRECISION)
    options.log_severity_level = 4  # what it has to say comes as an exception
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
