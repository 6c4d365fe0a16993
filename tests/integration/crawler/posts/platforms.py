"""The five platforms on loopback, each in its wire format, with fictional posts and one name that must not be kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.integration.crawler.outlet import Answer, Outlet

#: Stands wherever a platform names a person: account, display name, links, avatar, mentions.
CANARY = "kenari77"
DID = f"did:plc:{CANARY}q2w3e4r5"


@dataclass
class Said:
    """One post as its author wrote it."""

    number: int
    text: str
    edited: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """When it was published."""
        return f"2026-11-{20 + self.number // 1000:02d}T{self.number // 60 % 24:02d}:{self.number % 60:02d}:00.000Z"


class Platform:
    """Posts of one platform, newest first, a page of `size` at a time."""

    def __init__(self, outlet: Outlet, size: int = 3) -> None:
        self.outlet, self.size = outlet, size
        self.posts: list[Said] = []
        #: Sent with every answer.
        self.headers: dict[str, str] = {}

    def say(self, number: int, text: str, **more: Any) -> Said:
        """Publish a post."""
        said = Said(number, text, more=more)
        self.posts.insert(0, said)
        return said

    def serve(self, path: str) -> None:
        """Answer at the path, whatever its query."""
        self.outlet.prefixes[path] = self._answer

    def _answer(self, asked: str) -> Answer:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        body, kind, headers = self.page(query)
        return Answer(body.encode(), headers={**headers, **self.headers}, kind=kind)

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return body, media type and headers for a query."""
        raise NotImplementedError

    def older_than(self, number: str | None) -> list[Said]:
        """Return the page of posts below the number."""
        return [one for one in self.posts if number is None or one.number < int(number)][: self.size]


class Mastodon(Platform):
    """`/api/v1/timelines/…`: statuses as Mastodon 4.3 gives them, in the fields that matter and around them."""

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return a page of statuses, with a Link header to the older ones."""
        shown = self.older_than(query.get("max_id"))
        link = {}
        if shown:
            place = f"{self.outlet.home}/api/v1/timelines/tag/luwu"
            link["Link"] = (
                f'<{place}?limit=40&max_id={shown[-1].number}>; rel="next", '
                f'<{place}?limit=40&min_id={shown[0].number}>; rel="prev"'
            )
        return json.dumps([self.status(one) for one in shown]), "application/json; charset=utf-8", link

    def status(self, said: Said) -> dict[str, Any]:
        """Return one status."""
        home = self.outlet.home
        mention = (
            f'<span class="h-card" translate="no"><a href="{home}/@{CANARY}" class="u-url mention">'
            f"@<span>{CANARY}</span></a></span>"
        )
        status: dict[str, Any] = {
            "id": str(said.number),
            "created_at": said.at,
            "in_reply_to_id": None,
            "sensitive": False,
            "spoiler_text": "",
            "visibility": "public",
            "language": "id",
            "uri": f"{home}/users/{CANARY}/statuses/{said.number}",
            "url": f"{home}/@{CANARY}/{said.number}",
            "replies_count": 3,
            "favourites_count": 9,
            "edited_at": said.at if said.edited else None,
            "content": f"<p>{escape(said.text)} {mention}<br>baris dua</p>",
            "reblog": None,
            "account": {
                "id": "109302",
                "username": CANARY,
                "acct": f"{CANARY}@sosial.example",
                "display_name": f"Nama {CANARY}",
                "discoverable": True,
                "noindex": False,
                "note": f"<p>Saya {CANARY}</p>",
                "url": f"{home}/@{CANARY}",
                "avatar": f"{home}/system/{CANARY}.png",
                "followers_count": 1234,
            },
            "media_attachments": [],
            "mentions": [{"id": "1", "username": CANARY, "acct": CANARY, "url": f"{home}/@{CANARY}"}],
            "tags": [{"name": "luwu", "url": f"{home}/tags/luwu"}],
            "card": None,
            "poll": None,
        }
        account = said.more.get("account", {})
        return (
            status | {k: v for k, v in said.more.items() if k != "account"} | {"account": status["account"] | account}
        )


class Outbox(Platform):
    """`/users/<name>/outbox?page=true`: an OrderedCollectionPage of activities."""

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return a page of the outbox."""
        actor = f"{self.outlet.home}/users/kpu_luwu"
        shown = self.older_than(query.get("max_id"))
        answer: dict[str, Any] = {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": f"{actor}/outbox?page=true",
            "type": "OrderedCollectionPage",
            "partOf": f"{actor}/outbox",
            "orderedItems": [self.activity(one, actor) for one in shown],
        }
        if shown:
            answer["next"] = f"{actor}/outbox?max_id={shown[-1].number}&page=true"
        return json.dumps(answer), "application/activity+json; charset=utf-8", {}

    def activity(self, said: Said, actor: str) -> dict[str, Any]:
        """Return one activity."""
        public = "https://www.w3.org/ns/activitystreams#Public"
        if "announce" in said.more:
            return {"type": "Announce", "actor": actor, "object": f"{self.outlet.home}/users/{CANARY}/statuses/1"}
        note = {
            "id": f"{actor}/statuses/{said.number}",
            "type": "Note",
            "summary": None,
            "published": said.at,
            "attributedTo": actor,
            "to": [public],
            "cc": [f"{actor}/followers", f"{self.outlet.home}/users/{CANARY}"],
            "content": f"<p>{escape(said.text)}</p>",
            "contentMap": {"id": f"<p>{escape(said.text)}</p>"},
            "tag": [{"type": "Mention", "href": f"{self.outlet.home}/users/{CANARY}", "name": f"@{CANARY}"}],
            **said.more,
        }
        return {"id": f"{note['id']}/activity", "type": "Create", "actor": actor, "to": [public], "object": note}


