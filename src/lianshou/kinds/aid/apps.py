from lianshou.core import kinds


class AidConfig(kinds.KindConfig):
    name = "lianshou.kinds.aid"
    label = "aid"
