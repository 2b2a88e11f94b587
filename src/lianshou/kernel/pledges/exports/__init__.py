"""Agreements and letters as Word, as something to read on a page, and as workbooks."""

from lianshou.kernel.pledges.exports.general import GENERAL
from lianshou.kernel.pledges.exports.lists import account_book, list_book
from lianshou.kernel.pledges.exports.reading import paper_of, papers_of, reading_of, zipped

__all__ = ["GENERAL", "account_book", "list_book", "paper_of", "papers_of", "reading_of", "zipped"]
