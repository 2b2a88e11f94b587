from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "lianshou.kernel.rights"
    label = "rights"
    verbose_name = "rights"
