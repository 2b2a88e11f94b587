"""Where the demonstration runs, its sample workbooks lie beside the lists of pairing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import AppConfig

from lianshou.core.kinds import registry
from lianshou.core.wording import Language


class DemoConfig(AppConfig):
    name = "lianshou.demo"
    label = "demo"
    verbose_name = "demo"

    def ready(self) -> None:
        samples = {slug: partial(sample_workbook, slug) for slug in ("hosts", "guests")}
        registry.lay_samples("pairing", samples)


def sample_workbook(slug: str, language: Language) -> bytes:
    """The sample of one list, of the year of the visitor's programme; officers write it in Chinese in any language."""
    from django.utils import timezone

    from lianshou.demo.rounds import fresh_year
    from lianshou.demo.sample import write_sample

    with TemporaryDirectory() as folder:
        write_sample(Path(folder), year=fresh_year(timezone.localdate()))
        return (Path(folder) / f"{slug}.xlsx").read_bytes()
