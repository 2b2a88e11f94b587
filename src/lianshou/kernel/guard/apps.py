from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "lianshou.kernel.guard"
    label = "guard"
    verbose_name = "guard"
