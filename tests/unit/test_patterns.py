"""Every pattern of ours is quick on strings made to slow it down.

What calls a pattern again and again, each time on the rest of a text, is not seen here: its own tests see to that.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType

import pytest

import api
import core
import crawler
import nlp

#: Never given a text of others: the demo's own press, training, migrations, and what runs on import.
LEFT_OUT = (".newsroom", "__main__", ".training", ".migrations", ".evaluation")
LENGTH = 20_000
SECONDS = 0.05
METHODS = ("match", "search", "fullmatch", "sub", "split", "findall", "finditer")
#: What patterns of ours repeat: blanks, digits, letters, signs of dates, tags, addresses and of lists.
PUMPS = (
    *" \t\n0a<>\"'&;:.,/-_@#=%(|[{*",
    "0 ", "0.", "0:", "0/", "1 a ", "a ", "a.", "a/", "a@", "a=", "a-", "A", "aA", "http://", "<p ", "<!--", "&#",
    "2026 ", "2026-11-", "17 Nov ", "10.10 ", "jam lalu ", "baca juga ", "display:", "charset ", "©", "é", "😀", "@a.a",
)  # fmt: skip

#: What a pattern may have to see first: one bracket, mark or word, before what it repeats.
OPENERS = "([{<\"'“:=@"
#: Strings behind an opener come short first, so that a pattern that would take hours on a long one is told in seconds.
SHORT = 1_000


def _modules() -> Iterator[ModuleType]:
    for package in (core, crawler, nlp, api):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in found.name for part in LEFT_OUT):
                yield importlib.import_module(found.name)


def _patterns() -> Iterator[tuple[str, str, re.Pattern[str] | re.Pattern[bytes], str]]:
    """Give module, name, pattern and how it is called there."""
    for module in _modules():
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and re.search(rf"^{name}\b", source, re.MULTILINE):
                used = [method for method in METHODS if f"{name}.{method}(" in source]
                for method in used or ["search"]:
                    yield module.__name__, name, value, method


ALL = list(_patterns())


def _strings(pattern: str) -> Iterator[str]:
    literals = set(re.findall(r"[A-Za-z]{2,12}", pattern))
    for pump in (*PUMPS, *sorted(literals)):
        for ending in ("", "\x00", "!"):
            yield (pump * (LENGTH // len(pump) + 1))[:LENGTH] + ending
    for opener in (*OPENERS, *sorted(literals)):
        for repeated, length in itertools.product((" ", "a", "0"), (SHORT, LENGTH)):
            yield opener + repeated * length + "\x00"


@pytest.mark.parametrize(
    ("module", "name", "pattern", "method"), ALL, ids=[f"{one[0]}.{one[1]}.{one[3]}" for one in ALL]
)
def test_quick(module: str, name: str, pattern: re.Pattern[str] | re.Pattern[bytes], method: str) -> None:
    is_text = isinstance(pattern.pattern, str)
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    for text in _strings(source):
        subject = text if is_text else text.encode()
        if _seconds(pattern, method, subject) > SECONDS:  # once more: the machine may have been busy
            assert min(_seconds(pattern, method, subject) for _ in range(3)) <= SECONDS, (module, name, text[:20])


def _seconds(pattern: re.Pattern[str] | re.Pattern[bytes], method: str, subject: str | bytes) -> float:
    call = getattr(pattern, method)
    started = time.process_time()
    answer = (
        call("", subject)
        if method == "sub" and isinstance(subject, str)
        else call(b"", subject)
        if method == "sub"
        else call(subject)
    )
    if method == "finditer":
        list(answer)
    return time.process_time() - started


def test_patterns_are_found_and_a_slow_one_is_noticed() -> None:
    assert len(ALL) >= 60
    assert _seconds(re.compile(r"\s+$"), "search", " " * (LENGTH // 2) + "x") > SECONDS
