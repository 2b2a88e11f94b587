from django.urls import path

from lianshou.kernel.bulletins.views import public

app_name = "public_bulletins"
urlpatterns = [
    path("", public.listed, name="list"),
    path("<int:pk>/", public.detail, name="detail"),
    path("photos/<int:pk>.jpg", public.photo, name="photo"),
]