class Bluesky(Platform):
    """`/xrpc/app.bsky.feed.searchPosts` and `getFeed`."""

    feed = False

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return a page with the cursor of the next one, an offset as the search gives it."""
        start = int(query.get("cursor", "0"))
        shown = self.posts[start : start + self.size]
        views = [self.view(one) for one in shown]
        answer: dict[str, Any] = {"feed": [{"post": view} for view in views]} if self.feed else {"posts": views}
        if start + self.size < len(self.posts):
            answer["cursor"] = str(start + self.size)
        return json.dumps(answer), "application/json", {}

    def view(self, said: Said) -> dict[str, Any]:
        """Return one post as the AppView shows it."""
        text = f"🔥 {said.text} @{CANARY}.bsky.example berita.example/luwu-b…"
        raw, name, link = text.encode(), f"@{CANARY}.bsky.example".encode(), "berita.example/luwu-b…".encode()
        spans = [
            (name, {"$type": "app.bsky.richtext.facet#mention", "did": DID}),
            (link, {"$type": "app.bsky.richtext.facet#link", "uri": "https://berita.example/luwu-banjir"}),
        ]
        facets = [
            {
                "$type": "app.bsky.richtext.facet",
                "index": {"byteStart": raw.index(part), "byteEnd": raw.index(part) + len(part)},
                "features": [feature],
            }
            for part, feature in spans
        ]
        return {
            "uri": f"at://{DID}/app.bsky.feed.post/3k{said.number:011d}",
            "cid": f"bafyrei{said.number}",
            "author": {"did": DID, "handle": f"{CANARY}.bsky.example", "displayName": CANARY, "labels": []},
            "record": {
                "$type": "app.bsky.feed.post",
                "createdAt": said.at,
                "langs": ["id"],
                "text": text,
                "facets": facets,
                "embed": {
                    "$type": "app.bsky.embed.record",
                    "record": {"cid": "x", "uri": f"at://{DID}/app.bsky.feed.post/3kquoted00000"},
                },
            },
            "embed": {
                "$type": "app.bsky.embed.record#view",
                "record": {"author": {"handle": CANARY}, "value": {"text": f"Kutipan orang lain {CANARY}"}},
            },
            "indexedAt": said.at,
            "likeCount": 4,
            "labels": [],
        } | said.more


class Telegram(Platform):
    """`/s/<channel>`: the preview, oldest message first."""

    name = "kabarluwu"

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return a page of the preview."""
        shown = self.older_than(query.get("before"))[::-1]
        before = f'<link rel="prev" href="/s/{self.name}?before={shown[0].number}">' if shown else ""
        messages = "".join(self.message(one) for one in shown)
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kabar Luwu</title>{before}</head><body>'
            f'<div class="tgme_channel_info"><div class="tgme_channel_info_header_username">{self.name}</div></div>'
            f'<section class="tgme_channel_history js-message_history">{messages}</section></body></html>',
            "text/html; charset=utf-8",
            {},
        )

    def message(self, said: Said) -> str:
        """Return one message."""
        text = escape(said.text)
        quote = (
            f'<a class="tgme_widget_message_reply" href="https://t.me/{self.name}/1">'
            f'<span class="tgme_widget_message_author_name">{CANARY}</span>'
            '<div class="tgme_widget_message_text js-message_reply_text">Kalimat yang dijawab</div></a>'
        )
        return (
            '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
            f'<div class="tgme_widget_message text_not_supported_wrap js-widget_message {said.more.get("kind", "")}" '
            f'data-post="{self.name}/{said.number}"><div class="tgme_widget_message_bubble">'
            f'<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name">{CANARY}</a></div>'
            f'<div class="tgme_widget_message_forwarded_from">Forwarded from <a href="https://t.me/{CANARY}">{CANARY}'
            f"</a></div>{quote}"
            f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}<br/>Hubungi '
            f'<a href="https://t.me/{CANARY}">@{CANARY}</a> <i class="emoji"><b>🔥</b></i></div>'
            '<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">12.3K</span>'
            f'<span class="tgme_widget_message_from_author">{CANARY}</span><span class="tgme_widget_message_meta">'
            f'{"edited " if said.edited else ""}<a class="tgme_widget_message_date" '
            f'href="https://t.me/{self.name}/{said.number}"><time datetime="{said.at[:19]}+00:00" class="time">09:00'
            "</time></a></span></div></div></div></div>"
        )


