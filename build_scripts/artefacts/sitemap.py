"""sitemap.xml and robots.txt, for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(urls: Iterable[str], site_url: str) -> str:
    """The sitemap; addresses are absolute when the site's own is known.

    Without it the file is still well-formed, but a search engine cannot use it.
    """
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    rows = "".join(
        f" <url><loc>{escape(base + url, quote=False)}</loc></url>\n"
        for url in sorted(urls)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="{_SPACE}">\n{rows}</urlset>\n'
    )


def robots(site_url: str, forms_path: str) -> str:
    """Everything may be read except the forms, which show nothing to a robot."""
    lines = ["User-agent: *", f"Disallow: /{forms_path}/"]
    if site_url:
        lines.append(f"Sitemap: {site_url.rstrip('/')}/sitemap.xml")
    return "\n".join(lines) + "\n"
