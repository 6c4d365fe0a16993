"""Pushing texts in: partner systems and tiplines, with a key of their own."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field, WithJsonSchema, model_validator

from api.deps import Running
from api.routes.values import Body
from api.security.push import push_key
from core import push
from core.push import MAX_ITEMS, Answer, Item
from core.settings import secret
from core.store.push_keys import PushKey

router = APIRouter(prefix="/push", tags=["push"])

_ITEMS = {"type": "array", "minItems": 1, "maxItems": MAX_ITEMS, "items": Item.model_json_schema()}


class Pushed(Body):
    """Documents to store, or the fields of a single one in place of the list."""

    #: Looked at one by one, so that a bad one costs only itself.
    documents: Annotated[list[Any], Field(min_length=1, max_length=MAX_ITEMS), WithJsonSchema(_ITEMS)]

    @model_validator(mode="before")
    @classmethod
    def _single(cls, given: Any) -> Any:
        if isinstance(given, dict) and "documents" not in given and ("id" in given or "text" in given):
            return {"documents": [given]}
        return given


@router.post("/documents")
def push_documents(running: Running, key: Annotated[PushKey, Depends(push_key)], pushed: Pushed) -> Answer:
    """Store texts under the source of the key; every one ends in exactly one outcome. Pushing one again is safe."""
    return push.take_in(running.database, secret(running.settings), key, pushed.documents)
