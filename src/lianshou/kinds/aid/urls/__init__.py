"""Addresses of the desk (``/aid/…``, here) and of everybody (``/public/aid/…``, in ``public``)."""

from django.urls import path

from lianshou.kinds.aid import views
from lianshou.kinds.aid.views import network

app_name = "aid"
urlpatterns = [
    path("<int:pk>/", views.desk, name="desk"),
    path("<int:pk>/entries.xlsx", views.export, name="export"),
    path("<int:pk>/new/", views.new, name="new"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/close/", views.close, name="close"),
    # the network of stations
    path("network/", network.overview, name="networks"),
    path("network/<int:pk>/", network.network, name="network"),
    path("network/<int:pk>/gaps/", network.gaps, name="gaps"),
    path("network/<int:pk>/gaps.xlsx", network.export_gaps, name="export_gaps"),
    path("stations/", network.stations, name="stations"),
    path("stations/export.xlsx", network.export_stations, name="export_stations"),
    path("stations/new/", network.open_station, name="open_station"),
    path("stations/<int:pk>/", network.station, name="station"),
    path("stations/<int:pk>/edit/", network.change_station, name="change_station"),
    path("stations/<int:pk>/close/", network.close_station, name="close_station"),
]
