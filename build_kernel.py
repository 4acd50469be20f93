"""Hatchling build hook: compiles the kernels in place, or says in one line why it cannot.

Without a compiler the wheel is pure and the plain twin of the kernels does the work, slower.
"""

import contextlib
import io
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("lint/kernels/_fast.pyx")
# No -march=native: wheels travel. Pairs of words in vector registers are slower than two words.
OPTIMISE = ["/O2"] if sys.platform == "win32" else ["-O3", "-g0", "-fno-tree-slp-vectorize"]


class KernelBuildHook(BuildHookInterface[Any]):
    """Adds the compiled kernels to wheels and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, and make the wheel one of this platform when that succeeded."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        try:
            built = compile_kernel(root)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a tool chain throws
            stale = root / SOURCE.with_suffix(sysconfig.get_config_var("EXT_SUFFIX"))
            stale.unlink(missing_ok=True)  # or an editable install would go on using it
            reason = str(error).strip().splitlines() or [type(error).__name__]
            self.app.display_warning(f"kernels not compiled, the plain ones serve: {reason[-1]}")
            return
        build_data["infer_tag"] = True
        build_data["pure_python"] = False
        build_data["artifacts"].append(f"/{built.relative_to(root).as_posix()}")


def compile_kernel(root: Path) -> Path:
    """Compile SOURCE under `root` in place and return the extension module."""
    # Not at the top: where they are missing, the wheel is to be pure
    from Cython.Build import cythonize  # noqa: PLC0415
    from setuptools import Distribution, Extension  # noqa: PLC0415

    with contextlib.chdir(root), tempfile.TemporaryDirectory() as scratch:
        name = ".".join(SOURCE.with_suffix("").parts)
        extension = Extension(name, [str(SOURCE)], extra_compile_args=OPTIMISE)
        with contextlib.redirect_stdout(io.StringIO()):
            modules = cythonize([extension], build_dir=scratch, quiet=True)
            command = Distribution({"ext_modules": modules}).get_command_obj("build_ext")
            command.inplace = True
            command.build_temp = command.build_lib = scratch
            command.ensure_finalized()
            command.run()
        return root / command.get_ext_fullpath(name)
