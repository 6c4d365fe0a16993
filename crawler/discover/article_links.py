"""What the addresses of articles look like on sites that nobody has described. Pure."""

from __future__ import annotations

#: A slug of four words or more, a date in the path, or a long number in it; and no page of lists, forms or words about
#: the outlet. 20 address shapes of Indonesian outlets match, 24 of their other pages do not (see the test).
ARTICLE_PATTERN = (
    r"^https?://[^/?#]+/"
    r"(?!(?:[\w.-]+/)?(?:tag|tags|topik|topic|kategori|category|author|penulis|reporter|indeks|index|search|cari|page"
    r"|halaman|login|register|subscribe|wp-[a-z]+|feed|rss|amp|galeri-iklan)(?:[/?]|$))"
    r"(?!(?:tentang|about|kontak|contact|redaksi|pedoman|privacy|kebijakan|disclaimer|karir|iklan|syarat)[\w-]*/?$)"
    r"(?!.*\.(?:jpe?g|png|gif|svg|webp|pdf|mp[34]|css|js|xml|zip)(?:$|\?))"
    r"(?:[^?#]*?/)?"
    r"(?:[^/?#]*[^/?#-]+(?:-[^/?#-]+){3,}[^/?#]*|\d{4}/\d{1,2}/(?:\d{1,2}/)?[^/?#]+|[^/?#]*\d{5,}[^/?#]*/?(?:[^/?#]+/?)?)"
)
#: A page with fewer such links is no list of articles.
MIN_LINKS = 3
