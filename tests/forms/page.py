"""A page as a person reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Page:
    """What stands on a page, and what its form would send."""

    status: int
    soup: BeautifulSoup

    @property
    def h1(self) -> str:
        assert self.soup.h1 is not None
        return " ".join(self.soup.h1.get_text().split())

    @property
    def text(self) -> str:
        return self.soup.get_text(" ", strip=True)

    @property
    def errors(self) -> list[str]:
        return [li.get_text(strip=True) for li in self.soup.select("[role=alert] li")]

    @property
    def radios(self) -> dict[str, str]:
        """Label → value."""
        labels = {
            str(label["for"]): aloud(label) for label in self.soup.select("label[for]")
        }
        radios = self.soup.select("input[type=radio]")
        return {labels[str(radio["id"])]: str(radio["value"]) for radio in radios}

    @property
    def fields(self) -> dict[str, str]:
        """Name → value of the hidden and the text fields of the first form."""
        return {
            str(field["name"]): str(field.get("value", ""))
            for field in self.soup.select("form input[name]:not([type=radio])")
            if field.get("type") != "checkbox"
        }

    @property
    def links(self) -> list[str]:
        return [str(a["href"]) for a in self.soup.select("a[href]")]

    def one(self, selector: str) -> Tag:
        found = self.soup.select_one(selector)
        assert found is not None, selector
        return found


def aloud(label: Tag) -> str:
    """A label as a screen reader says it: with what is hidden from the eye only."""
    said = (
        str(text)
        for text in label.find_all(string=True)
        if text.find_parent(attrs={"aria-hidden": "true"}) is None
    )
    return " ".join("".join(said).split())


def read(answer: TestResponse) -> Page:
    """Read an answer to the end."""
    with answer:
        soup = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        return Page(answer.status_code, soup)


def without_tokens(answer: TestResponse) -> str:
    """An answer as written, to compare with another.

    A form's token says in which second it was given out.
    """
    return re.sub(r'(csrf_token" value=")[^"]*', r"\1", answer.get_data(as_text=True))


def follow(client: FlaskClient, answer: TestResponse, *, lost: bool = False) -> Page:
    """Read the page a redirect leads to, resolved as browsers do (with '..').

    Only who is `lost` already may be led to a page that says so.
    """
    with answer:
        if answer.status_code != 303:
            return read(answer)
        target = urljoin(answer.request.path, answer.headers["Location"])
    page = follow(client, client.get(target), lost=lost)
    fine = page.status < 400 or (lost and page.status == 404)
    assert fine, f"led to {target}, which answers {page.status}"
    return page
