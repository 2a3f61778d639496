"""sitemap.xml and robots.txt, for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from build_scripts.languages.editions import Editions
from build_scripts.languages.tongues import placed

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(places: Iterable[str], editions: Editions) -> str:
    """The sitemap; addresses are absolute when the site's own is known.

    Without it the file is still well-formed, but a search engine cannot use it.
    `places` are made pages; their zh-Hant is added, and of each its other languages.
    """
    site_url = editions.site_url
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    every = sorted(url for place in places for url in editions.made_of(place))
    rows = "".join(
        f" <url><loc>{_address(base, url)}</loc>{_others(base, url, editions)}</url>\n"
        for url in every
    )
    xhtml = f' xmlns:xhtml="{_XHTML}"' if editions.several else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="{_SPACE}"{xhtml}>\n{rows}</urlset>\n'
    )


def _others(base: str, place: str, editions: Editions) -> str:
    """The same page in each of its languages, itself included, as search engines ask."""
    if not editions.several:
        return ""
    url = editions.within(place)
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}"'
        f' href="{_address(base, placed(url, tag))}"/>'
        for tag in editions.of(url)
    )


def _address(base: str, url: str) -> str:
    return escape(base + url)


def robots(site_url: str, forms_path: str) -> str:
    """Everything may be read except the forms, which show nothing to a robot."""
    lines = ["User-agent: *", f"Disallow: /{forms_path}/"]
    if site_url:
        lines.append(f"Sitemap: {site_url.rstrip('/')}/sitemap.xml")
    return "\n".join(lines) + "\n"
