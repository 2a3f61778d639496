"""`doorstep sheets`: which sheets on walls and doors have to be printed again."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from build_scripts.pages.placards.every import Sheet


@click.command()
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="项目文件夹，不写就是当前文件夹。",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="跟这一天贴着的比，例如 2026-11-01；不写就跟上一次记下的比。",
)
@click.option("--mark", is_flag=True, help="记下：现在的样子都印好、贴好了。")
@click.option(
    "--file",
    "kept",
    type=click.Path(path_type=Path, dir_okay=False),
    help="记在哪个文件里，不写就是项目里的 printed.json；请和 content 一起备份。",
)
def sheets(root: Path, since: datetime | None, mark: bool, kept: Path | None) -> None:
    """村里的一张纸、门牌卡、海报：内容变了、要重印的有哪些，要揭下的有哪些。"""
    from build_scripts import cli, printed  # noqa: PLC0415 - only when it is called

    file, today = kept or root / "printed.json", cli.today()
    hanging = _hanging(root, today)
    try:
        known = printed.read_printed(file)
    except printed.PrintedFileBroken as refusal:
        raise click.ClickException(str(refusal)) from refusal
    day = since.date() if since else today
    again = [
        (sheet, why)
        for sheet in hanging.values()
        if (why := printed.why_again(sheet, known.as_of(sheet.key, day), today))
    ]
    again.sort(key=lambda found: (found[0].place, found[0].key))
    for sheet, why in again:
        click.echo(f"{sheet.place} {sheet.kind} {sheet.name}：{why} — {sheet.url}")
    gone = printed.taken_down(known, hanging)
    for key in gone:
        click.echo(f"请揭下：{key}")
    click.echo(
        f"要印 {len(again)} 张，要揭下 {len(gone)} 张，一共贴着 {len(hanging)} 张。"
        f"({len(again)} to print, {len(gone)} to take down)"
    )
    if mark:
        known.mark(hanging.values(), today)
        printed.write_printed(file, known)
        click.echo(f"已记在 {file}。")


def _hanging(root: Path, today: date) -> dict[str, Sheet]:
    """Every sheet by its key; ends as `check` does when the content can't be read."""
    from build_scripts import cli  # noqa: PLC0415 - as above
    from build_scripts.catalogue.loader import load_catalogue  # noqa: PLC0415 - as above
    from build_scripts.catalogue.public import public_catalogue  # noqa: PLC0415 - as above
    from build_scripts.pages.placards.every import every_sheet  # noqa: PLC0415 - as above

    catalogue, problems = load_catalogue(root)
    if catalogue is None:
        cli.print_problems(problems)
        sys.exit(1)
    public = public_catalogue(catalogue, today)
    return {sheet.key: sheet for sheet in every_sheet(public, today)}
