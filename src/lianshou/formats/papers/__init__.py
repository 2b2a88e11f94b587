"""Word papers in official layout: templates that an officer edits in Word, filled in a sandbox, joined, and built."""

from lianshou.formats.papers.errors import Fault, PaperError
from lianshou.formats.papers.rendering import fields_of, join_papers, render_paper, render_papers

__all__ = ["Fault", "PaperError", "fields_of", "join_papers", "render_paper", "render_papers"]
