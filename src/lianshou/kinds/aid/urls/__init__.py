"""Addresses of the desk (``/aid/…``, here) and of everybody (``/public/aid/…``, in ``public``)."""

from django.urls import include, path

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
    path("households/<int:pk>/merge/", views.merge, name="merge"),
    path("households/<int:pk>/split/", views.split, name="split"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/fill/", views.fill, name="fill"),
    path("surveys/<int:pk>/keep/", views.keep, name="keep"),
    path("surveys/<int:pk>/discard/", views.discard, name="discard"),
    path("pictures/<int:pk>/", views.picture, name="picture"),
    path("helping/", include("lianshou.kinds.aid.urls.helping")),
    path("visits/new/", views.new_visit, name="new_visit"),
    path("visits/outbox/", views.outbox, name="outbox"),
    path("visits/worker.js", views.worker, name="worker"),
]
