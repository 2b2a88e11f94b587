"""Addresses of the desk (``/aid/…``, here) and of everybody (``/public/aid/…``, in ``public``)."""

from django.urls import path

from lianshou.kinds.aid import views

app_name = "aid"
urlpatterns = [
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/close/", views.close, name="close"),
    path("households/", views.households, name="households"),
    path("households/export.xlsx", views.export_households, name="export_households"),
    path("households/find/", views.find, name="find"),
    path("households/new/", views.open_file, name="open"),
    path("households/<int:pk>/", views.household, name="household"),
    path("households/<int:pk>/survey/", views.begin, name="begin"),
    path("households/<int:pk>/file/", views.put_on_file, name="put_on_file"),
    path("households/<int:pk>/end/", views.end, name="end"),
    path("households/<int:pk>/causes/", views.causes, name="causes"),
    path("households/<int:pk>/move/", views.move, name="move"),
    path("households/<int:pk>/ask/", views.ask, name="ask"),
    path("households/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("households/<int:pk>/layers/<slug:layer>/", views.layer, name="layer"),
    path("households/<int:pk>/papers/<slug:slug>.docx", views.paper, name="paper"),
    path("scans/<int:pk>/", views.scan, name="scan"),
    path("verifications/", views.verifications, name="verifications"),
    path("verifications/export.xlsx", views.export_verifications, name="export_verifications"),
    path("verifications/notices/", views.pass_notices, name="pass_notices"),
    path("verifications/papers/visit-blank.docx", views.blank_visit, name="blank_visit"),
    path("verifications/papers/<slug:slug>.docx", views.papers, name="papers"),
    path("civil/", views.civil_lists, name="civil_lists"),
    path("civil/export.xlsx", views.export_civil_lists, name="export_civil_lists"),
    path("civil/new/", views.compare, name="compare"),
    path("civil/template.xlsx", views.civil_template, name="civil_template"),
    path("civil/<int:pk>/", views.civil_list, name="civil_list"),
    path("civil/<int:pk>/export.xlsx", views.export_civil_list, name="export_civil_list"),
    path("civil/<int:pk>/pass/", views.pass_civil, name="pass_civil"),
    path("civil/<int:pk>/drop/", views.drop, name="drop_civil_list"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/fill/", views.fill, name="fill"),
    path("surveys/<int:pk>/keep/", views.keep, name="keep"),
    path("surveys/<int:pk>/discard/", views.discard, name="discard"),
    path("pictures/<int:pk>/", views.picture, name="picture"),
    path("visits/new/", views.new_visit, name="new_visit"),
    path("visits/outbox/", views.outbox, name="outbox"),
    path("visits/worker.js", views.worker, name="worker"),
]
