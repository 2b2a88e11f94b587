"""Every list page of the site with what fills it, row by row: distinct parents, so that a query for each would show."""

from tests.factories.lengths.aid import AID
from tests.factories.lengths.aid_intake import AID_INTAKE
from tests.factories.lengths.aiding import AIDING
from tests.factories.lengths.figures import FIGURES
from tests.factories.lengths.helping import HELPING
from tests.factories.lengths.inspections import INSPECTIONS
from tests.factories.lengths.kinds import KINDS
from tests.factories.lengths.leaving import LEAVING
from tests.factories.lengths.listing import Listed, Stock, stock_of
from tests.factories.lengths.money import MONEY
from tests.factories.lengths.papers import PAPERS
from tests.factories.lengths.register import REGISTER
from tests.factories.lengths.running import RUNNING
from tests.factories.lengths.works import WORKS

LISTS: tuple[Listed, ...] = (
    *REGISTER,
    *RUNNING,
    *KINDS,
    *PAPERS,
    *MONEY,
    *WORKS,
    *INSPECTIONS,
    *FIGURES,
    *AID,
    *AID_INTAKE,
    *HELPING,
    *LEAVING,
    *AIDING,
)

__all__ = ["LISTS", "Listed", "Stock", "stock_of"]
