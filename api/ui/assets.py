"""Serves the style sheet, the scripts and the icon; browsers ask each time whether they have changed."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Response
from fastapi.staticfiles import StaticFiles

from api.ui.rendering import STATIC


class _Revalidated(StaticFiles):
    """Scripts import each other by name, without a mark of their content: so an old one must never be kept unasked."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def mount_static(app: FastAPI) -> None:
    """Serve the files of static/ under /static."""
    app.mount("/static", _Revalidated(directory=STATIC), name="static")
