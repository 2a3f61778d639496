"""The command `doorstep`.  What a command needs is imported when it is called."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from build_scripts.bench.group import Bench
from build_scripts.commands import Doorstep
from build_scripts.garbage import no_collections
from build_scripts.radar import radar
from build_scripts.reprint import sheets
from build_scripts.schemas import schema
from build_scripts.translations import translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from build_scripts.outcome import BuildReport
    from build_scripts.problems import Problem

CHINA = timezone(timedelta(hours=8))
root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="项目文件夹，不写就是当前文件夹。",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="网站写到哪里，不写就是项目里的 site 文件夹。",
)


@click.group(cls=Doorstep)
def main() -> None:
    """家门口：检查内容，生成网站，受理预约和调解申请。"""


@main.command()
@root_option
def check(root: Path) -> None:
    """检查内容，不写任何文件。"""
    from build_scripts.catalogue.check import check_catalogue

    try:
        _, problems = check_catalogue(root, today())
    except Exception as error:
        raise click.ClickException(
            f"程序自己出了错({type(error).__name__}: {error})。"
            "内容没有动过，请把这一行告诉维护人员。\n"
            "Doorstep itself failed; nothing was written."
        ) from error
    print_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """解释一个错误代码，例如 K201。"""
    from build_scripts.catalogue.explain import explanation

    words = explanation(code)
    if not words:
        raise click.ClickException(
            f"没有“{code}”这个代码。代码是 K 加三位数字，例如 K201。\n"
            f"There is no code '{code}'."
        )
    click.echo(words)


@main.command()
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@root_option
def new(kind: str, record_id: str, root: Path) -> None:
    """新建一份带说明的空白文件，例如 new service my-service。"""
    from build_scripts.scaffold import CannotStart, start_file

    try:
        path, snippet = start_file(root, kind, record_id)
    except CannotStart as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if snippet:
        click.echo(f"请把下面这段加到 {path} 的末尾：\n\n{snippet}")
    else:
        click.echo(f"已新建 {path}，照里面的说明填写，再运行 doorstep check。")


@main.command()
@root_option
@out_option
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把结果另外写进这个 JSON 文件，给别的程序看。",
)
@click.option("--when-told", is_flag=True, hidden=True)
@click.option("--no-search", is_flag=True, hidden=True)
def build(
    root: Path, out: Path | None, report: Path | None, when_told: bool, no_search: bool
) -> None:
    """检查内容，生成网站。"""
    with no_collections():  # also of all that is imported
        if when_told and not _told():
            return
        published = _build(root, out or root / "site", report, search=not no_search)
    if not published:
        sys.exit(1)


@main.command()
@root_option
@out_option
@click.option("--port", type=int, default=8000, show_default=True, help="网站端口。")
@click.option(
    "--desk-port", type=int, default=8001, show_default=True, help="工作台端口。"
)
@click.option("--demo", is_flag=True, help="放进演示预约和案件，打印演示账号。")
def serve(root: Path, out: Path | None, port: int, desk_port: int, demo: bool) -> None:
    """生成网站并在本机打开，改了内容自动重新生成。"""
    from build_scripts import serve as server

    serving = server.Serving(
        root=root,
        site=out or root / "site",
        port=port,
        desk_port=desk_port,
        demo=demo,
    )
    try:
        server.serve(serving)
    except server.CannotServe as refusal:
        raise click.ClickException(str(refusal)) from refusal


bench = Bench("bench", help="量一量速度，每张表都写明怎样重做。")
main.add_command(bench)
pages_option = click.option(
    "--pages",
    type=click.IntRange(1),
    default=3000,
    show_default=True,
    help="网站大约多少页。",
)
seed_option = click.option(
    "--seed", type=int, default=1, show_default=True, help="换一个数，换一份内容。"
)
townships_option = click.option(
    "--townships",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="真实的乡镇名单(JSON)。",
)


@bench.command("build")
@root_option
@pages_option
@seed_option
@townships_option
@click.option("--repeat", type=click.IntRange(1, 50), default=3, show_default=True)
@click.option("--against", default="", help="和谁比，例如 hugo,mkdocs。")
@click.option(
    "--peers",
    type=click.Path(path_type=Path, file_okay=False),
    help="它们装在哪里，不写就用完删掉。",
)
@click.option("--growth", is_flag=True, help="再量一份十分之一大的。")
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把结果写进这个文件，例如 BENCHMARKS.md。",
)
def bench_build(root: Path, write: Path | None, **asked: Any) -> None:
    """生成网站要多久：从零、没有改动、改了一处，和别的程序比。"""
    from build_scripts.bench.command import FAILURES, run_and_report

    try:
        for line in run_and_report(root, asked, today(), write):
            click.echo(line)
    except FAILURES as refusal:
        raise click.ClickException(str(refusal)) from refusal


@bench.command("site")
@root_option
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="已经生成的网站；不写就把内容生成到临时文件夹再量。",
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把结果写进这个文件，例如 BENCHMARKS.md。",
)
def bench_site(root: Path, site: Path | None, write: Path | None) -> None:
    """访客打开网页要花多少流量，用真的浏览器量。"""
    from build_scripts.bench import site as visits
    from build_scripts.bench.browser import CannotMeasure
    from build_scripts.shared.benchmarks_file import write_section

    try:
        with visits.site_of(root, site, today()) as built:
            measure = visits.measure_site(built)
    except CannotMeasure as refusal:
        raise click.ClickException(str(refusal)) from refusal
    section = visits.section(measure, visits.command_line(root, site), today())
    click.echo(section, nl=False)
    if write:
        write_section(write, section)


@bench.command("save")
@root_option
@pages_option
@click.option("--repeat", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把结果写进这个文件，例如 BENCHMARKS.md。",
)
def bench_save(root: Path, pages: int, repeat: int, write: Path | None) -> None:
    """保存一处改动，多久以后打开着的网页变成新的。"""
    from build_scripts.bench import save
    from build_scripts.bench.basis import BasisRefused
    from build_scripts.bench.browser import CannotMeasure
    from build_scripts.shared.benchmarks_file import write_section

    try:
        measure = save.measure_saving(root, pages, repeat)
    except (CannotMeasure, BasisRefused) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    section = save.section(measure, pages, today())
    click.echo(section, nl=False)
    if write:
        write_section(write, section)


@bench.command("catalogue")
@root_option
@pages_option
@seed_option
@townships_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
def bench_catalogue(
    root: Path, pages: int, seed: int, townships: Path | None, out: Path
) -> None:
    """造一份测速用的内容，可以打开来看。"""
    from build_scripts.bench.command import FAILURES, write_catalogue

    if out.exists() and any(out.iterdir()):
        raise click.ClickException(f"{out} 里已经有东西，请换一个空文件夹。")
    try:
        mix = write_catalogue(root, out, pages, seed, townships)
    except FAILURES as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo("\n".join(mix.lines()))


def _told() -> bool:
    """Have everything imported, then wait for a line; False when none will come."""
    from build_scripts.begin import import_all

    import_all()
    return bool(sys.stdin.readline())


def _build(root: Path, site: Path, report_file: Path | None, *, search: bool) -> bool:
    """Build and say how it went; True when the site was published."""
    from build_scripts.outcome import Outcome, write_outcome
    from build_scripts.output import OutputRefused

    started = perf_counter()
    try:
        report = _report(root, site, search=search)
    except OutputRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if report_file:
        write_outcome(report_file, Outcome(report.published, report.problems))
    print_problems(report.problems)
    if not report.published:
        click.echo("没有生成，原来的网站没有动。(Nothing was built.)")
        return False
    click.echo(
        f"{report.pages} 页，写入 {report.written} 个文件，{report.unchanged} 个没变，"
        f"用时 {perf_counter() - started:.1f} 秒。"
    )
    return True


def _report(root: Path, site: Path, *, search: bool) -> BuildReport:
    """Look first: the build itself is imported only when something has changed."""
    from build_scripts.engine.sight import look_around
    from build_scripts.engine.stamp import nothing_changed

    sight = look_around(root)
    report = nothing_changed(sight, site, today()) if search else None
    if report is not None:
        return report

    from build_scripts.begin import build_seen
    from build_scripts.progress import Progress

    progress = Progress(sys.stdout, perf_counter)
    try:
        return build_seen(root, site, today(), sight, progress, search=search)
    finally:
        progress.end()


def today() -> date:
    """The civil date in China."""
    return datetime.now(CHINA).date()


def print_problems(problems: Sequence[Problem]) -> None:
    """Every problem with its place, then how many there are."""
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(
        f"{errors} 处错误，{warnings} 处提醒。({errors} errors, {warnings} warnings)"
    )


for command in (radar, schema, sheets, translations):
    main.add_command(command)


if __name__ == "__main__":
    main()
