"""The demonstration: invented unions and persons, made the same way every time, through the real actions."""
