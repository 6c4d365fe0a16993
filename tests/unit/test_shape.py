"""The shape of the project: sizes, names, docstrings, and the words that may stand in one place only."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "crawler", "nlp", "api")
MOST_LINES, MEDIAN_LINES, MOST_FUNCTION_LINES = 500, 150, 80
GRAB_BAGS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc", "tools", "stuff"}
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MIGRATIONS = ROOT / "core" / "db" / "migrations" / "versions"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def line_count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of a file with the dotted name of what is called."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def public(tree: ast.AST, within: str = "") -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Yield every public class, function and method, but not what stands inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


Rule = Callable[[Path], Iterator[str]]


def beginning(path: Path) -> Iterator[str]:
    """The one import that every file has, after the docstring."""
    body = tree_of(path).body
    first = body[1:2] if ast.get_docstring(tree_of(path)) else body[:1]
    if not first or not isinstance(first[0], ast.ImportFrom) or first[0].module != "__future__":
        yield "`from __future__ import annotations` does not stand first"


def size(path: Path) -> Iterator[str]:
    """Files and functions that a person can read; migrations are long lists."""
    if path.is_relative_to(MIGRATIONS):
        return
    if (lines := line_count(path)) > MOST_LINES:
        yield f"{lines} lines"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield f"{node.name} has {length} lines"


def name(path: Path) -> Iterator[str]:
    """A name that says what is inside."""
    for part in {path.stem, *path.relative_to(ROOT).parts[:-1]} & GRAB_BAGS:
        yield f"'{part}' says nothing"


def docstrings(path: Path) -> Iterator[str]:
    """Words on everything public, the module itself first."""
    if not ast.get_docstring(tree_of(path)):
        yield "no docstring says what this module owns"
    for what, node in public(tree_of(path)):
        if not ast.get_docstring(node):
            yield f"{what} has no docstring"


def environment(path: Path) -> Iterator[str]:
    """core.settings is the one reader of the environment."""
    names = {"environ", "environb", "getenv", "putenv"}
    if path == ROOT / "core" / "settings.py":
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value) == "os":
            yield f"line {node.lineno} reads the environment"
        if isinstance(node, ast.ImportFrom) and node.module == "os" and names & {alias.name for alias in node.names}:
            yield f"line {node.lineno} reads the environment"


def printing(path: Path) -> Iterator[str]:
    """Only the command line prints."""
    if path.name == "cli.py" or path.parent.name == "commands":
        return
    yield from (f"line {node.lineno} prints" for called, node in calls(path) if called == "print")


#: Calls that never stand in the code, and why.
FORBIDDEN = {
    r"(.*\.)?utcnow": "is naive",
    r"(.*\.)?utcfromtimestamp": "is naive",
    r"(builtins\.)?(eval|exec|__import__)": "runs text as code",
    r"yaml\.(load|unsafe_load|full_load)": "loads code",
    r"os\.(system|popen)": "goes through a shell",
    r"subprocess\.(getoutput|getstatusoutput)": "goes through a shell",
}


def danger(path: Path) -> Iterator[str]:
    """No naive instant, no text run as code, no shell, no module that loads code."""
    for called, node in calls(path):
        keywords = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        for pattern, why in FORBIDDEN.items():
            if re.fullmatch(pattern, called):
                yield f"line {node.lineno}: {called} {why}"
        if keywords.get("shell", "False") != "False":
            yield f"line {node.lineno}: {called} goes through a shell"
        if re.fullmatch(r"(datetime\.|dt\.)?datetime\.now", called) and not node.args and "tz" not in keywords:
            yield f"line {node.lineno}: {called} is naive"
    for node in ast.walk(tree_of(path)):
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in {"pickle", "dill", "shelve", "marshal", "joblib", "yaml"} & set(named):
            yield f"line {node.lineno}: {module} loads code"


def feeds(path: Path) -> Iterator[str]:
    """A body that is itself an address or a path is fetched or opened by feedparser (measured with 6.0.14)."""
    for called, node in calls(path):
        if called == "feedparser.parse" and not re.match(r"(io\.)?BytesIO\(", ast.unparse(node.args[0])):
            yield f"line {node.lineno}: feedparser gets something else than BytesIO"


#: The doors through which Suar talks to others; each asks core.net.addresses first.
DOORS = {
    "core/net/client.py",
    "core/net/stream.py",
    "crawler/fetch/handler.py",
    "crawler/fetch/connection.py",
    "crawler/fetch/hooks.py",
}
#: Modules that open connections or fetch addresses, as they are or through a part of theirs.
CLIENTS = (
    *("http.client", "urllib.request", "urllib3", "requests", "httpx", "httpx2", "httpcore", "httpcore2", "aiohttp"),
    *("ftplib", "telnetlib", "smtplib", "poplib", "imaplib", "xmlrpc", "websockets", "websocket", "pycurl", "treq"),
    *("twisted.web.client", "twisted.web._newclient", "twisted.internet.endpoints", "scrapy.core.downloader.handlers"),
    *("trafilatura.downloads", "trafilatura.feeds", "trafilatura.sitemaps", "trafilatura.spider", "h11", "h2"),
)
#: Calls that open a connection, or a URL where a file is expected.
CONNECTS = {
    r"(.*\.)?(create_connection|open_connection|open_unix_connection|sock_connect|connectTCP|connectSSL)",
    r"(.*\.)?(urlopen|urlretrieve|fetch_url|fetch_response|find_feed_urls|sitemap_search|read_html|read_json)",
    r"(.*\.)?(sock|socket|connection|client)\.connect(_ex)?",
}
#: lxml and defusedxml open an address or a path that they are given as a string.
XML_PARSE = r"(lxml\.|defusedxml\.)?(etree|html|ElementTree|ET|objectify)\.(parse|iterparse)"


def doors(path: Path) -> Iterator[str]:
    """Every request leaves through a door that checks the address (crawl, robots, sitemaps, webhooks, media)."""
    if not path.is_relative_to(ROOT) or str(path.relative_to(ROOT)) not in DOORS:
        for node in ast.walk(tree_of(path)):
            for module in _imported(node):
                if any(module == one or module.startswith(f"{one}.") for one in CLIENTS):
                    yield f"line {node.lineno}: {module} talks to others; use core.net.client"  # type: ignore[attr-defined]
    for called, node in calls(path):
        if any(re.fullmatch(pattern, called) for pattern in CONNECTS):
            yield f"line {node.lineno}: {called} talks to others; use core.net.client"
        if re.fullmatch(XML_PARSE, called) and not re.match(r"(io\.)?BytesIO\(", ast.unparse(node.args[0])):
            yield f"line {node.lineno}: {called} opens addresses and files; give it BytesIO"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


RULES: list[Rule] = [beginning, size, name, docstrings, environment, printing, danger, feeds, doors]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_follows_the_rule(rule: Rule) -> None:
    assert [f"{path.relative_to(ROOT)}: {fault}" for path in FILES for fault in rule(path)] == []


def test_every_test_begins_as_agreed() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert [f"{path.relative_to(ROOT)}: {fault}" for path in tests for fault in beginning(path)] == []


def test_median_file_is_short(record_property: Callable[[str, object], None]) -> None:
    sizes = [line_count(path) for path in FILES if not path.is_relative_to(MIGRATIONS)]
    record_property("files", len(sizes))
    record_property("median_lines", statistics.median(sizes))
    record_property("longest", max(sizes))
    assert statistics.median(sizes) <= MEDIAN_LINES


GOOD = '"""Words."""\nfrom __future__ import annotations\n'


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (beginning, "import os\n"),
        (beginning, '"""Words."""\nimport os\n'),
        (beginning, ""),
        (size, "def long():\n" + "    x = 1\n" * 80),
        (size, "x = 1\n" * 501),
        (docstrings, '"""Words."""\nclass A:\n    """Words."""\n    def b(self): ...\n'),
        (docstrings, '"""Words."""\nasync def a(): ...\n'),
        (docstrings, "x = 1\n"),
        (environment, "import os\nx = os.environ['A']\n"),
        (environment, "from os import getenv\n"),
        (printing, "print('x')\n"),
        (danger, "datetime.now()\n"),
        (danger, "datetime.datetime.now()\n"),
        (danger, "datetime.datetime.utcnow()\n"),
        (danger, "eval('1')\n"),
        (danger, "subprocess.run('ls', shell=True)\n"),
        (danger, "import pickle\n"),
        (danger, "from pickle import loads\n"),
        (danger, "yaml.load('')\n"),
        (feeds, "feedparser.parse(body)\n"),
        (feeds, "feedparser.parse(str(io.BytesIO(b'')))\n"),
        *((doors, f"import {module}\n") for module in CLIENTS),
        (doors, "from http import client\n"),
        (doors, "from urllib import request\n"),
        (doors, "from trafilatura import downloads\n"),
        (doors, "import httpx2 as http\n"),
        (doors, "def lazy():\n    from requests import get\n"),
        (doors, "socket.create_connection(('x', 80))\n"),
        (doors, "sock.connect(('x', 80))\n"),
        (doors, "asyncio.open_connection('x', 80)\n"),
        (doors, "trafilatura.fetch_url(url)\n"),
        (doors, "lxml.html.parse(url)\n"),
        (doors, "etree.parse(path)\n"),
    ],
)
def test_planted_fault_is_noticed(tmp_path: Path, rule: Rule, planted: str) -> None:
    path = tmp_path / "planted.py"
    path.write_text(planted)
    assert len(list(rule(path))) >= 1


def test_odd_name_is_noticed() -> None:
    assert list(name(ROOT / "core" / "utils.py"))
    assert list(name(ROOT / "core" / "helpers" / "words.py"))


@pytest.mark.parametrize(
    "harmless",
    [
        *("datetime.now(UTC)", "datetime.now(tz=UTC)", "feedparser.parse(io.BytesIO(b''))", "model.eval_()"),
        *("x.print()", "import urllib.parse", "from twisted.internet import defer", "etree.parse(BytesIO(b''))"),
        *("import http", "database.connect()", "server.listen()"),
    ],
)
def test_harmless_code_is_left_alone(tmp_path: Path, harmless: str) -> None:
    path = tmp_path / "harmless.py"
    path.write_text(GOOD + harmless + "\n")
    assert [
        fault
        for rule in (beginning, size, docstrings, environment, printing, danger, feeds, doors)
        for fault in rule(path)
    ] == []


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", script, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, timeout=120)


def copied(folder: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "*.html", "*.css")
        )
    return folder


def test_imports_go_down_only() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("importer", "imported"), [("core/clock.py", "nlp"), ("nlp/stage.py", "crawler"), ("crawler/cli.py", "api")]
)
def test_planted_import_upwards_is_reported(tmp_path: Path, importer: str, imported: str) -> None:
    path = copied(tmp_path) / importer
    path.write_text(path.read_text("utf-8") + f"\nimport {imported}.cli\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    module = importer.removesuffix(".py").replace("/", ".")
    assert f"{module} -> {imported}" in done.stdout
