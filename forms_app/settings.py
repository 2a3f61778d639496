"""The environment as one frozen Settings; everything that is wrong is said at once.

Only addresses and secrets live here.  Policy numbers come from catalogue.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forms_app.notifications.gateways import Gateways


class SettingsError(Exception):
    """One sentence per wrong setting."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are.  Every path is absolute."""

    site: Path
    """The built site: pages, catalogue.json, shell/."""
    instance: Path
    """What this installation owns: keys/ and, by default, the SQLite file."""
    database_url: str
    """SQLAlchemy URL; SQLite in `instance` unless DATABASE_URL says otherwise."""
    https: bool = False
    """True behind TLS: cookies are then sent over https only."""
    proxies: int = 0
    """How many proxies in front set X-Forwarded-* (0 or 1)."""
    public_url: str = ""
    """Address of the public site, for links from the desk; '' when unknown."""
    gateways: Gateways = Gateways()
    """What carries messages to people; none: the clerks telephone."""
    clamd: str = ""
    """Socket of a virus scanner for what people hand in; '' is none."""
    live: Path | None = None
    """Only under `doorstep serve`: the file that says what is wrong with the last build.
    Pages then show it and follow every new build by themselves."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], root: Path) -> Settings:
        """Read DOORSTEP_* and DATABASE_URL; SettingsError names every wrong one."""
        wrong: list[str] = []
        live = environ.get("DOORSTEP_LIVE")
        instance = (root / environ.get("DOORSTEP_INSTANCE", "instance")).resolve()
        url = environ.get("DATABASE_URL") or f"sqlite:///{instance / 'doorstep.db'}"
        https = _flag(environ, "DOORSTEP_HTTPS", wrong)
        proxies = _small_number(environ, "DOORSTEP_PROXIES", wrong)
        if not url.startswith(("sqlite:///", "postgresql", "postgres://")):
            wrong.append("DATABASE_URL must begin with sqlite:/// or postgresql://")
        gateways = Gateways.from_environment(environ, wrong)
        if wrong:
            raise SettingsError(wrong)
        return cls(
            site=(root / environ.get("DOORSTEP_SITE", "site")).absolute(),
            instance=instance,
            database_url=_with_driver(url),
            https=https,
            proxies=proxies,
            public_url=environ.get("DOORSTEP_PUBLIC_URL", "").rstrip("/"),
            gateways=gateways,
            clamd=environ.get("DOORSTEP_CLAMD", ""),
            live=(root / live).absolute() if live else None,
        )


def _with_driver(url: str) -> str:
    """postgresql://… names no driver; ours is psycopg 3."""
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgresql", "postgres"):
        return f"postgresql+psycopg{separator}{rest}"
    return url


def _flag(environ: Mapping[str, str], name: str, wrong: list[str]) -> bool:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        wrong.append(f"{name} is {value!r}; write 1 (yes) or 0 (no)")
    return value == "1"


def _small_number(environ: Mapping[str, str], name: str, wrong: list[str]) -> int:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        wrong.append(f"{name} is {value!r}; write 0 (no proxy) or 1 (one proxy)")
        return 0
    return int(value)
