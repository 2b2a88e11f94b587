from lianshou.core import kinds


class PairingConfig(kinds.KindConfig):
    name = "lianshou.kinds.pairing"
    label = "pairing"
