from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lianshou.kernel.intake"
    label = "intake"
    verbose_name = "intake"
