from django.urls import path

from lianshou.kernel.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.list, name="list"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/export.xlsx", views.export, name="export"),
]
