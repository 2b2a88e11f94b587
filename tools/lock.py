"""Resolve pyproject.toml into hash-locked requirements, without the addresses of any index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "-q",
]
SETS: dict[str, list[str]] = {
    "dev": ["pyproject.toml", "--extra", "dev", "--extra", "large", "--extra", "cluster"],
    "run": ["pyproject.toml", "-c", "requirements/dev.txt"],
    "build": ["requirements/build.in", "-c", "requirements/dev.txt"],
}

if __name__ == "__main__":
    for name, words in SETS.items():
        target = f"requirements/{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", *words, *COMMON, "-o", target]
        subprocess.run(command, cwd=ROOT, check=True)
