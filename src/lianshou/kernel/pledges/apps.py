from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "lianshou.kernel.pledges"
    label = "pledges"
    verbose_name = "pledges"
