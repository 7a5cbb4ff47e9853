"""Working as the owner of a folder: root would leave files in a user's site that this user could not change."""

import os
import pwd
import shlex
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def become_owner_of(folder: Path) -> None:
    """Let root become the user who owns `folder`, or will own it; do nothing for others and in root's own folders.

    Exits with one sentence, which holds the `sudo -u` line, where root cannot become that user.
    """
    if os.geteuid() != 0:
        return
    _give_back_compiled_files()
    owner = next(place for place in (folder, *folder.parents) if place.exists()).stat()
    if owner.st_uid == 0 or _has_database_of_another(folder, owner.st_uid):
        return
    try:
        account = pwd.getpwuid(owner.st_uid)
        name, group, home = account.pw_name, account.pw_gid, account.pw_dir
        groups = os.getgrouplist(name, group)
    except KeyError:
        name, group, home = str(owner.st_uid), owner.st_gid, "/"
        groups = [group]
    try:
        os.setgroups(groups)
        os.setgid(group)
        os.setuid(owner.st_uid)
    except OSError as error:
        sys.exit(_refusal(folder, name, f"root cannot become that user here ({error.strerror})"))
    if not all(os.access(needed, os.R_OK) for needed in (_ROOT / "manage.py", sys.executable)):
        sys.exit(_refusal(folder, name, f"that user cannot read {_ROOT} or {sys.executable}"))
    os.environ.update(HOME=home, USER=name, LOGNAME=name)


def _has_database_of_another(folder: Path, owner: int) -> bool:
    """Tell whether root began this site: the database then belongs to another account, or is kept elsewhere."""
    data = folder / "postgres" / "data"
    return (folder / "postgres" / "elsewhere").exists() or (data.exists() and data.stat().st_uid != owner)


def _refusal(folder: Path, name: str, reason: str) -> str:
    user = f"#{name}" if name.isdecimal() else name
    return (
        f"The folder {folder} belongs to the user {name}, and {reason}. "
        f"Type this as that user: sudo -u {shlex.quote(user)} {shlex.join(sys.orig_argv)}"
    )


def _give_back_compiled_files() -> None:
    """Give what Python has compiled as root on the way here to the owner of the source."""
    for module in list(sys.modules.values()):
        source, compiled = getattr(module, "__file__", None), getattr(module, "__cached__", None)
        if not source or not compiled or not Path(compiled).is_relative_to(_ROOT):
            continue
        owner = Path(source).parent.stat()
        for made in (Path(compiled), Path(compiled).parent):
            if made.exists() and made.stat().st_uid == 0 != owner.st_uid:
                os.chown(made, owner.st_uid, owner.st_gid)
