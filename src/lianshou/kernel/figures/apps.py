from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "lianshou.kernel.figures"
    label = "figures"
    verbose_name = "figures"
