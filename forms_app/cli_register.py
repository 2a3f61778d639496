"""Commands of the register of disputes: is the trail whole, and what is published of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from forms_app import times
from forms_app.database import reading
from forms_app.disputes import trail
from forms_app.disputes.published import figures as measures
from forms_app.disputes.published import heads as published_heads
from forms_app.installation import catalogue_of, database, settings_here, vault_of
from forms_app.times import local_day

HEADS = Path("content/trail_heads.yml")
FIGURES = Path("content/figures.yml")
BROKEN = "记录被改过，或者少了。请不要再动数据库，马上报告。"
KEPT_HELP = "以前抄下来的“号数:校验码”，看它还在不在。"


@click.group("trail", invoke_without_command=True)
@click.option("--kept", default="", help=KEPT_HELP)
@click.pass_context
def check_trail(context: click.Context, kept: str) -> None:
    """检查调解登记的记录有没有人改过；不写子命令就是 verify。"""
    if context.invoked_subcommand is None:
        _verify(kept, HEADS)


@check_trail.command()
@click.option("--kept", default="", help=KEPT_HELP)
@click.option("--heads", type=click.Path(path_type=Path), default=HEADS)
def verify(kept: str, heads: Path) -> None:
    """逐行检查，并和公布过的每天校验码核对，打印最后一行的号数和校验码。"""
    _verify(kept, heads)


@check_trail.command()
@click.option("--heads", type=click.Path(path_type=Path), default=HEADS)
def publish(heads: Path) -> None:
    """把今天最后一行的号数和校验码写进网站内容；请每天下班以后运行一次。"""
    end = _verify("", heads)
    published = _published(heads)
    published[local_day(times.now())] = end
    _write(heads, published_heads.write_heads(published))
    click.echo(f"写好了 {heads}，下次生成网站就会公布。")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=FIGURES)
def figures(out: Path) -> None:
    """算出给群众看的数字，写进网站内容；少于 5 的一律不写。请每月运行一次。"""
    settings = settings_here()
    catalogue = catalogue_of(settings)
    today = local_day(times.now())
    with database(settings) as engine, reading(engine) as session:
        rows = measures.measured(session, today)
    _write(out, measures.written(measures.published(rows), catalogue, today))
    click.echo(f"写好了 {out}，下次生成网站就会公布。")


def _verify(kept: str, heads: Path) -> trail.Head:
    settings = settings_here()
    before = _kept_head(kept)
    vault = vault_of(settings)
    known = {head.seq: head.hash for head in _published(heads).values()}
    with database(settings) as engine, reading(engine) as session:
        problems = trail.verify_chain(session, vault, before, published=known)
        end = trail.head(session)
    click.echo(f"{end.seq}:{end.hash}")
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(BROKEN)
    click.echo("记录完整。请把上面这一行抄在值班表上，下次用 --kept 核对。")
    return end


def _published(path: Path) -> dict[date, trail.Head]:
    if not path.exists():
        return {}
    return published_heads.read_heads(path.read_text(encoding="utf-8"))


def _write(path: Path, text: str) -> None:
    """All of it or nothing: the build may be reading."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _kept_head(text: str) -> trail.Head | None:
    if not text:
        return None
    number, separator, digest = text.partition(":")
    if not (separator and number.isascii() and number.isdigit()):
        raise click.BadParameter("写法是“号数:校验码”。", param_hint="--kept")
    return trail.Head(int(number), digest.strip().lower())
