"""Chinese names by their sound: search keys and order."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def pinyin_key(name: str) -> str:
    """Full pinyin and initials, for search: "阜宁供电公司" gives "funinggongdiangongsi fngdgs"."""
    from pypinyin import Style, lazy_pinyin

    full = "".join(lazy_pinyin(name, errors="default")).lower()
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")).lower()
    return f"{full} {initials}"


def sort_key(name: str) -> tuple[str, str]:
    """Order by sound, then by the characters themselves."""
    return pinyin_key(name).split(" ")[0], name
