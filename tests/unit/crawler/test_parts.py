"""Tests of joining articles: what is told of a site rule on a further page is not lost with it."""

from __future__ import annotations

from core.schemas.event import Noticed
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from crawler.parts import follow, joined
from crawler.rule_report import broken
from crawler.visits import More, Target, Visit

SOURCE = Source(id="koran", name="Koran", home_url="https://koran.example/")
URL = "https://koran.example/a"
WHOLE = More(f"{URL}?page=all", whole=True, by_rule="koran.toml", instead=f"{URL}?page=2")


def _visit(url: str, text: str = "", more: More | None = None, events: tuple[Noticed, ...] = ()) -> Visit:
    incoming = Incoming(source_id="koran", url=url, title="T", text=text, extractor="x") if text else None
    outcome = None if text else "failed"
    return Visit(Target(SOURCE, url), outcome, "" if text else "http_404", incoming=incoming, more=more, events=events)


def test_what_is_told_of_the_host_on_a_further_page_is_kept_and_the_rest_stays_with_the_page() -> None:
    rule = broken("koran.toml", "content found nothing", f"{URL}?page=2")
    part = _visit(f"{URL}?page=2", "Dua.", events=(Noticed(kind="date_suspicious", detail="x"), rule))
    both = joined(_visit(URL, "Satu.", More(f"{URL}?page=2")), part, whole=False)
    assert both.incoming is not None
    assert (both.incoming.text, both.events, both.detail) == ("Satu.\nDua.", (rule,), "2 pages joined")


def test_a_whole_view_of_a_rule_that_gives_no_more_is_told_and_the_next_page_is_read() -> None:
    article = _visit(URL, "Satu.", WHOLE)
    for part, words in ((_visit(WHOLE.url), "failed:http_404"), (_visit(WHOLE.url, "Satu."), "no more than the first")):
        after = joined(article, part, whole=True)
        assert follow(after) == More(f"{URL}?page=2")
        assert [(event.kind, event.url) for event in after.events] == [
            ("extraction_suspicious", "https://koran.example/")
        ]
        assert words in after.events[0].detail
        whole = joined(after, _visit(f"{URL}?page=2", "Dua."), whole=False)
        assert whole.incoming is not None
        assert whole.incoming.text == "Satu.\nDua."
        assert whole.events == after.events


def test_a_whole_view_that_the_page_names_itself_is_no_fault_of_a_rule() -> None:
    article = _visit(URL, "Satu.", More(WHOLE.url, whole=True))
    after = joined(article, _visit(WHOLE.url, "Satu."), whole=True)
    assert (follow(after), after.events) == (None, ())
