from django.urls import path

from lianshou.kinds.aid.views import public

app_name = "public_aid"
urlpatterns = [path("test/", public.self_test, name="self_test")]
