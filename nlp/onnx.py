"""Opens a transformer in ONNX Runtime, which is loaded only when one is asked for: it takes time and memory."""

from __future__ import annotations

from typing import Any


def open_session(content: bytes, threads: int) -> Any:
    """Return a session over a model file, computing on `threads` cores.

    Raises: ImportError without the runtime; whatever it has for a model that it cannot read, of no common class.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 4  # what it has to say comes as an exception
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
