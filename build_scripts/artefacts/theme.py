"""Files every page or the forms need, made from theme and settings alone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_scripts.pages.render import content_security_policy
from build_scripts.pages.shell import Shells


def theme_files(shells: Shells) -> Iterator[tuple[str, bytes]]:
    """Stylesheets and scripts, and the empty pages for the forms."""
    for asset in shells.files.all():
        yield asset.url, asset.content
    for section, text in shells.pages.items():
        yield f"shell/{section}.html", text.encode()
    yield "shell/shell.json", shells.describe().encode()
    yield "shell/headers.json", _headers(shells)


def _headers(shells: Shells) -> bytes:
    """The headers a web server should send with the static site."""
    policy = f"{content_security_policy(shells)}; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return (json.dumps(headers, indent=1, sort_keys=True) + "\n").encode()
