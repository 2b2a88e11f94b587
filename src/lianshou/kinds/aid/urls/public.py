"""What is open to everybody, under /public/aid/."""

from django.urls import path

from lianshou.kinds.aid.views import finding

app_name = "public_aid"
urlpatterns = [
    path("stations/", finding.stations, name="stations"),
    path("stations/poster/", finding.poster, name="poster"),
]
