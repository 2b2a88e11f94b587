from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "lianshou.kernel.placement"
    label = "placement"
    verbose_name = "placement"
