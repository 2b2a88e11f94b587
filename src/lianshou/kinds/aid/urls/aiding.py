"""Addresses of aid projects, aid and long-term marks, below ``/aid/``."""

from django.urls import path

from lianshou.kinds.aid.views import aiding, projects

urlpatterns = [
    path("projects/", projects.projects, name="projects"),
    path("projects/export.xlsx", projects.export_projects, name="export_projects"),
    path("projects/new/", projects.enter_project, name="enter_project"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/change/", projects.change_project, name="change_project"),
    path("projects/<int:pk>/close/", projects.close_project, name="close_project"),
    path("projects/<int:pk>/give/", projects.give_many, name="give_many"),
    path("households/<int:pk>/give/", projects.give, name="give"),
    path("households/<int:pk>/long-term/", aiding.mark, name="mark_long_term"),
    path("households/<int:pk>/long-term/end/", aiding.unmark, name="unmark_long_term"),
    path("given/", aiding.given, name="given"),
    path("given/export.xlsx", aiding.export_given, name="export_given"),
    path("given/roster.xlsx", aiding.roster, name="roster"),
    path("given/roster.docx", aiding.roster_docx, name="roster_docx"),
    path("given/money/", aiding.money, name="money"),
    path("given/money.xlsx", aiding.export_money, name="export_money"),
    path("given/<int:pk>/", aiding.aid, name="aid"),
    path("given/<int:pk>/fulfil/", aiding.fulfil, name="fulfil"),
    path("given/<int:pk>/cancel/", aiding.cancel, name="cancel_aid"),
    path("long-term/", aiding.long_terms, name="long_terms"),
    path("long-term/export.xlsx", aiding.export_long_terms, name="export_long_terms"),
]
