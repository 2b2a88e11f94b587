from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where a union stands in the tree."""

    NATION = "nation", _("National federation")
    PROVINCE = "province", _("Provincial federation")
    CITY = "city", _("City federation")
    COUNTY = "county", _("County federation")
    TOWNSHIP = "township", _("Township or street federation")
    SECTOR = "sector", _("Sector union")
    JOINT = "joint", _("Joint union")
    ENTERPRISE = "enterprise", _("Enterprise union")


# the unions above the grass roots, which run programmes
FEDERATIONS = (Level.NATION, Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)


class HonourLevel(models.TextChoices):
    """The level of a model home (模范职工之家), lowest first."""

    COUNTY = "county", _("County level")
    CITY = "city", _("City level")
    PROVINCE = "province", _("Provincial level")
    NATION = "nation", _("National level")


class HonourTitle(models.TextChoices):
    MODEL_HOME = "model_home", _("Model home")


class Grade(models.IntegerChoices):
    """The home grade of a union, lowest first; only the order counts."""

    NONE = 0, _("Not graded")
    QUALIFIED = 1, _("Qualified home")
    ADVANCED = 2, _("Advanced home")
    MODEL_COUNTY = 3, _("Model home, county")
    MODEL_CITY = 4, _("Model home, city")
    MODEL_PROVINCE = 5, _("Model home, province")
    MODEL_NATION = 6, _("Model home, nation")


class Reason(models.TextChoices):
    NOT_HIGHER = "not_higher", _("The new grade is not above the present one.")
    IN_THE_FUTURE = "in_the_future", _("The day lies in the future.")
    BEFORE_FOUNDING = "before_founding", _("The day lies before the union was founded.")
    SAME_HONOUR = "same_honour", _("This honour is on record already.")
    CODE_TAKEN = "code_taken", _("Another union has this credit code.")
    HIGHEST = "highest", _("The union has reached the highest grade.")
    OUTSIDE_AREA = "outside_area", _("This division lies outside your own area.")
    BAD_POINT = "bad_point", _("Longitude and latitude do not name a point in China.")
    INTO_ITSELF = "into_itself", _("A union cannot stand below itself, nor merge with one of its own branch.")
    THERE_ALREADY = "there_already", _("The union stands there already.")
    GOAL_DISSOLVED = "goal_dissolved", _("A dissolved union takes nobody in and merges no more.")
    NOT_ABOVE = "not_above", _("A federation stands below a higher one.")
    UNLIKE_LEVELS = "unlike_levels", _("Only unions of one level merge.")
    TOO_DEEP = "too_deep", _("The tree would become too deep.")
    NO_WORDS = "no_words", _("Say why: the reason goes into the book.")
