from django.urls import path

from lianshou.kernel.placement import views

app_name = "placement"
urlpatterns = [
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/input.json", views.frozen_input, name="input"),
    path("<int:pk>/result.json", views.result, name="result"),
    path("<int:pk>/again/", views.again, name="again"),
]
