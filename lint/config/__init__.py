"""The configuration: delint.toml or [tool.delint], checked key by key."""

from lint.config.load import Wanted, find_config, load_settings
from lint.config.settings import Settings
from lint.config.values import ROOT, Allow

__all__ = ["ROOT", "Allow", "Settings", "Wanted", "find_config", "load_settings"]
