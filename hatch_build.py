"""Build hook: copies the browser assets from npm, lists the divisions of China, compiles the translations."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "lianshou"
VENDOR = PACKAGE / "web" / "static" / "vendor"
ASSETS = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
    "echarts/dist/echarts.simple.min.js": "echarts.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css": "tom-select.css",
    "tom-select/dist/js/tom-select.complete.min.js": "tom-select.js",
}


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        bring_up_to_date()


def bring_up_to_date() -> None:
    """Make every generated file of the source tree."""
    sys.path.insert(0, str(ROOT / "tools"))
    from divisions import build_divisions
    from messages import compile_messages

    install_npm()
    copy_assets()
    build_divisions(
        ROOT / "node_modules/@vant/area-data/dist/index.js", PACKAGE / "china/data/divisions.json"
    )
    compile_messages(PACKAGE)


def install_npm() -> None:
    lock, seen = ROOT / "package-lock.json", ROOT / "node_modules" / ".lianshou-lock"
    if seen.exists() and seen.read_bytes() == lock.read_bytes():
        return
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    shutil.copyfile(lock, seen)


def copy_assets() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in ASSETS.items():
        text = (ROOT / "node_modules" / source).read_text(encoding="utf-8")
        text = re.sub(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$", "", text)
        (VENDOR / target).write_text(text, encoding="utf-8")
