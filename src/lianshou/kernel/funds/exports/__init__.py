"""Money as workbooks: what lists show, and the list that goes to the bank."""

from lianshou.kernel.funds.exports.bank import transfers_book
from lianshou.kernel.funds.exports.lists import batches_book, budgets_book, payments_book, sources_book

__all__ = ["batches_book", "budgets_book", "payments_book", "sources_book", "transfers_book"]
