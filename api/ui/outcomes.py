"""Why a fetched address was not stored, in words: the reasons of the ledger."""

from __future__ import annotations

from api.ui.i18n import Words


def reason(_: Words, code: str) -> str:
    """Return the reason in words; one that has none yet as it stands."""
    if code.startswith("http_"):
        return _("the server answered %(status)s", status=code.removeprefix("http_"))
    return {**_pages(_), **_connections(_), **_rules(_), **_lines(_)}.get(code, code)


def _pages(_: Words) -> dict[str, str]:
    return {
        "no_text": _("no text found"),
        "not_article": _("no article"),
        "not_html": _("no web page"),
        "extraction_suspicious": _("much page, hardly any text"),
        "extraction_timeout": _("reading the page took too long"),
        "extraction_memory": _("reading the page took too much memory"),
        "extraction_crash": _("the page broke its reader"),
        "extraction_defect": _("the page broke its reader"),
        "not_a_feed": _("no feed there"),
        "not_a_sitemap": _("no sitemap there"),
        "not_a_channel": _("no channel there"),
        "not_json": _("no JSON"),
        "empty_feed": _("the feed is empty"),
        "empty_section": _("the list is empty"),
        "empty_sitemap": _("the sitemap is empty"),
        "xml_dtd": _("forbidden XML"),
        "too_large": _("too large"),
        "headers_too_large": _("too large headers"),
        "near_duplicate": _("almost the same text"),
    }


def _connections(_: Words) -> dict[str, str]:
    return {
        "dns": _("the host is not found"),
        "timeout": _("no answer in time"),
        "incomplete": _("the answer broke off"),
        "connection": _("the connection failed"),
        "refused": _("the connection was refused"),
        "tls": _("the certificate cannot be trusted"),
        "bad_response": _("the answer cannot be read"),
        "interrupted": _("the crawl was interrupted"),
        "error": _("the request failed"),
    }


def _rules(_: Words) -> dict[str, str]:
    return {
        "robots": _("robots.txt forbids it"),
        "robots_unreachable": _("robots.txt cannot be had"),
        "crawl_delay": _("robots.txt asks for too long pauses"),
        "address": _("a forbidden address"),
        "scheme": _("no http address"),
        "unguarded": _("the address check did not run"),
        "offsite": _("leads to another outlet"),
        "redirected": _("moved to another address"),
        "redirects": _("too many redirects"),
        "bad_redirect": _("a redirect to nowhere"),
        "budget_spent": _("the day's requests are used up"),
        "host_resting": _("the host rests"),
    }


def _lines(_: Words) -> dict[str, str]:
    return {
        "bad_field": _("a field cannot be used"),
        "not_an_object": _("no record"),
    }
