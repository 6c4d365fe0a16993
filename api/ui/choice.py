"""Which signals the list shows: read from the address, written back into links. Unknown values mean no restriction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from core.regions.tree import load_tree
from core.schemas.document import Frozen
from core.schemas.signal import DECIDED, WAITING, Category
from core.store.signals import Filters

View = Literal["menunggu", "terkunci", "selesai"]
VIEWS: tuple[View, ...] = get_args(View)
CATEGORIES: tuple[Category, ...] = get_args(Category)

#: Days that the list looks back unless everything is asked for.
DAYS = 30


class Choice(Frozen):
    """The restrictions of the list, and the page of it."""

    view: View = "menunggu"
    category: Category | None = None
    region: str = ""
    everything: bool = False
    after: tuple[int, int] | None = None

    def filters(self, present: datetime) -> Filters:
        """Return the restrictions as the store reads them."""
        return Filters(
            states=DECIDED if self.view == "selesai" else WAITING,
            category=self.category,
            region=self.region or None,
            since=None if self.everything else present - timedelta(days=DAYS),
        )

    def query(self, **changes: Any) -> str:
        """Return the choice with the changes as the tail of an address: empty, or beginning with `?`."""
        one = self.model_copy(update=changes)
        pairs = {
            "lihat": one.view if one.view != "menunggu" else "",
            "kategori": one.category or "",
            "wilayah": one.region,
            "hari": "semua" if one.everything else "",
            "setelah": f"{one.after[0]}-{one.after[1]}" if one.after else "",
        }
        tail = urlencode({key: value for key, value in pairs.items() if value})
        return f"?{tail}" if tail else ""


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return the choice that an address holds."""
    view, category, region = query.get("lihat"), query.get("kategori"), query.get("wilayah", "")
    return Choice(
        view=next((one for one in VIEWS if one == view), "menunggu"),
        category=next((one for one in CATEGORIES if one == category), None),
        region=region if region in load_tree() else "",
        everything=query.get("hari") == "semua",
        after=_after(query.get("setelah", "")),
    )


def _after(value: str) -> tuple[int, int] | None:
    priority, _dash, signal_id = value.partition("-")
    if priority.isascii() and priority.isdigit() and signal_id.isascii() and signal_id.isdigit():
        return int(priority[:2]), int(signal_id[:15])
    return None
