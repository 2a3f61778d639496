"""A built site on loopback, sent as a deployed server sends it: compressed, and with the
headers that let browsers keep what never changes."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
LEVEL = 6
"""gzip's own default, and that of nginx and Caddy or near it."""
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml")


@contextmanager
def serving(site: Path, port: int = 0) -> Iterator[str]:
    """The address of the site, for the length of the block; port 0 takes a free one."""
    handler = partial(_Handler, site.resolve(), _headers(site))
    with ThreadingHTTPServer((HOST, port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def _headers(site: Path) -> Mapping[str, str]:
    """What the build says a server should send along."""
    file = site / "shell" / "headers.json"
    if not file.is_file():
        return {}
    headers: Mapping[str, str] = json.loads(file.read_text("utf-8"))
    return headers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def __init__(
        self,
        site: Path,
        headers: Mapping[str, str],
        request: object,
        address: object,
        server: object,
    ) -> None:
        self._site = site
        self._headers = headers
        super().__init__(request, address, server)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = self._file()
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        content = file.read_bytes() if file else b""
        kind = guess_type(file.name)[0] if file else None
        kind = kind or "application/octet-stream"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        asset = self.path.startswith("/assets/")
        self.send_header("Cache-Control", FOR_EVER if asset else SHORT)
        for name, value in self._headers.items():
            self.send_header(name, value)
        if kind.startswith(COMPRESSED) and self._takes_gzip():
            content = gzip.compress(content, LEVEL, mtime=0)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _takes_gzip(self) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "")

    def _file(self) -> Path | None:
        """The file that is asked for; nothing outside the site."""
        path = unquote(urlsplit(self.path).path).lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        file = (self._site / path).resolve()
        return file if file.is_file() and file.is_relative_to(self._site) else None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - theirs
        """A benchmark's output is its table."""
