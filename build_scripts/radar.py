"""`doorstep radar`: what has to be looked at again because a law moves, and by whom."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("law", default="")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="项目文件夹，不写就是当前文件夹。",
)
def radar(law: str, root: Path) -> None:
    """法律改了，哪些内容要跟着改、由谁改；写法律编号就只看那一部。"""
    from build_scripts import cli  # noqa: PLC0415 - it names this command
    from build_scripts.catalogue import radar as watch  # noqa: PLC0415 - only here
    from build_scripts.catalogue.loader import load_catalogue  # noqa: PLC0415 - as above

    catalogue, problems = load_catalogue(root)
    if catalogue is None:
        cli.print_problems(problems)
        sys.exit(1)
    moving = watch.laws_on_the_move(catalogue, cli.today())
    if law:
        if law not in catalogue.laws:
            raise click.ClickException(
                f"没有编号是“{law}”的法律。编号就是 content/laws 里的文件名。\n"
                f"There is no law '{law}'."
            )
        found = catalogue.laws[law]
        moving = [(found, watch.why_moving(found, cli.today()) or "没有变动")]
    for record, why in moving:
        click.echo(f"{record.name}（{record.id}）：{why}")
        for place in watch.resting_on(catalogue, record.id):
            detail = f"“{place.detail}”" if place.detail else ""
            click.echo(
                f"  {place.kind} {place.name}{detail} 第{place.article}条"
                f" — {place.owner} — {place.path}"
            )
    click.echo(f"{len(moving)} 部法律。({len(moving)} laws)")
