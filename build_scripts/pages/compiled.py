"""How templates are compiled: their own words folded in, and little left to call.

30,000 pages show 1,600,000 values, each an attribute of a frozen dataclass and nearly
always plain text.  Jinja2 asks its environment for every attribute, makes a Markup of
every value and hands it on from template to template; here the attribute is read as
Python reads it, text is escaped without a Markup around it, and a block is joined
before it is handed on.  Pages take half the time for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import (  # type: ignore[attr-defined] # _escape_inner: no Markup around
    Markup,
    _escape_inner,
    escape,
)

from build_scripts.catalogue.model import Text
from build_scripts.kept_files import read_kept, write_kept
from build_scripts.languages.speech import Later, _, speaking, version_of
from build_scripts.languages.tongues import HANS


def shown(value: Any) -> str:
    """What stands in the page for a value: text escaped, Markup as it is."""
    kind = type(value)
    if kind is str or kind is Text:
        escaped: str = _escape_inner(value)
        return escaped
    if kind is Later:
        said: str = _escape_inner(_(value))
        return said
    return value if kind is Markup else escape(value)


class _FinishedWords(NodeTransformer):
    """`_("…")` without variables becomes text of the template: nothing is left to do."""

    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2's name
        named = isinstance(node.node, nodes.Name) and node.node.name == "_"
        match node.args:
            case [nodes.Const(value=str(words))] if named and not node.kwargs:
                with speaking(self.language):
                    return nodes.TemplateData(_(words))
        return self.generic_visit(node)


class _Generator(CodeGenerator):
    """Writes the Python code of a template."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A whole block or template is collected and yielded in one piece."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as above
        """`page.title` is `page.title`; a name nobody has raises all the same."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 - as above
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """`f(…)` is `f(…)`: of our macros and functions none asks for the context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class TemplateCompiler(Environment):
    """An environment whose templates are compiled so; every value is escaped."""

    language = HANS
    code_generator_class = _Generator
    shown = staticmethod(shown)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loaded: dict[Any, Template] = {}

    def get_template(self, name: Any, *parent: Any, **more: Any) -> Template:
        """Asked for every page: a template that was found stays as it is."""
        found = self.loaded.get(name)
        if found is None:
            found = self.loaded[name] = super().get_template(name, *parent, **more)
        return found

    def _parse(
        self, source: str, name: str | None, filename: str | None
    ) -> nodes.Template:
        template = super()._parse(source, name, filename)
        _FinishedWords(self.language).visit(template)
        return template


class Compiled(BytecodeCache):
    """Compiled templates of earlier builds, in a folder once it is named.

    Believed only with a digest; whoever deletes them loses a second.
    """

    folder: Path | None = None

    def __init__(self, language: str) -> None:
        self.words = version_of(language)

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = read_kept(self._place(bucket)) if self.folder else None
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self.folder:
            write_kept(self._place(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Path:
        assert self.folder  # noqa: S101 - both callers look first
        return self.folder / f"{bucket.key}{self.words}"
