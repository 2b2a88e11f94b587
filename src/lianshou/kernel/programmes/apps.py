from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lianshou.kernel.programmes"
    label = "programmes"
    verbose_name = "programmes"
