"""Authors' Markdown to HTML that cannot do harm.

HTML in the text is shown as text; what Markdown yields is cleaned once more.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from build_scripts.pages.pictures import ShownPicture

FindPicture = Callable[[str, str], ShownPicture | None]
"""From a file's name and the words for it to what is shown."""


def no_picture(_file: str, _alt: str) -> None:
    """For texts without pictures."""


def to_html(text: str, picture: FindPicture = no_picture) -> Markup:
    """The HTML of a Markdown text, safe to splice into a page.

    The page's h1 is its title, so an author's highest heading becomes h2.  `picture`
    finds what `![alt](file)` names; where there is none, its words stand alone.
    """
    from build_scripts.pages.markdown_dialect import (  # noqa: PLC0415 - see there
        converted,
    )

    return converted(text, picture)
