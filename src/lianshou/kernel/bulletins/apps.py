from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "lianshou.kernel.bulletins"
    label = "bulletins"
    verbose_name = "bulletins"

    def ready(self) -> None:
        from lianshou.core.desk import desk
        from lianshou.core.parameters import declared
        from lianshou.core.wording import Wording
        from lianshou.kernel.bulletins import queries
        from lianshou.kernel.bulletins.rules.settings import BULLETINS

        declared.add(*BULLETINS, owner="bulletins", title=Wording("通报", "Bulletins"))
        desk.add(queries.desk_items)
