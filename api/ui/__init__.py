"""Server-rendered pages: Indonesian first, usable without JavaScript.

`pages.router()` gives the routes, `mount_static` serves the style sheet, `errors.render_page` shows errors in words.
"""

from __future__ import annotations

from api.ui.assets import mount_static

__all__ = ["mount_static"]
