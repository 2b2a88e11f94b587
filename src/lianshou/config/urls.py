"""Root urls. A kind's urls are mounted under its slug; nothing else here names a kind."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path
from django.views.i18n import set_language

from lianshou.config.sign_in_urls import sign_in_patterns
from lianshou.core.kinds import registry
from lianshou.web import views as web
from lianshou.web.doors import ANYONE, PUBLIC, opens

urlpatterns = [
    path("", include("lianshou.kernel.inbox.urls")),
    path("healthz", web.health, name="health"),
    path("language/", opens(PUBLIC, post=PUBLIC)(set_language), name="set_language"),
    path("account/login/", opens(PUBLIC, post=PUBLIC)(account.login), name="account_login"),
    path("account/logout/", opens(ANYONE, post=ANYONE)(account.logout), name="account_logout"),
    path(
        "account/password/",
        opens(ANYONE, post=ANYONE)(account.password_change),
        name="account_change_password",
    ),
    path("account/again/", opens(ANYONE, post=ANYONE)(account.reauthenticate), name="account_reauthenticate"),
    path("account/signup/", opens(PUBLIC, post=PUBLIC)(account.signup), name="account_signup"),
    *sign_in_patterns,
    path("unions/", include("lianshou.kernel.unions.urls")),
    path("people/", include("lianshou.kernel.people.urls")),
    path("programmes/", include("lianshou.kernel.programmes.urls")),
    path("imports/", include("lianshou.kernel.intake.urls")),
    path("runs/", include("lianshou.kernel.placement.urls")),
    path("agreements/", include("lianshou.kernel.pledges.urls")),
    path("activities/", include("lianshou.kernel.followups.urls")),
    path("figures/", include("lianshou.kernel.figures.urls")),
    path("", include("lianshou.kernel.access.urls")),
    path("privacy/", include("lianshou.kernel.privacy.urls")),
    path("rights/", include("lianshou.kernel.rights.urls")),
    path("me/", include("lianshou.kernel.rights.urls.own")),
    *(path(f"{kind.slug}/", include(kind.urls)) for kind in registry),
]

handler400 = "lianshou.web.views.bad_request"
handler403 = "lianshou.web.views.forbidden"
handler404 = "lianshou.web.views.not_found"
handler429 = "lianshou.web.limits.too_many"
handler500 = "lianshou.web.views.broken"
