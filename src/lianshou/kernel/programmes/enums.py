from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    """The six works (六大工程) as set up in 2018; a later issue versions them."""

    THEORY = "theory", _("Theory")
    COHESION = "cohesion", _("Cohesion")
    IDEAS = "ideas", _("Ideas")
    ACHIEVEMENT = "achievement", _("Achievement")
    RIGHTS_AND_AID = "rights_and_aid", _("Rights and aid")
    SELF_BUILDING = "self_building", _("Self-building")


class State(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed")


class Reason(models.TextChoices):
    WRONG_STATE = "wrong_state", _("The programme is not at the stage for this.")
    UNKNOWN_KIND = "unknown_kind", _("There is no such kind of programme.")
    ENDS_BEFORE_START = "ends_before_start", _("The programme would end before it starts.")
    ROUND_EXISTS = "round_exists", _("This union already has this round of the programme in this year.")
