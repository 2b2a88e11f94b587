from django.urls import path

from lianshou.kinds.aid.views import finding, public

app_name = "public_aid"
urlpatterns = [
    path("test/", public.self_test, name="self_test"),
    path("stations/", finding.stations, name="stations"),
    path("stations/poster/", finding.poster, name="poster"),
]
