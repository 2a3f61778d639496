"""A decision table asks only what it needs, and every way through it is known."""

from __future__ import annotations

from build_scripts.shared.triage import Rule, Step, every_path, next_step, walked

YES_NO = ("yes", "no")
RULES = (
    Rule("hurt", (("type", frozenset({"fight"})), ("hurt", frozenset({"yes"})))),
    Rule("fight", (("type", frozenset({"fight"})), ("willing", frozenset({"yes"})))),
    Rule("rest", ()),
)
OPTIONS = {"hurt": YES_NO, "willing": YES_NO}


def test_a_question_is_asked_only_when_a_rule_needs_it() -> None:
    assert next_step(RULES, {"type": "rent"}) == Step(rule="rest")
    assert next_step(RULES, {"type": "fight"}) == Step(ask="hurt")
    assert next_step(RULES, {"type": "fight", "hurt": "no"}) == Step(ask="willing")


def test_the_first_rule_that_holds_decides() -> None:
    fight = {"type": "fight", "hurt": "yes", "willing": "yes"}

    assert next_step(RULES, fight) == Step(rule="hurt")


def test_a_rule_already_spoken_against_asks_nothing_more() -> None:
    """`a` must not be asked for a rule that b=yes has ruled out."""
    rules = (Rule("x", (("a", frozenset({"1"})), ("b", frozenset({"no"})))),)

    assert next_step(rules, {"b": "yes"}) == Step()


def test_every_path_is_walked_once() -> None:
    paths = list(every_path(RULES, OPTIONS, {"type": "fight"}))

    assert [path.rule for path in paths] == ["hurt", "fight", "rest"]


def test_a_table_without_a_last_rule_has_a_gap() -> None:
    paths = list(every_path(RULES[:2], OPTIONS, {"type": "fight"}))

    assert [path.rule for path in paths] == ["hurt", "fight", ""]


def test_a_question_nobody_described_ends_its_path() -> None:
    paths = list(every_path(RULES, {}, {"type": "fight"}))

    assert [path.rule for path in paths] == [""]


def test_answers_nobody_asked_for_are_dropped() -> None:
    forged = {"type": "rent", "hurt": "no", "willing": "perhaps", "admin": "yes"}

    kept, step = walked(RULES, OPTIONS, {"type": "fight"}, forged)

    assert kept == {"type": "fight", "hurt": "no"}
    assert step == Step(ask="willing")
