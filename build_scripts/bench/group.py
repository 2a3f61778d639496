"""`doorstep bench`: where its commands are found."""

from __future__ import annotations

from importlib import import_module

import click

OF_THE_FORMS = {
    "rush": ("forms_app.bench.command", "rush"),
    "power-cuts": ("forms_app.bench.power_command", "power_cuts"),
}


class Bench(click.Group):
    """The benchmarks of both halves; those of the forms are fetched by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *OF_THE_FORMS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in OF_THE_FORMS:
            return super().get_command(ctx, name)
        module, command = OF_THE_FORMS[name]
        found = getattr(import_module(module), command)
        return found if isinstance(found, click.Command) else None
