from django.urls import path

from lianshou.kernel.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="list"),
    path("export.xlsx", views.export, name="export"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("new/", views.new, name="new"),
]
