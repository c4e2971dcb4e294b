"""The fields of a kept question as a form shows them: what to choose from, what is chosen, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.question_fields import MAX_WORD_CHARS, VALUE_KINDS, Choice, Field

MAX_OPTIONS: Final = 60
"""Past this a reader types a name sooner than scrolling to it."""
_INPUT_TYPES: Final = {"datum": "date", "jaar": "text", "kilometers": "text", "woord": "text"}


@dataclass(frozen=True)
class Option:
    """One thing to choose; `value` is what the address holds."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class FormField:
    """One field: a list to choose from, or a box to type in, perhaps with names that it proposes."""

    name: str
    label: str
    value: str
    """What is chosen, or what was typed when that is wrong."""
    options: tuple[Option, ...] = ()
    typed: bool = False
    """Whether it is a box to type in."""
    type: str = "text"
    inputmode: str = ""
    max_length: int = 0
    problem: str = ""


def form_field(field: Field, choices: Sequence[Choice], typed: str | None, problem: str) -> FormField:
    """Make what the form shows of *field*.

    :param choices: what the edition has for it; not used for a field that takes a value
    :param typed: what stands in the address, if anything
    :param problem: what is wrong with that, as a sentence; empty if nothing is
    """
    label = field.nl
    if field.kind in VALUE_KINDS:
        value = typed if typed is not None and problem else address_value(field.chosen)
        return _value_field(field, label, value, problem)
    # An edition need not hold what the question takes as its example; the form still says what is asked.
    if all(choice.term != field.chosen.term for choice in choices):
        choices = (field.chosen, *choices)
    if len(choices) <= MAX_OPTIONS:
        options = tuple(_option(choice, field.chosen) for choice in choices)
        return FormField(field.name, label, str(field.chosen.term), options, problem=problem)
    value = typed if typed is not None and problem else field.chosen.label
    return FormField(field.name, label, value, _proposals(choices), typed=True, problem=problem)


def address_value(choice: Choice) -> str:
    """Write a choice as the address holds it: an IRI stays right when names change."""
    return str(choice.term)


def share_arguments(fields: Sequence[Field]) -> Mapping[str, str]:
    """Give the arguments of the address that asks this question again, also when other defaults have come."""
    return {field.name: address_value(field.chosen) for field in fields}


def _value_field(field: Field, label: str, value: str, problem: str) -> FormField:
    return FormField(
        field.name,
        label,
        value,
        typed=True,
        type=_INPUT_TYPES[field.kind],
        inputmode={"jaar": "numeric", "kilometers": "decimal"}.get(field.kind, ""),
        max_length=MAX_WORD_CHARS if field.kind == "woord" else 0,
        problem=problem,
    )


def _option(choice: Choice, chosen: Choice) -> Option:
    text = choice.in_one_line() if not choice.more else " ".join(choice.more.split())
    return Option(str(choice.term), text, choice.term == chosen.term)


def _proposals(choices: Sequence[Choice]) -> tuple[Option, ...]:
    """Propose names, and the IRI where a name is that of more than one thing."""
    bearers = Counter(choice.in_one_line().casefold() for choice in choices)
    return tuple(
        Option(label if bearers[label.casefold()] == 1 else str(choice.term), label)
        for choice in choices
        for label in [choice.in_one_line()]
    )
