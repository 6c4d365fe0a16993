"""`suar up`: one data directory, one process with web interface and scheduler, and the newsroom in the demo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from api.deps import Services
from api.serve import bind, serve
from core import audit, configuration
from core.clock import now
from core.db.engine import Database
from core.review import demo_people
from core.settings import Settings
from core.setup import open_database
from core.store import people, sessions
from core.work.schedule import load_schedule
from core.work.scheduler import Scheduler
from core.work.single import only_one

Say = Callable[[str], None]


def run(settings: Settings, *, newsroom_port: int | None, say: Say) -> None:
    """Serve until interrupted; with a newsroom port also serve and crawl the fictional press.

    Raises: NotInitialised; AlreadyRunning; ConfigError when a port is taken.
    """
    demo = newsroom_port is not None
    configuration.check()
    with ExitStack() as stack:
        database = open_database(settings)
        stack.callback(database.dispose)
        stack.enter_context(only_one(settings.data))
        listening = stack.enter_context(bind(settings.host, settings.port))
        if newsroom_port is not None:
            _start_newsroom(settings, newsroom_port, stack)
        scheduler = Scheduler(settings, database, load_schedule(demo=demo), say)
        stack.callback(scheduler.stop)

        def ready() -> None:
            say(f"Suar answers at {settings.base_url} — stop it with Ctrl-C.")
            if demo:
                for line in _demo_links(settings, database):
                    say(line)
            scheduler.start()

        serve(Services(settings, database, demo=demo), listening, ready)


def _start_newsroom(settings: Settings, port: int, stack: ExitStack) -> None:
    from crawler.newsroom.server import Newsroom
    from crawler.newsroom.sources import prepare

    newsroom = stack.enter_context(Newsroom(port=port))
    prepare(newsroom, settings.data / "demo", now())


def _demo_links(settings: Settings, database: Database) -> list[str]:
    lines = ["Login links of the demo, each valid once:"]
    with database.write() as connection:
        for name in demo_people.ensure(connection):
            actor = people.actor_by_name(connection, name)
            secret = sessions.create_login_link(connection, actor.id, settings.login_link_hours)
            audit.append(connection, None, "user.link", f"user:{actor.id}", actor.region, {"demo": True})
            lines.append(f"  {name}, {actor.role}, {actor.office_name}: {settings.base_url}/masuk/{secret}")
    return lines
