"""The checksums of a pack: rewrites `blake3` in its `config.json` (`python sums.py ../models/fr`, after a file was replaced)."""

import json
import pathlib
import sys

from blake3 import blake3


def write_sums(folder):
    """Sums of all files that `config.json` names."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    names = [config["weights"], config["words"], *config["lexicons"], config["memory"]]
    config["blake3"] = {name: blake3((folder / name).read_bytes()).hexdigest() for name in names}
    path.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_sums(pathlib.Path(sys.argv[1]))
