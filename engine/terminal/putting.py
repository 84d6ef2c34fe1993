"""Parts put on a page that may be going."""

from textual.widget import Widget


async def put(parent: Widget, *parts: Widget, before: Widget | None = None) -> None:
    """Mount parts, unless their page goes meanwhile, as when the app leaves."""
    if parent.is_attached and (before is None or before.parent is parent):
        await parent.mount(*parts, before=before)
