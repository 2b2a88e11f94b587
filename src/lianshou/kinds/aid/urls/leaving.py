"""Addresses of leaving (``/aid/leaving/``), of calls (``/aid/calls/``) and of warnings (``/aid/warnings/``)."""

from django.urls import path

from lianshou.kinds.aid.views import calls, leaving

urlpatterns = [
    path("leaving/", leaving.leavings, name="leavings"),
    path("leaving/export.xlsx", leaving.export_leavings, name="export_leavings"),
    path("leaving/notices/", leaving.pass_leaving_notices, name="pass_leaving_notices"),
    path("leaving/households/<int:pk>/begin/", leaving.begin_leaving, name="begin_leaving"),
    path("leaving/<int:pk>/", leaving.leaving, name="leaving"),
    path("leaving/<int:pk>/steps/<slug:step>/", leaving.leaving_step, name="leaving_step"),
    path("leaving/<int:pk>/approve/", leaving.approve_leaving, name="approve_leaving"),
    path("leaving/<int:pk>/refuse/", leaving.refuse_leaving, name="refuse_leaving"),
    path("leaving/<int:pk>/withdraw/", leaving.withdraw_leaving, name="withdraw_leaving"),
    path("leaving/<int:pk>/ask/", leaving.ask_for_leaving, name="ask_for_leaving"),
    path("leaving/<int:pk>/papers/<slug:slug>.docx", leaving.leaving_document, name="leaving_paper"),
    path("calls/", calls.calls, name="calls"),
    path("calls/export.xlsx", calls.export_calls, name="export_calls"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/reach/", calls.reach_call, name="reach_call"),
    path("calls/<int:pk>/form.docx", calls.call_paper, name="call_paper"),
    path("warnings/", calls.warnings, name="warnings"),
    path("warnings/export.xlsx", calls.export_warnings, name="export_warnings"),
    path("warnings/<int:pk>/", calls.warning, name="warning"),
    path("warnings/households/<int:pk>/raise/", calls.raise_warning, name="raise_warning"),
    path("warnings/households/<int:pk>/return/", calls.take_up_again, name="take_up_again"),
]
