"""Rounds of review and approvals for programs."""

from ninja import Router

from lianshou.kernel.review.api import climbing, rounds

router = Router()
router.add_router("", rounds.router)
router.add_router("", climbing.router)
