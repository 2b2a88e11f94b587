from django.urls import path

from lianshou.kinds.pairing import views

app_name = "pairing"
urlpatterns = [
    path("<int:pk>/", views.desk, name="desk"),
]
