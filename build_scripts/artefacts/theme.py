"""Files every page or the forms need, made from theme and settings alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_scripts.languages.editions import Editions
from build_scripts.languages.tongues import HANS
from build_scripts.pages.render import content_security_policy
from build_scripts.pages.shell import Shells


def theme_files(shells: Shells, editions: Editions) -> Iterator[tuple[str, bytes]]:
    """Stylesheets and scripts, and the empty pages for the forms."""
    for asset in shells.files.all():
        yield asset.url, asset.content
    for name, text in shells.pages.items():
        language = name.rpartition("/")[0] or HANS
        led = text if language == HANS else editions.led(text, language)
        yield f"shell/{name}.html", led.encode()
    yield "shell/shell.json", shells.describe().encode()
    yield "shell/headers.json", _headers(shells)


def _headers(shells: Shells) -> bytes:
    """The headers a web server should send with the static site."""
    policy = f"{content_security_policy(shells)}; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return (json.dumps(headers, indent=1, sort_keys=True) + "\n").encode()
