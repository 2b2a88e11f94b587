"""What every room ``api`` is made of: lists with cursors, bodies made of the pages' forms, problems."""

from lianshou.web.api.bodies import Body, Id, body_of, cleaned, filled
from lianshou.web.api.listing import Item, Listing, list_at, orders_of
from lianshou.web.api.problems import Fault, Problem, Rejected, problem
from lianshou.web.api.single import Acting, Reading, act_at, calling, read_at, router_for

__all__ = [
    "Acting",
    "Body",
    "Fault",
    "Id",
    "Item",
    "Listing",
    "Problem",
    "Reading",
    "Rejected",
    "act_at",
    "body_of",
    "calling",
    "cleaned",
    "filled",
    "list_at",
    "orders_of",
    "problem",
    "read_at",
    "router_for",
]
