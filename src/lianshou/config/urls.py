"""Root urls. A kind's urls are mounted under its slug, those for everybody under public/; nothing else here names a kind."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.i18n import set_language

from lianshou.config.sign_in_urls import sign_in_patterns
from lianshou.core.kinds import registry
from lianshou.kernel.access.views import entrance, passwords
from lianshou.web import views as web
from lianshou.web.doors import ANYONE, PUBLIC, opens

urlpatterns = [
    path("", include("lianshou.kernel.inbox.urls")),
    path("healthz", web.health, name="health"),
    path("language/", opens(PUBLIC, post=PUBLIC)(set_language), name="set_language"),
    # entering: passwords, codes, resets
    path("account/login/", entrance.login, name="account_login"),
    path("account/login/code/", entrance.request_code, name="account_request_login_code"),
    path("account/login/code/confirm/", entrance.confirm_code, name="account_confirm_login_code"),
    path("account/inactive/", entrance.inactive, name="account_inactive"),
    path("account/password/set/", passwords.set_password, name="account_set_password"),
    path("account/password/reset/", entrance.reset, name="account_reset_password"),
    path("account/password/reset/sent/", entrance.reset_sent, name="account_reset_password_done"),
    path("account/password/reset/done/", entrance.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.reset_by_link,
        name="account_reset_password_from_key",
    ),
    path("account/logout/", opens(PUBLIC, post=PUBLIC)(account.logout), name="account_logout"),
    path("account/password/", passwords.change_password, name="account_change_password"),
    path("account/again/", opens(ANYONE, post=ANYONE)(account.reauthenticate), name="account_reauthenticate"),
    path("account/signup/", opens(PUBLIC, post=PUBLIC)(account.signup), name="account_signup"),
    *sign_in_patterns,
    path("unions/", include("lianshou.kernel.unions.urls")),
    path("people/", include("lianshou.kernel.people.urls")),
    path("programmes/", include("lianshou.kernel.programmes.urls")),
    path("imports/", include("lianshou.kernel.intake.urls")),
    path("applications/", include("lianshou.kernel.intake.urls.applications")),
    path("forms/", include("lianshou.kernel.intake.urls.forms")),
    path("review/", include("lianshou.kernel.review.urls")),
    path("notices/", include("lianshou.kernel.notices.urls")),
    path("public/notices/", include("lianshou.kernel.notices.urls.public")),
    path("runs/", include("lianshou.kernel.placement.urls")),
    path("agreements/", include("lianshou.kernel.pledges.urls")),
    path("activities/", include("lianshou.kernel.followups.urls")),
    path("funds/", include("lianshou.kernel.funds.urls")),
    path("works/", include("lianshou.kernel.works.urls")),
    path("figures/", include("lianshou.kernel.figures.urls")),
    path("inspections/", include("lianshou.kernel.inspections.urls")),
    path("bulletins/", include("lianshou.kernel.bulletins.urls")),
    path("public/bulletins/", include("lianshou.kernel.bulletins.urls.public")),
    path("", include("lianshou.kernel.access.urls")),
    path("privacy/", include("lianshou.kernel.privacy.urls")),
    path("rights/", include("lianshou.kernel.rights.urls")),
    path("me/", include("lianshou.kernel.rights.urls.own")),
    path("account/", include("lianshou.kernel.gateway.urls")),
    path("api/v1/", include("lianshou.config.api")),
    *(path(f"{kind.slug}/", include(kind.urls)) for kind in registry),
    *(path(f"public/{kind.slug}/", include(kind.public_urls)) for kind in registry if kind.public_urls),
]

handler400 = "lianshou.web.views.bad_request"
handler403 = "lianshou.web.views.forbidden"
handler404 = "lianshou.web.views.not_found"
handler500 = "lianshou.web.views.broken"
handler429 = "lianshou.web.views.too_many"
