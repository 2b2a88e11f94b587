"""Addresses of one-to-one helping, below ``/aid/helping/``."""

from django.urls import path

from lianshou.kinds.aid import views

urlpatterns = [
    path("", views.helping, name="helping"),
    path("export.xlsx", views.export_helping, name="export_helping"),
    path("mine/", views.mine, name="mine"),
    path("helpers/", views.helpers, name="helpers"),
    path("helpers/export.xlsx", views.export_helpers, name="export_helpers"),
    path("helpers/new/", views.enlist, name="enlist"),
    path("helpers/<int:pk>/", views.helper, name="helper"),
    path("helpers/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("visits/", views.visits, name="visits"),
    path("visits/export.xlsx", views.export_visits, name="export_visits"),
    path("matches/new/", views.propose, name="propose"),
    path("matches/<int:pk>/", views.help_match, name="help_match"),
    path("matches/<int:pk>/export.xlsx", views.export_match, name="export_match"),
    path("matches/<int:pk>/sift/", views.sift, name="sift"),
    path("matches/<int:pk>/settle/", views.settle, name="settle"),
    path("households/<int:pk>/assign/", views.assign, name="assign"),
    path("households/<int:pk>/wish/", views.wish, name="wish"),
    path("<int:pk>/visit/", views.visit_household, name="visit_household"),
    path("<int:pk>/reach/", views.reach, name="reach"),
    path("<int:pk>/card.docx", views.card, name="card"),
]
