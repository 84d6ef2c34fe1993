"""Parts put on a page that may be going."""

from textual.widget import Widget


async def put(parent: Widget, *parts: Widget, before: Widget | None = None) -> bool:
    """Mount parts, unless their page goes meanwhile, as when the app leaves; whether all of them stand on it then."""
    if not parent.is_attached or (before is not None and before.parent is not parent):
        return False
    await parent.mount(*parts, before=before)
    return all(part.parent is parent for part in parts)
