"""What the benchmarks of the forms are asked in the same words."""

from __future__ import annotations

from pathlib import Path

import click

site = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="用哪个生成好的网站的页面外壳。",
)
write = click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把结果写进这个文件，例如 BENCHMARKS.md。",
)


def shells_of(site: Path) -> Path:
    """Where the pages' shells of a built site lie."""
    shells = site / "shell"
    if not shells.is_dir():
        raise click.ClickException("网站还没有生成，请先运行 doorstep build。")
    return shells