class YouTube(Platform):
    """`/feeds/videos.xml`."""

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return the feed."""
        entries = "".join(
            f"<entry><id>yt:video:vid{one.number:08d}</id><yt:videoId>vid{one.number:08d}</yt:videoId>"
            f"<yt:channelId>UC{CANARY}</yt:channelId><title>Video {one.number}</title>"
            f'<link rel="alternate" href="https://www.youtube.com/watch?v=vid{one.number:08d}"/>'
            f"<author><name>{CANARY}</name><uri>https://www.youtube.com/channel/UC{CANARY}</uri></author>"
            f"<published>{one.at}</published><updated>{one.at}</updated><media:group><media:title>Video</media:title>"
            f"<media:description>{escape(one.text)}\nIkuti @{CANARY}</media:description><media:community>"
            '<media:starRating count="5" average="5.00"/><media:statistics views="77"/></media:community>'
            "</media:group></entry>"
            for one in self.posts
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
            'xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Kanal</title><author><name>{CANARY}</name></author>{entries}</feed>",
            "text/xml; charset=UTF-8",
            {},
        )


class Reddit(Platform):
    """`/r/<name>/new/.rss`."""

    def page(self, query: dict[str, str]) -> tuple[str, str, dict[str, str]]:
        """Return a page of the feed; ids are numbers in base 36, here in digits only."""
        last = query.get("after", "").removeprefix("t3_") or None
        entries = "".join(self.entry(one) for one in self.older_than(last))
        return (
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
            f'xmlns:media="http://search.yahoo.com/mrss/"><title>Terbaru</title>{entries}</feed>',
            "application/atom+xml; charset=UTF-8",
            {},
        )

    def entry(self, said: Said) -> str:
        """Return one entry."""
        body = (
            f'<!-- SC_OFF --><div class="md"><p>{escape(said.text)} <a href="/u/{CANARY}">u/{CANARY}</a></p></div>'
            f'<!-- SC_ON --> &#32; submitted by &#32; <a href="https://www.reddit.com/user/{CANARY}"> /u/{CANARY} </a>'
            f'<br/><span><a href="https://www.reddit.com/r/luwu/comments/{said.number}/x/">[link]</a></span>'
        )
        return (
            f"<entry><author><name>/u/{CANARY}</name><uri>https://www.reddit.com/user/{CANARY}</uri></author>"
            f'<category term="luwu"/><content type="html">{escape(body)}</content><id>t3_{said.number}</id>'
            f'<link href="https://www.reddit.com/r/luwu/comments/{said.number}/oleh_{CANARY}/"/>'
            f"<updated>{said.at}</updated><published>{said.at}</published><title>Judul {said.number}</title></entry>"
        )
