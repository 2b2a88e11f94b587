"""Addresses of the desk (``/aid/…``, here) and of everybody (``/public/aid/…``, in ``public``)."""

from django.urls import path

from lianshou.kinds.aid import views

app_name = "aid"
urlpatterns = [
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/entries.xlsx", views.export, name="export"),
    path("<int:pk>/new/", views.new, name="new"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/close/", views.close, name="close"),
]
