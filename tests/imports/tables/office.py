"""LibreOffice editing a workbook by its own means: a macro of ``edits.bas`` opens it, edits it and saves it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

_MACROS = Path(__file__).with_name("edits.bas")
_SECONDS = 180
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Edits"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits"
 script:language="StarBasic">{}</script:module>
"""


def edited(book: bytes, macro: str, folder: Path) -> bytes:
    """Return a workbook after a macro edited it and LibreOffice saved it.

    Args:
        book: the workbook.
        macro: a subroutine of ``edits.bas`` that takes the addresses of the file and of the new one.
        folder: where files may be written.
    """
    source, target = folder / f"{macro}-before.xlsx", folder / f"{macro}-after.xlsx"
    source.write_bytes(book)
    profile = folder / "profile"
    office = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    standard = profile / "user" / "basic" / "Standard"
    if not profile.exists():
        # The first start writes the library of macros anew.
        subprocess.run([*office, "--terminate_after_init"], capture_output=True, timeout=_SECONDS, check=False)
        standard.mkdir(parents=True, exist_ok=True)
        (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        module = _MODULE.format(escape(_MACROS.read_text(encoding="utf-8")))
        (standard / "Edits.xba").write_text(module, encoding="utf-8")
    call = f'macro:///Standard.Edits.{macro}("{source.as_uri()}","{target.as_uri()}")'
    subprocess.run([*office, call], capture_output=True, timeout=_SECONDS, check=True)
    assert target.is_file(), f"the macro {macro} saved nothing"
    return target.read_bytes()
