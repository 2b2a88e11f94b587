from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "tests.sealing"
    label = "sealing"

    def ready(self) -> None:
        from lianshou.core.vaults import vaults
        from lianshou.kernel.guard.models import JSONVault

        vaults.add(JSONVault("sealing.Token", "data", "secret", place=b"sealing.token.secret"))
