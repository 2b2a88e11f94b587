from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lianshou.web"
    label = "web"
