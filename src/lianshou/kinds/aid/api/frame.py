"""The router to which every list of this kind is bound."""

from django.utils.translation import gettext_lazy as _

from lianshou.web.api import router_for

router = router_for(_("Aid to workers in hardship"))
