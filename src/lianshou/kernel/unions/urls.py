from django.urls import path

from lianshou.kernel.unions import views

app_name = "unions"
urlpatterns = [
    path("", views.list, name="list"),
]
