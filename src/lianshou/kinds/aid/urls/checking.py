"""Addresses of the check-lists of households, below ``/aid/checklists/``."""

from django.urls import path

from lianshou.kinds.aid.views import checking

urlpatterns = [
    path("", checking.overview, name="checklists"),
    path("lines/", checking.lines, name="checked_lines"),
    path("lines/export.xlsx", checking.export_lines, name="export_checked_lines"),
    path("households/<int:pk>/", checking.checklist, name="checklist"),
    path("households/<int:pk>/plan.docx", checking.plan, name="plan_sheet"),
]
