"""Pieces in their places: how they are laid out, and how the caret goes from one to the next."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.screen import ModalScreen

from engine.terminal.panes.piece_view import PieceView
from engine.terminal.panes.rows import Columns, Kept, Piece, Row, flow, heading, lay_out

from .conftest import rows_drawn


def piece(key: str, text: str = "word") -> Piece:
    return Piece(key, text, flow(text))


ROWS: list[Row] = [
    piece("over"),
    Columns((piece("l1"), piece("l2")), (piece("r1", "a long piece " * 12), piece("r2"), piece("r3"))),
    heading("h", "Heading"),
    piece("under"),
]


class PiecesApp(App[None]):
    def __init__(self, split_from: int = 1) -> None:
        super().__init__()
        self.view = PieceView(split_from)

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.set_rows(ROWS)
        self.view.focus()


def test_columns_stand_side_by_side_or_one_under_the_other() -> None:
    split = lay_out(ROWS, 60, True)
    places = {cell.piece.key: (cell.x, cell.y) for cell in split.cells}
    assert places["l1"] == (0, 2)
    assert places["r1"] == (31, 2)
    assert places["under"][1] > max(cell.end for cell in split.cells if cell.piece.key in ("l2", "r3"))
    stacked = lay_out(ROWS, 60)
    order = [cell.piece.key for cell in stacked.cells]
    assert order == ["over", "l1", "l2", "r1", "r2", "r3", "head:h", "under"]
    assert [cell.y for cell in stacked.cells] == sorted(cell.y for cell in stacked.cells)
    for laid in (split, stacked):
        assert all(len(laid.row(y)) <= 60 for y in range(len(laid.rows)))


def test_lines_are_made_once_for_a_state_and_a_width() -> None:
    kept = Kept()
    one = piece("one")
    lines = kept.lines(one, 30)
    assert kept.lines(piece("one"), 30) is lines
    assert kept.lines(one, 20) is not lines
    assert kept.lines(piece("one", "other"), 20)[0].plain == "other"


async def test_the_caret_stays_in_its_column_and_leaves_it_at_the_end() -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 40)) as pilot:
        await pilot.pause()

        async def way(*keys: str) -> str:
            await pilot.press(*keys)
            return app.view.cursor

        assert app.view.cursor == "over"
        assert await way("down") == "l1"
        assert await way("down") == "l2"
        assert await way("down") == "under"
        assert await way("up") == "l2"
        app.view.across(1)
        assert app.view.cursor in ("r1", "r2")
        app.view.move_to("r1")
        assert await way("down", "down") == "r3"
        assert await way("down") == "under"
        app.view.move_to("r1")
        assert await way("up") == "over"
        assert not app.view.across(1), "there is no other column"
        assert await way("end") == "under"
        assert await way("home") == "over"


async def test_nothing_is_no_trouble() -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 10)) as pilot:
        app.view.set_rows([])
        await pilot.press("down", "up", "enter", "home", "end", "pagedown", "pageup")
        await pilot.click(app.view, offset=(3, 3))
        assert app.view.cursor == ""
        await pilot.resize_terminal(3, 3)
        app.view.set_rows(ROWS)
        await pilot.resize_terminal(70, 10)
        await pilot.pause()
        assert app.view.cursor == "over"


async def test_what_was_at_the_top_is_there_after_a_resize() -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        app.view.move_to("r3", top=True)
        await pilot.pause()
        await pilot.resize_terminal(50, 8)
        await pilot.pause()
        cell = app.view.laid.cells[app.view.laid.places["r3"]]
        assert app.view.scroll_offset.y <= cell.y < app.view.scroll_offset.y + app.view.size.height


def caret_in_view(view: PieceView) -> bool:
    cell = view.laid.cells[view.laid.places[view.cursor]]
    return view.scroll_offset.y <= cell.y and cell.end <= view.scroll_offset.y + view.size.height


async def test_a_piece_at_the_caret_that_grows_is_seen_whole() -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 8)) as pilot:
        rows = [piece(f"p{number}") for number in range(9)]
        app.view.set_rows(rows)
        app.view.cursor = "p3"
        await pilot.pause()
        app.view.set_rows([piece(row.key, "grown " * 30) if row.key == "p3" else row for row in rows])
        await pilot.pause()
        assert app.view.scroll_offset.y > 0
        assert caret_in_view(app.view)


@pytest.mark.parametrize("dialog", [True, False])
@pytest.mark.parametrize("size", [(24, 12), (70, 5)])
async def test_the_caret_is_in_view_after_a_resize_under_a_dialog_or_from_another_window(
    size: tuple[int, int], dialog: bool
) -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 12)) as pilot:
        app.view.set_rows([piece(f"p{number}", "word " * 10) for number in range(9)])
        app.view.move_to("p5")
        await pilot.pause()
        if dialog:
            app.push_screen(ModalScreen[None]())
        else:
            app.post_message(events.AppBlur())
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await pilot.pause()
        if dialog:
            app.pop_screen()
        else:
            app.post_message(events.AppFocus())
        await pilot.pause()
        assert app.view.has_focus
        assert caret_in_view(app.view)


async def test_a_long_pane_that_was_read_through_is_not_kept_as_it_was_drawn() -> None:
    app = PiecesApp()

    async with app.run_test(size=(70, 40)) as pilot:
        app.view.set_rows([piece(f"p{number}", f"{number} words") for number in range(800)])
        await pilot.pause()
        before = rows_drawn()
        for row in range(0, app.view.max_scroll_y, 40):
            app.view.scroll_to(y=row, animate=False)
            await pilot.pause()
        assert rows_drawn() - before < 400
        app.view.scroll_to(y=0, animate=False)
        await pilot.pause()
        assert app.view.render_line(0).text.strip() == "❯ 0 words"


def placed(view: PieceView) -> set[tuple[int, int]]:
    """Where the words of the third row are said to stand, if they are told from other rows' words."""
    offsets = {segment.style.meta.get("offset", (0, 0)) for segment in view.render_line(2) if segment.style}
    return {(x, y) for x, y in offsets if y}


async def test_words_are_marked_with_the_mouse_and_carry_their_places_only_for_it() -> None:
    app = PiecesApp()
    async with app.run_test(size=(70, 40)) as pilot:
        app.view.styles.height = 20
        await pilot.pause()
        assert not placed(app.view)
        await pilot.hover(app.view, offset=(2, 0))
        await pilot.pause()
        assert (0, 2) in placed(app.view)
        await pilot.mouse_down(app.view, offset=(2, 2))
        await pilot.hover(app.view, offset=(5, 2))
        await pilot.mouse_up(app.view, offset=(5, 2))
        await pilot.pause()
        assert app.screen.get_selected_text() == "word"
        app.screen.clear_selection()
        await pilot.hover(app.screen, offset=(0, 39))
        await pilot.pause()
        assert not placed(app.view)
