"""The forms' commands of `doorstep`, mounted by name from build_scripts.cli."""

from __future__ import annotations

import click
from argon2 import PasswordHasher

from forms_app import cli_register, lookups, migrate, rotation, times
from forms_app import demo as samples
from forms_app.access import ANYWHERE, ROLE_NAMES, Grant, Role
from forms_app.alike import alike
from forms_app.appointments import (
    counter,
    messages,
    reminders,
    waiting,
    waiting_line,
    waiting_messages,
)
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.desk_home import scope_words
from forms_app.disputes import erasure, retention
from forms_app.disputes.after import messages as case_messages
from forms_app.disputes.queries import drop_expired_drafts
from forms_app.disputes.trail import By, Work
from forms_app.home_visits import messages as home_messages
from forms_app.home_visits import requests as home_requests
from forms_app.installation import (
    catalogue_of,
    connected,
    database,
    settings_here,
    vault_of,
)
from forms_app.letters import letters
from forms_app.letters import messages as letter_messages
from forms_app.notifications import delivery, outbox
from forms_app.notifications.models import State
from forms_app.refusals import Refusal
from forms_app.staff import accounts, queries
from forms_app.vault import add_key, create_keys

ROLE_HELP = "、".join(f"{role.value}（{words}）" for role, words in ROLE_NAMES.items())


@click.command()
def upgrade() -> None:
    """建好密钥和数据库；升级以后也运行一次。"""
    settings = settings_here()
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    if create_keys(settings.instance / "keys"):
        click.echo(
            "生成了新的密钥。请马上备份 keys 文件夹：丢了它，已有的个人信息就打不开了。"
        )
    with connected(settings) as engine:
        migrate.upgrade(engine)
        click.echo(f"数据库已是最新（{migrate.current(engine)}）。")


@click.group()
def staff() -> None:
    """管理工作人员账号。"""


@staff.command("add")
@click.argument("name")
@click.option("--display", required=True, help="同事和当事人看到的名字，例如“王警官”。")
@click.option(
    "--role", type=click.Choice([r.value for r in Role]), required=True, help=ROLE_HELP
)
@click.option(
    "--scope",
    default=ANYWHERE,
    show_default=True,
    help="* 是全县；也可以写 station:站点编号 或 agency:单位编号。",
)
def staff_add(name: str, display: str, role: str, scope: str) -> None:
    """添加一个账号，打印一次性密码。"""
    settings = settings_here()
    if not _is_place(scope, catalogue_of(settings)):
        raise click.BadParameter(f"没有这个地方：{scope}", param_hint="--scope")
    new = accounts.NewMember(name, display, Grant(Role(role), scope))
    try:
        with database(settings) as engine, transaction(engine) as session:
            member, password = accounts.create_member(
                session, new, by=None, now=times.now(), hasher=PasswordHasher()
            )
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"登录名 {member.username}，一次性密码 {password}")
    click.echo("密码只显示这一次；第一次登录时要换成自己的密码。")


@staff.command("list")
def staff_list() -> None:
    """列出所有账号。"""
    settings = settings_here()
    catalogue = catalogue_of(settings)
    with database(settings) as engine, reading(engine) as session:
        for member in queries.members(session):
            roles = "、".join(
                f"{ROLE_NAMES[Role(grant.role)]}（{scope_words(grant.scope, catalogue)}）"
                for grant in member.grants
            )
            state = "" if member.active else "（停用）"
            click.echo(f"{member.username}\t{member.display_name}{state}\t{roles}")


@click.command()
def demo() -> None:
    """放进演示用的账号、预约和调解申请，打印演示账号。"""
    settings = settings_here()
    catalogue = catalogue_of(settings)
    if not catalogue.site.demo:
        raise click.ClickException(
            "这个网站不是演示站（site_config.yml 里的 demo 不是 true），没有放演示数据。"
        )
    vault = vault_of(settings)
    with database(settings) as engine:
        password = samples.fill(
            engine, vault, catalogue, now=times.now(), hasher=PasswordHasher()
        )
    click.echo(f"演示账号，密码都是 {password}")
    for colleague in samples.COLLEAGUES:
        roles = "、".join(
            f"{ROLE_NAMES[grant.role]}（{scope_words(grant.scope, catalogue)}）"
            for grant in colleague.grants
        )
        click.echo(f"  {colleague.username:<6}{colleague.display_name} {roles}")


