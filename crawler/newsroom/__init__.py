"""The fictional press of `suar demo`: its content, its loopback server, and the check of what Suar made of it.

Start it in another process's code with `crawler.newsroom.server.Newsroom`. Nothing here is ever used for training.
"""

from __future__ import annotations
