"""`doorstep translations`: what is left to translate, and what has grown old."""

from __future__ import annotations

import sys
from pathlib import Path

import click

SHOWN = 12
"""So many characters tell which text is meant."""


@click.command()
@click.argument("language", default="en")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="项目文件夹，不写就是当前文件夹。",
)
def translations(language: str, root: Path) -> None:
    """还有哪些内容没有译文、哪些译文旧了；写语言代码，例如 en、ar。"""
    from build_scripts import cli  # noqa: PLC0415 - it names this command
    from build_scripts.catalogue.loader import load_catalogue  # noqa: PLC0415 - only here
    from build_scripts.catalogue.untranslated import (  # noqa: PLC0415 - as above
        left_to_translate,
    )

    catalogue, problems = load_catalogue(root)
    if catalogue is None:
        cli.print_problems(problems)
        sys.exit(1)
    count = 0
    for left in left_to_translate(root, catalogue, language):
        if left.state != "fresh":
            words = "译文比中文旧" if left.state == "stale" else "没有写译的是哪一版"
            click.echo(f'{left.path}:1: {words}，核对后把 of 写成 "{left.mark}"')
        for line, chinese in left.missing:
            told = chinese if len(chinese) <= SHOWN else f"{chinese[:SHOWN]}…"
            click.echo(f"{left.path}:{line}: 没有 {language} 译文：{told}")
        count += len(left.missing)
    click.echo(f"{count} 处没有译文。({count} texts without a translation)")
