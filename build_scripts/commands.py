"""The commands of both halves under one name."""

from __future__ import annotations

from importlib import import_module

import click

FORMS_COMMANDS = {
    "alike": "量一量：从回答的快慢看不看得出有没有这件事。",
    "demo": "放进演示用的预约和调解申请。",
    "erase": "删掉保存期已满的个人信息。",
    "figures": "算出给群众看的调解数字，写进网站内容。",
    "keys": "管理个人信息的密钥：换新密钥，把已有的重新加密。",
    "remind": "给快要来的人各备一条提醒。",
    "send": "把该发的通知发出去。",
    "staff": "管理工作人员账号。",
    "trail": "检查调解登记的记录有没有人改过；publish 公布今天的校验码。",
    "upgrade": "升级数据库。",
}
"""Commands of the forms app; listed here so that --help imports none of it."""


class Doorstep(click.Group):
    """The commands of both halves; those of the forms are fetched by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *FORMS_COMMANDS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        own = super().get_command(ctx, name)
        if own is not None or name not in FORMS_COMMANDS:
            return own
        found = import_module("forms_app.cli").commands[name]
        return found if isinstance(found, click.Command) else None

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        own = {
            name: command.get_short_help_str(limit=60)
            for name, command in self.commands.items()
        }
        with formatter.section("命令"):
            formatter.write_dl(sorted((own | FORMS_COMMANDS).items()))
