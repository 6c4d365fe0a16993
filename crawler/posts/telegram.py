"""Telegram: the web preview of public channels (`t.me/s/<channel>`). Who wrote, forwarded or signed is not read.

The address of a post names the channel, which is the source itself: `https://t.me/<channel>/<number>`.
"""

from __future__ import annotations

import re
from typing import Any

from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.extract.tree import parse_html
from crawler.posts.connector import Asked, BadChannel, LeftOut, dated, gather, with_parameters
from crawler.posts.markup import text_of, tidy

SERVER = "https://t.me"
_NAME = re.compile(r"[A-Za-z]\w{3,31}", re.ASCII)
_PLACE = re.compile(r"\w{1,40}/(\d{1,18})", re.ASCII)


class Telegram:
    """`name` is the channel's name, as in t.me/name."""

    accept = "text/html"

    def address(self, channel: Channel) -> str:
        """Return the address of the preview. Raises: BadChannel."""
        if not _NAME.fullmatch(channel.name):
            raise BadChannel("a telegram name is that of a public channel, as in t.me/name, without @")
        return f"{(channel.server or SERVER).rstrip('/')}/s/{channel.name}"

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the messages of a preview. Raises: nothing."""
        tree = parse_html(body, "utf-8")
        messages = [] if tree is None else tree.xpath(f"//div[{_has('tgme_widget_message')}][@data-post]")
        if not messages and (tree is None or not tree.xpath(f"//*[{_has('tgme_channel_info')}]")):
            return Found(problem="not_a_channel")
        messages.reverse()  # the page has the newest at its end
        return gather(
            messages, lambda one: _post(one, asked), asked, total=len(messages), older=_before(messages, asked)
        )


def _post(message: Any, asked: Asked) -> Post:
    place = _PLACE.fullmatch(message.get("data-post"))
    if place is None:
        raise LeftOut("unreadable")
    if "service_message" in message.get("class", "").split():
        raise LeftOut("service")
    text = "\n\n".join(part for part in (*_texts(message), *_choices(message)) if part)
    if not text:
        raise LeftOut("no_text")
    when = message.xpath(f".//a[{_has('tgme_widget_message_date')}]//time/@datetime")
    published = dated(str(when[0]) if when else "", asked.now)
    return Post(
        url=f"{asked.site}/{asked.channel.name}/{place.group(1)}",
        text=text,
        published_at=published.at,
        published_raw=published.raw,
    )


def _texts(message: Any) -> list[str]:
    """The message's own words; those of the message that it answers stand in a box of their own."""
    answered = f"ancestor-or-self::*[{_has('tgme_widget_message_reply')}]"
    own = message.xpath(f".//*[{_has('tgme_widget_message_text')}][not({answered})]")
    inner = set(own)
    return [text_of(one) for one in own if not inner & set(one.iterancestors())]


def _choices(message: Any) -> list[str]:
    question = message.xpath(f".//*[{_has('tgme_widget_message_poll_question')}]")
    offered = message.xpath(f".//*[{_has('tgme_widget_message_poll_option_text')}]")
    return ["\n".join([*map(_line, question), *(f"- {_line(one)}" for one in offered)])]


def _line(element: Any) -> str:
    return tidy(" ".join(element.itertext()))


def _before(messages: list[Any], asked: Asked) -> str:
    numbers = [int(found.group(1)) for one in messages if (found := _PLACE.fullmatch(one.get("data-post")))]
    return with_parameters(asked.url, before=str(min(numbers))) if numbers and min(numbers) > 1 else ""


def _has(name: str) -> str:
    """Return the XPath condition that the element is of this class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
