from django.urls import path

from lianshou.kernel.followups import views

app_name = "followups"
urlpatterns = [
    path("", views.list, name="list"),
]
