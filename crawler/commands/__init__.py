"""What the commands of the crawler do; crawler.cli names them and imports these only when one is called."""

from __future__ import annotations
