from django.urls import path

from lianshou.kernel.access import views

app_name = "access"
urlpatterns = [
    path("", views.book, name="book"),
    path("export.xlsx", views.export, name="export"),
    path("check/", views.check, name="check"),
]
