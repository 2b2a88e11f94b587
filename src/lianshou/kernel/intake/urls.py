from django.urls import path

from lianshou.kernel.intake import views

app_name = "intake"
urlpatterns = [
    path("<int:pk>/", views.detail, name="detail"),
]
