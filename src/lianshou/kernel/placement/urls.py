from django.urls import path

from lianshou.kernel.placement import views

app_name = "placement"
urlpatterns = [
    path("<int:pk>/", views.run, name="run"),
]
