from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "lianshou.kernel.unions"
    label = "unions"
    verbose_name = "unions"
