"""Speaks HTTP for one outlet: GET and HEAD, validators and 304, the access log, connections cut on purpose."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, cast

from core.clock import now
from crawler.newsroom.access import Access
from crawler.newsroom.answer import Answer

if TYPE_CHECKING:
    from crawler.newsroom.outlet_server import OutletServer


class OutletHandler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "SuarNewsroom"
    sys_version = ""
    timeout = 30  # seconds that a silent connection is kept
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def do_GET(self) -> None:
        """Answer with the body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing to stderr: the access log holds every request."""

    def _answer(self, *, with_body: bool) -> None:
        server = cast("OutletServer", self.server)
        found = server.site.answer(self.path)
        if found.status == 200 and not found.cut and self._is_current(found):
            found = found._replace(status=304)
        body = found.body if with_body and found.status != 304 else b""
        self._headers(found)
        if found.cut and body:
            body = body[: len(body) // 2]
            self.close_connection = True
        self._record(found.status, len(body))
        self.wfile.write(body)
        self.wfile.flush()

    def _headers(self, found: Answer) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        if found.status != 304:
            self.send_header("Content-Length", str(len(found.body)))
        if found.location is not None:
            self.send_header("Location", found.location)
        if found.status in (200, 304):
            self.send_header("ETag", found.etag)
            if found.modified is not None:
                self.send_header("Last-Modified", format_datetime(found.modified, usegmt=True))
        self.end_headers()

    def _is_current(self, found: Answer) -> bool:
        given = self.headers.get("If-None-Match")
        if given is not None:  # it wins over the date (RFC 9110, 13.1.3)
            return found.etag in given or given.strip() == "*"
        since = _http_date(self.headers.get("If-Modified-Since"))
        return since is not None and found.modified is not None and found.modified <= since

    def _record(self, status: int, size: int) -> None:
        server = cast("OutletServer", self.server)
        agent = self.headers.get("User-Agent", "")[:200]
        server.log.add(Access(now(), server.site.outlet.id, self.command, self.path[:2000], status, size, agent))


def _http_date(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else None
