"""The engine as a plugin of MkDocs: what mkdocs.yml sets in its own repository, and the same hook files in the same order.

A province's mkdocs.yml says `plugins: [trang-tinh]` and what is the province's. The engine's settings are read as MkDocs reads
any; so they mean here what they mean there.
"""

from pathlib import Path
from typing import Literal

import yaml
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

ENGINE = Path(__file__).resolve().parents[2]
SET = ("theme", "not_in_nav", "validation", "markdown_extensions", "mdx_configs")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """None: what differs from one province to the next stands in `extra:`."""


class Engine(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # the same
    """Gives a province's site its theme, its Markdown and the hooks."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Before any settings are handed on: the hooks are told the command."""
        for method in _settings().plugins.events["startup"]:
            method(command=command, dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put the engine's settings beside the province's, and its hooks after this one, in their order.

        MkDocs is asking a list of which this is the first, and goes on to what is added to it.
        """
        ours = _settings()
        for name in SET:
            config[name] = ours[name]
        config.watch = [str(Path(config.config_file_path).parent / "data")]
        for event, methods in ours.plugins.events.items():
            for method in methods if event != "startup" else ():
                config.plugins._register_event(event, method, "trang-tinh")
        return config


def _settings() -> MkDocsConfig:
    """The engine's own settings, each time new: a build changes what it was given."""
    file = ENGINE / "mkdocs.yml"
    settings = MkDocsConfig(config_file_path=str(file))
    settings.load_dict({"site_name": "-", **yaml.safe_load(file.read_text(encoding="utf-8"))})
    errors, _ = settings.validate()
    if errors:
        raise Abort(f"Gói trong engine/ hỏng: {errors[0]}. Lấy lại gói.")
    return settings
