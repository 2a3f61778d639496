"""The catalogue as last published: read again only when the build swapped it."""

from __future__ import annotations

import logging
from pathlib import Path

from forms_app.catalogue.entries import Catalogue
from forms_app.catalogue.reader import CatalogueUnreadable, load_catalogue

log = logging.getLogger(__name__)


class PublishedCatalogue:
    """The catalogue as last published; asked once per request.

    A stat tells whether the build has swapped in a new file.  When the new one cannot
    be read, the old one stays and the log says why.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._catalogue: Catalogue | None = None
        self._unreadable: tuple[int, int] | None = None
        """The last file that could not be read: read once, said once."""

    def current(self) -> Catalogue:
        """The newest readable catalogue; CatalogueUnreadable when there never was one."""
        try:
            stat = self._path.stat()
        except OSError as problem:
            return self._last_good(problem, (0, 0))
        stamp = (stat.st_ino, stat.st_mtime_ns)
        kept = self._catalogue
        if kept is not None and stamp in (self._stamp, self._unreadable):
            return kept
        try:
            found = load_catalogue(self._path)
        except CatalogueUnreadable as problem:
            return self._last_good(problem, stamp)
        self._catalogue, self._stamp, self._unreadable = found, stamp, None
        return found

    def _last_good(self, problem: Exception, stamp: tuple[int, int]) -> Catalogue:
        if self._catalogue is None:
            raise CatalogueUnreadable(
                f"no catalogue at {self._path.name}: run `doorstep build` first"
            ) from problem
        if stamp != self._unreadable:
            self._unreadable = stamp
            log.warning(
                "the new catalogue cannot be read, the last one stays: %s", problem
            )
        return self._catalogue
