"""A sentence in the two languages of the house, for storeys that know nothing of Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in Chinese and English; ``say`` picks one.

    ``Wording("第{row}行", "row {row}").fill(row=3).say("zh")`` gives ``"第3行"``.
    """

    zh: str
    en: str

    def fill(self, **values: object) -> Wording:
        """The same sentence with its ``{names}`` filled; a value that is itself a Wording is said in each language."""
        if Wording not in map(type, values.values()):
            return Wording(self.zh.format(**values), self.en.format(**values))
        return Wording(
            self.zh.format(**{key: _in(value, "zh") for key, value in values.items()}),
            self.en.format(**{key: _in(value, "en") for key, value in values.items()}),
        )

    def say(self, language: Language = "zh") -> str:
        return self.en if language == "en" else self.zh

    @property
    def both(self) -> dict[str, str]:
        """The sentence as JSON keeps it."""
        return {"zh": self.zh, "en": self.en}


def _in(value: object, language: Language) -> object:
    return value.say(language) if isinstance(value, Wording) else value


def named(names: Iterable[str]) -> Wording:
    """Several names in a row: 甲、乙 or A, B."""
    names = list(names)
    return Wording("、".join(names), ", ".join(names))


def join(parts: list[Wording], *, zh: str = "；", en: str = "; ") -> Wording:
    """Several sentences as one."""
    return Wording(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
