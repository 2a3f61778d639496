"""`doorstep schema`: what may be written in each kind of file, for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def schema(folder: Path) -> None:
    """把每类文件的格式（JSON Schema）写进一个文件夹，给编辑器用。"""
    from build_scripts.catalogue.editor_schema import (  # noqa: PLC0415 - only here
        KINDS,
        schema_text,
    )

    folder.mkdir(parents=True, exist_ok=True)
    for name in KINDS:
        (folder / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
    click.echo(f"{len(KINDS)} 个文件写进了 {folder}。")
