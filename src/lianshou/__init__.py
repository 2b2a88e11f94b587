"""Lianshou (联手): the workbench on which trade unions run their programmes."""

__version__ = "0.1.0"
