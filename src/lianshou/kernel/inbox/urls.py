from django.urls import path

from lianshou.kernel.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.desk, name="desk"),
]
