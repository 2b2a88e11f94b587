from django.urls import path

from lianshou.kernel.pledges import views

app_name = "pledges"
urlpatterns = [
    path("", views.list, name="list"),
]
