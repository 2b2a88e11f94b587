from django.urls import path

from lianshou.kernel.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.list, name="list"),
]
