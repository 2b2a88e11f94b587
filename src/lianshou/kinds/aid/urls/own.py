"""Addresses of a household's own page (``/aid/own/``) and of what it wrote (``/aid/concerns/``)."""

from django.urls import path

from lianshou.kinds.aid.views import concerns, own

urlpatterns = [
    path("own/", own.own, name="own"),
    path("own/show/", own.show_own, name="show_own"),
    path("own/say/<slug:kind>/", own.say, name="say"),
    path("own/photographs/", own.photographs, name="photographs"),
    path("own/withdraw/", own.withdraw, name="withdraw_own"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/export.xlsx", concerns.export_concerns, name="export_concerns"),
    path("concerns/<int:pk>/", concerns.concern, name="concern"),
]
