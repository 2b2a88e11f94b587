"""What is open to everybody, under /public/aid/."""

from django.urls import path

from lianshou.kinds.aid.views import public

app_name = "public_aid"
urlpatterns = [
    path("stations/", public.stations, name="stations"),
    path("stations/poster/", public.poster, name="poster"),
]
