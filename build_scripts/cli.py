"""The command `doorstep`.  Commands are loaded when they are called, not before."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import click


@click.group()
def main() -> None:
    """家门口:检查内容、生成网站、受理预约和调解申请。"""


@main.command()
@click.option("--root", type=click.Path(path_type=Path), default=Path())
def check(root: Path) -> None:
    """检查 content/ 和 site_config.yml,不写任何文件。"""
    from build_scripts.catalogue.check import check_catalogue

    today = datetime.now(timezone(timedelta(hours=8))).date()
    _, problems = check_catalogue(root, today)
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(
        f"{errors} 处错误,{warnings} 处提醒。{errors} errors, {warnings} warnings."
    )
    if errors:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
