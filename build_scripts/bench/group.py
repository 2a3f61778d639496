"""`doorstep bench`: where its commands are found."""

from __future__ import annotations

from importlib import import_module

import click


class Bench(click.Group):
    """The benchmarks of both halves; that of the forms is fetched by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), "rush"})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name != "rush":
            return super().get_command(ctx, name)
        found = import_module("forms_app.bench.command").rush
        return found if isinstance(found, click.Command) else None
