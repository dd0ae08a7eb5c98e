"""A page is made again when anything changed that it was made of, and else left as it was written.
`make build` does the same with what the last one left on the disk: a page that would be another is made, all other files come from
the sites before (`delivery/same.py`), each only with the very bytes that were made for it.

MkDocs asks each file whether it is modified (`--dirty`). Here a file is when its page would be another: by what it
asked of the facts when it was made, by the texts, templates, settings and other pages that it shows. on_nav: what is left as it
is gets its content back; on_pre_page to on_page_content, on_page_context to on_post_page: what a page asks is noted; on_env: which
pages are to be written; on_post_build: what no longer belongs to the site goes.
"""

import contextlib
import hashlib
import logging
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from facts.project.build import Build
from facts.project.held import state_of
from facts.project.memory import MADE

# What MkDocs and our hooks gave a page once it was read.
READ = ("meta", "title", "content", "toc", "_title_from_render", "present_anchor_ids")
OTHERS = {"sw.js"}  # written by a hook, and no file that MkDocs knows
_WARNS = ("A 'dirty' build is being performed", "The directory contains stale files")
# Of the process: the files that the last build left, by address; None before the first, and after one that did not end.
_left: set[str] | None = None


def _is_told(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(_WARNS)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """MkDocs warns of pages that are left as they were; here these are only those that would be the same."""
    if dirty:
        logging.getLogger("mkdocs.commands.build").addFilter(_is_told)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Find what is left as it is, now that every file and every page is known."""
    build, root = Build.of(config.extra), Path(config.config_file_path).parent
    if not build.keeps:
        return
    context, build.templates = build.context, state_of(root / "overrides")
    _note_links(files)
    build.frame = (
        _settings(config), str(nav), (build.day, build.has_drafts, build.commit), sorted(context.gone),
        context.site.facts.province_type, build.unchecked, repr(context.old_anchors), context.said_files, dict(context.tried),
        build.templates,
    )  # fmt: skip
    for file in files.documentation_pages():
        page = file.page or Page(None, file, config)
        of = (build.frame, page.__dict__.get("title"), page.edit_url, page.canonical_url)
        made_of = build.made_of[file.src_uri] = (*of, _text_of(build, file))
        kept = MADE.before(("read", file.src_uri), made_of)
        if kept:
            given, build.seen[page.url], build.read[page.url], links, scanned, state, html = kept
            build.content_of[file.src_uri], build.html_of[file.src_uri] = state, html
            build.know_codes(scanned)
            page.__dict__.update(given)
            found = {files.get_file_from_path(uri): anchors for uri, anchors in links.items()}
            page.links_to_anchors = {file: anchors for file, anchors in found.items() if file}
        _say_modified(file, kept is None)


def _text_of(build: Build, file: File) -> Any:
    """What stands for the text of a page: of one that was judged for another process a digest of its file."""
    judged = build.pages[file.src_uri] if file.abs_src_path else None
    if judged is None:
        return file.content_string
    return judged.state if build.same else (judged.body, judged.meta)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Begin to note what the page asks while it is read."""
    if (build := Build.of(config.extra)).keeps:
        build.answers = MADE.watch.open()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep it, read."""
    build, uri = Build.of(config.extra), page.file.src_uri
    if build.keeps:
        MADE.watch.close()
        given = {name: page.__dict__[name] for name in READ if name in page.__dict__}
        given |= {"content": "", "markdown": ""}  # only that there is any: else MkDocs gives no title
        said, read = html.encode("utf-8", "surrogatepass"), build.read[page.url]
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        state = build.content_of[uri] = hashlib.sha256(said).digest()
        kept = (given, build.seen[page.url], _with_html(read, ""), links, build.codes_of(html), state, said)
        MADE.keep(("read", uri), build.made_of[uri], build.answers, kept)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Find what is not written again, now that every page is read."""
    global _left
    build = Build.of(config.extra)
    if not build.keeps:
        return
    build.left, _left = _left, None
    build.files = {file.dest_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED}
    build.frame = (build.frame, repr(build.assets), str(env.globals["urgent"]), config.site_dir)
    if build.same:
        build.same.begin(build.files)
    for file in files:
        if page := file.page:
            once, topic = build.said_once(page.url), env.globals["topic_of"](page.url, page.meta)  # type: ignore[operator]
            of: Any = (
                build.frame,
                build.content_of[file.src_uri],
                repr(page.meta),
                page.title,
                repr(once),
                repr(topic),
                page.edit_url,
            )
            of = build.made_of[file.src_uri] = (*of, page.canonical_url)
            kept = MADE.before(("written", file.dest_uri), of)
            digest, codes = kept or (None, ())
            is_taken = build.same.has(file.dest_uri, digest) if build.same else digest and _is_left(build, file)
            if is_taken:
                build.know_codes(codes)
            elif said := build.html_of.get(file.src_uri):
                page.content = said.decode("utf-8", "surrogatepass")
                build.read[page.url] = _with_html(build.read[page.url], page.content)
            _say_modified(file, not is_taken)
        elif build.same:
            _say_modified(file, not build.same.has(file.dest_uri, _digest_of(build, file)))
        else:
            of = state_of(file.abs_src_path) if file.abs_src_path else file.content_bytes
            is_kept = MADE.before(("written", file.dest_uri), (config.site_dir, of)) and _is_left(build, file)
            MADE.keep(("written", file.dest_uri), (config.site_dir, of), {}, True)
            _say_modified(file, not is_kept)


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Begin to note what the page asks while it is written."""
    if (build := Build.of(config.extra)).keeps:
        build.answers = MADE.watch.open()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Keep that it is written."""
    build, file = Build.of(config.extra), page.file
    if build.keeps:
        MADE.watch.close()
        digest = hashlib.sha256(output.encode("utf-8", "xmlcharrefreplace")).digest()
        kept = (digest, build.codes_of(output))
        MADE.keep(("written", file.dest_uri), build.made_of[file.src_uri], build.answers, kept)


def on_post_build(config: MkDocsConfig) -> None:
    """Take away what the last build left and this one has not; after one that did not end, whatever is not of this one."""
    global _left
    build, site = Build.of(config.extra), Path(config.site_dir)
    if not build.keeps:
        return
    if build.is_serving:
        now = build.files | config.theme.static_templates | OTHERS
        there = build.left
        if there is None:
            walked = (path.relative_to(site) for path in site.rglob("*") if not path.is_dir())
            there = {path.as_posix() for path in walked if path.parts[0] not in (build.search, build.told)}
        for path in there - now:
            (site / path).unlink(missing_ok=True)
        _left = now
    if build.templates != state_of(Path(config.config_file_path).parent / "overrides"):
        MADE.begin(is_on=False)  # saved while pages were made of them: nobody knows which of which


def _with_html(read: Any, html: str) -> Any:
    """What was read of a page, with the content that only the page itself shows: most pages are not written again."""
    return replace(read, content=replace(read.content, html=html))


def _note_links(files: Files) -> None:
    """Let what a page asks of other files be noted: where a link leads, or that nothing is there."""
    find, known = files.get_file_from_path, MADE.watched("files", {file.src_uri: file.url for file in files})

    def find_noted(path: str) -> File | None:
        return find(path) if known.get(PurePath(path).as_posix()) is not None else None

    files.get_file_from_path = find_noted  # type: ignore[method-assign]  # MkDocs has no event where it looks for a link


def _settings(config: MkDocsConfig) -> str:
    """All that mkdocs.yml and the command say; what MkDocs and our hooks put there beside is of one build."""
    said = {name: value for name, value in config.items() if name not in ("plugins", "hooks")}
    said["extra"] = {name: value for name, value in config.extra.items() if name != "build"}
    said["mdx_configs"] = _named(config.mdx_configs)
    said["markdown_extensions"] = [name for name in config.markdown_extensions if isinstance(name, str)]
    return repr(said)


def _named(said: Any) -> Any:
    """The same with each function by its name, for where it lies differs from process to process."""
    if isinstance(said, dict):
        return {name: _named(value) for name, value in said.items()}
    return f"{said.__module__}.{said.__qualname__}" if callable(said) and hasattr(said, "__qualname__") else said


def _is_left(build: Build, file: File) -> bool:
    return build.left is not None and file.dest_uri in build.left and Path(file.abs_dest_path).is_file()


def _digest_of(build: Build, file: File) -> bytes | None:
    """What a file without a page will hold."""
    if not file.abs_src_path:
        return hashlib.sha256(file.content_bytes).digest()
    with contextlib.suppress(OSError):  # MkDocs tells it
        return build.held.of(file.abs_src_path)
    return None


def _say_modified(file: File, is_modified: bool) -> None:
    file.is_modified = lambda: is_modified  # type: ignore[method-assign]  # the question is MkDocs's, the answer ours
