"""A drawn chart, as SVG and as PNG, with the same content in words."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from xml.sax.saxutils import escape

from competencygraph.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Chart", "Drawable", "chart_format", "make_figure"]

_DPI = 150
_SETTINGS: Any = {"svg.hashsalt": "competencygraph", "svg.fonttype": "path", "font.family": "DejaVu Sans"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Drawable(Protocol):
    """What a chart shows."""

    @property
    def title(self) -> str:
        """Return what is shown, in a few words."""
        ...

    @property
    def language(self) -> str:
        """Return the language of the words."""
        ...

    def in_words(self) -> str:
        """Return the whole content as text."""
        ...


class Chart:
    """A chart. In a notebook it shows itself; elsewhere it is saved.

    Args:
        figure: the drawing.
        content: what it shows.
    """

    def __init__(self, figure: Figure, content: Drawable) -> None:
        self._figure = figure
        self.content = content

    @property
    def alt(self) -> str:
        """Return the content in words, for those who cannot see the drawing."""
        return self.content.in_words()

    def svg(self) -> str:
        """Return the drawing as SVG with a title and a description; the same text for the same content."""
        text = self._drawn("svg", metadata={"Date": None, "Creator": None}).decode("utf-8")
        head = (
            f'<title id="chart-title">{_xml(self.content.title)}</title>\n'
            f'<desc id="chart-description">{_xml(self.alt)}</desc>\n'
        )
        names = f'role="img" aria-labelledby="chart-title chart-description" xml:lang="{_xml(self.content.language)}"'
        text = re.sub(r"<svg ", f"<svg {names} ", text, count=1)
        return re.sub(r"(<svg [^>]*>\n?)", lambda found: found.group() + head, text, count=1)

    def png(self) -> bytes:
        """Return the drawing as PNG; the words stand in its ``Description``."""
        return self._drawn(
            "png", dpi=_DPI, metadata={"Software": None, "Description": _NOT_IN_XML.sub("\ufffd", self.alt)}
        )

    def save(self, path: str | Path) -> Path:
        """Write the chart to a file.

        Args:
            path: ends in ``.svg`` or ``.png``; one that is there is replaced.

        Returns:
            The path.

        Raises:
            UsageError: the ending is another, or the file cannot be written.
        """
        target = Path(path)
        try:
            target.write_bytes(self.content_for(target))
        except OSError as error:
            raise UsageError(
                "the file cannot be written", where=str(path), remedy="check the folder, and close the file elsewhere"
            ) from error
        return target

    def content_for(self, path: Path) -> bytes:
        """Return what a file with this name would hold.

        Args:
            path: ends in ``.svg`` or ``.png``.

        Returns:
            The bytes.

        Raises:
            UsageError: the ending is another.
        """
        return self.svg().encode("utf-8") if chart_format(path) == "svg" else self.png()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return the chart for a notebook: the drawing, and its words."""
        return {"image/svg+xml": self.svg(), "text/plain": self.alt}

    def __repr__(self) -> str:
        """Return the content in words."""
        return self.alt

    def _drawn(self, kind: str, **options: Any) -> bytes:
        from matplotlib import rc_context

        out = io.BytesIO()
        with rc_context(_SETTINGS), warnings.catch_warnings():
            # A character that the font lacks is drawn as a box; the description has it.
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            self._figure.savefig(out, format=kind, **options)
        return out.getvalue()


def chart_format(path: Path) -> str:
    """Return the format that the ending of a name tells.

    Args:
        path: of a chart.

    Returns:
        ``svg`` or ``png``.

    Raises:
        UsageError: the ending is another.

    >>> from pathlib import Path
    >>> chart_format(Path("ladder.SVG"))
    'svg'
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in {"svg", "png"}:
        raise UsageError("the ending tells no format of a chart", where=str(path), remedy="let it end in .svg or .png")
    return ending


def make_figure(width: float, height: float) -> Figure:
    """Return an empty drawing that belongs to no window.

    Args:
        width: in inches.
        height: in inches.

    Returns:
        The figure.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(
            "a chart needs matplotlib", where="chart", remedy="pip install 'competencygraph[charts]'"
        ) from error
    with rc_context(_SETTINGS):
        return Figure(figsize=(width, height), facecolor="white")


def _xml(text: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", text), {'"': "&quot;"})
