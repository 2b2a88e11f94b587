from django.urls import path

from lianshou.kernel.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("new/", views.new, name="new"),
]
