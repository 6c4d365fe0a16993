"""The canonical form of addresses: one article, one address. Fetches nothing."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from core.schemas.incoming import MAX_URL

#: Parameters that say how a reader came, not what he reads.
_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "igsh", "mc_cid", "mc_eid", "twclid"}
    | {"ref_src", "ref_url", "_ga", "_gl", "amp", "outputtype", "srsltid", "gad_source", "gclsrc", "wtmc", "xtor"}
    | {"_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "spm", "__twitter_impression", "_branch_match_id"}
    | {"fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "ocid", "ncid", "cmpid", "s_cid"}
)
_TRACKING_PREFIXES = ("utm_", "at_campaign", "at_medium", "pk_", "mtm_", "hsa_", "vero_")
#: Parameters that choose how much of the same article is shown and for what, by the values that do.
_VIEWS = {
    "page": ("all", "semua"),
    "showpage": ("all",),
    "single": ("1", "true"),
    "view": ("all", "print"),
    "print": ("1", "true", "yes", "y"),
    "output": ("print",),
    "format": ("print", "amp"),
    "m": ("0", "1"),
}
#: Copies of pages that Google keeps: the address of the page stands in the path.
_AMP_CACHE = re.compile(r"^/(?:c|v|wp|amp)/(s/)?(?=[^/]+\.[^/]+/)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_DEVICE = re.compile(r"^(?:www|m|amp|mobile|wap|touch)\.")
_PART = re.compile(r"all|semua|print|cetak|amp|\d{1,2}")
#: Everything that may stand in a path or query as it is; the rest is percent-encoded as UTF-8.
_SAFE = "/%:@!$&'()*+,;=-._~[]?"


def canonical(url: str, base: str = "") -> str | None:
    """Return the canonical form of an absolute or relative address, or None when it cannot be one of an article.

    Scheme and host are lowered; default port, fragment, user name, tracking parameters and AMP forms are dropped.
    Mobile hosts and paging are left as they are. Raises: nothing.
    """
    text = _tidy(url)
    if not text or len(text) > MAX_URL:
        return None
    try:
        parts = urlsplit(urljoin(base, _with_scheme(text, base)) if base else text)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
        kept = _AMP_CACHE.match(parts.path) if _is_amp_cache(host) else None
        if kept is not None:
            return canonical(f"http{'s' if kept.group(1) else ''}://{parts.path[kept.end() :]}?{parts.query}")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host or "%" in host:
        return None
    scheme = parts.scheme.lower()
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"
    path = quote(_without_amp(parts.path or "/"), safe=_SAFE)
    whole = urlunsplit((scheme, netloc, path, _query(parts.query), ""))
    return whole if len(whole) <= MAX_URL else None


def accept_declared(fetched: str, declared: str | None) -> str:
    """Return the address that a page declares as its own, if that is credible; else the one it was fetched from.

    Sites that declare their home page on every article would turn all articles into revisions of one document, so
    the last part of the path must agree (`/amp/`, `?p=17` and host variants pass).
    """
    if declared is None or declared == fetched:
        return fetched
    here, there = urlsplit(fetched), urlsplit(declared)
    if not _same_site(here.hostname or "", there.hostname or "") or there.path in ("", "/"):
        return fetched
    if _is_part(here.path, there.path):
        return declared
    slug = _slug(here.path)
    return declared if not slug or slug == _slug(there.path) else fetched


def _tidy(url: str) -> str:
    """Return the address without white space and controls, with the slashes and ampersands that its writer meant."""
    if len(url) > 2 * MAX_URL:
        return ""
    known = url.encode("utf-8", "ignore").decode()  # half a surrogate pair is no character
    text = "".join(char for char in known if char > " " and char not in "\x7f\xa0\u200b\ufeff")
    before, mark, query = text.partition("?")
    return before.replace("\\", "/") + mark + query.replace("&amp;", "&").replace("&#038;", "&")


def _with_scheme(text: str, base: str) -> str:
    """Return an address that names its host and no scheme with the scheme of the page; others as they are.

    `www.berita.example/1` and `berita.example/1` on a page of berita.example are no files called so.
    """
    first = text.partition("/")[0].partition("?")[0].lower()
    here = urlsplit(base)
    own = (here.hostname or "").removeprefix("www.")
    is_host = first.count(".") >= 1 and ((first.startswith("www.") and first.count(".") >= 2) or first == own)
    return f"{here.scheme}://{text}" if is_host else text


def _query(query: str) -> str:
    if not query:
        return ""
    named = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in named if not _is_tracking(name) and not _is_view(name, value)]
    return urlencode(kept)


def _is_tracking(name: str) -> bool:
    lowered = name.lower()
    return lowered in _TRACKING or lowered.startswith(_TRACKING_PREFIXES)


def _is_view(name: str, value: str) -> bool:
    return value.lower() in _VIEWS.get(name.lower(), ())


def _is_amp_cache(host: str) -> bool:
    return host.endswith(".cdn.ampproject.org") or host in ("cdn.ampproject.org", "www.google.com", "google.com")


def _without_amp(path: str) -> str:
    if path.endswith(("/amp", "/amp/")):
        return path[: path.rindex("/amp")] or "/"
    if path.endswith((".amp", ".amp.html")):
        return path[: path.rindex(".amp")] + (".html" if path.endswith(".html") else "")
    return path[4:] if path.startswith("/amp/") else path


def _slug(path: str) -> str:
    last = path.rstrip("/").rpartition("/")[2]
    return last.removesuffix(".amp").removesuffix(".html").removesuffix(".htm")


def _is_part(path: str, whole: str) -> bool:
    """Return whether a path is a page or view of another: `/banjir-di-luwu/2` or `/banjir-di-luwu/all`.

    `/berita/17` is none of `/berita`: a number behind one word is the article.
    """
    before, _, last = path.rstrip("/").rpartition("/")
    return before == whole.rstrip("/") and "-" in _slug(whole) and _PART.fullmatch(last) is not None


def _same_site(one: str, other: str) -> bool:
    """Return whether two hosts differ only in what stands in front of them for a kind of device."""
    return _DEVICE.sub("", one) == _DEVICE.sub("", other)