@click.command()
def erase() -> None:
    """删掉保存期已满的个人信息，只留数目；请每天运行一次。"""
    settings = settings_here()
    catalogue, vault, now = catalogue_of(settings), vault_of(settings), times.now()
    with database(settings) as engine:
        with transaction(engine) as session:
            keep = catalogue.appointments.keep_days
            visits = counter.erase_past(session, keep_days=keep, now=now)
            waiting_line.erase_past(session, keep_days=keep, now=now)
            home_requests.erase_past(
                session,
                address_days=catalogue.appointments.address_days,
                keep_days=keep,
                now=now,
            )
            outbox.erase_past(session, keep_days=keep, now=now)
            days = catalogue.letters.keep_days
            written = letters.erase_past(session, keep_days=days, now=now)
        with transaction(engine) as session:
            by = By(name="系统", station="")
            work = Work(session, vault, catalogue, by, now)
            cases = erasure.erase_old(work)
            gone = retention.let_go(work)
        with transaction(engine) as session:
            drafts = drop_expired_drafts(session, now=now)
            tries = lookups.forget_past(session, now=now)
    click.echo(
        f"删掉了 {visits} 个预约、{cases + gone.cases} 件调解的个人信息，"
        f"{written} 封来信、{gone.files} 件的照片材料，{gone.readings} 行查看记录，"
        f"{drafts} 份没交的草稿，{tries} 次输错的记录。"
    )


@click.command()
def send() -> None:
    """把该发的通知发出去；请用定时任务每分钟运行一次。"""
    settings = settings_here()
    catalogue, vault = catalogue_of(settings), vault_of(settings)
    with database(settings) as engine:
        with transaction(engine) as session:
            waiting.serve_everywhere(session, catalogue, now=times.now())
        post = delivery.Post(
            engine=engine,
            tellers={
                messages.ROOM: messages.Teller(vault, catalogue),
                case_messages.ROOM: case_messages.Teller(vault, catalogue),
                waiting_messages.ROOM: waiting_messages.Teller(vault, catalogue),
                home_messages.ROOM: home_messages.Teller(vault, catalogue),
                letter_messages.ROOM: letter_messages.Teller(vault, catalogue),
            },
            channels=delivery.channels_of(settings.gateways, click.echo),
            cap=catalogue.appointments.messages_per_day,
        )
        done = delivery.deliver(post, clock=times.now)
    click.echo(
        f"发出 {done.counts[State.SENT]} 条，要打电话的 {done.counts[State.TO_CALL]} 条，"
        f"不用再发的 {done.counts[State.DROPPED]} 条，过一会儿再发的 {done.later} 条。"
    )
    if done.gateway_away:
        raise click.ClickException("发通知的平台没有回应，剩下的都留着，下次接着发。")


@click.command()
def remind() -> None:
    """给快要来的人、答应了事的人各备一条提醒；请用定时任务每小时运行一次。"""
    settings = settings_here()
    catalogue, vault = catalogue_of(settings), vault_of(settings)
    hours = catalogue.appointments.remind_hours
    with database(settings) as engine, transaction(engine) as session:
        count = reminders.remind(session, hours=hours, now=times.now())
        cases = case_messages.remind(session, vault, catalogue, now=times.now())
    click.echo(f"{hours} 小时之内有 {count} 个人要来，提醒都备好了。")
    if cases:
        click.echo(f"调解的事，备好 {cases} 条提醒。")


@click.group()
def keys() -> None:
    """管理个人信息的密钥。"""


@keys.command("rotate")
def rotate_keys() -> None:
    """换一把新密钥，把已有的个人信息重新加密；中断了再运行一次就接着做。"""
    settings = settings_here()
    folder = settings.instance / "keys"
    vault = vault_of(settings)
    with database(settings) as engine:
        if not rotation.left(engine, vault):
            number = add_key(folder)
            vault = vault_of(settings)
            click.echo(f"生成了第 {number} 把密钥。请马上备份 keys 文件夹。")
        done = rotation.reseal(engine, vault)
    click.echo(f"重新加密了 {done} 处，现在都用第 {vault.newest} 把密钥。")
    click.echo(
        "请重启网站和工作台，七天后再运行 doorstep keys left 看一遍；"
        "旧密钥还要和旧备份放在一起：没有它，旧备份打不开。"
    )


@keys.command("left")
def keys_left() -> None:
    """看看还有多少个人信息用的是旧密钥；有的话以错误结束。"""
    settings = settings_here()
    vault = vault_of(settings)
    with database(settings) as engine:
        count = rotation.left(engine, vault)
    if count:
        raise click.ClickException(
            f"还有 {count} 处用的是旧密钥，请再运行 doorstep keys rotate。"
        )
    click.echo(f"都用第 {vault.newest} 把密钥。")


commands: dict[str, click.Command] = {
    "alike": alike,
    "demo": demo,
    "erase": erase,
    "keys": keys,
    "remind": remind,
    "send": send,
    "staff": staff,
    "figures": cli_register.figures,
    "trail": cli_register.check_trail,
    "upgrade": upgrade,
}


def _is_place(scope: str, catalogue: Catalogue) -> bool:
    kind, _, place = scope.partition(":")
    return scope == ANYWHERE or place in (
        catalogue.stations
        if kind == "station"
        else catalogue.agency_names
        if kind == "agency"
        else ()
    )
