"""on_env, when every page is known: the sitemap, and what templates say to search engines."""

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from facts.exports import discovery, json_ld
from facts.project.build import Build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The builder's own sitemap is dated by the build; ours by the facts."""
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add sitemap.xml, and give templates `linked(page, title)` and the address that a moved page leads to."""
    build = Build.of(config.extra)
    site = build.context.site
    if site.settings.site_url:
        pages = [
            (file.url.removeprefix("./"), build.seen[page.url].newest)
            for file in files.documentation_pages()
            if (page := file.page) and _is_listed(page)
        ]
        text = discovery.sitemap(site, pages)
        files.append(File.generated(config, "sitemap.xml", content=text, inclusion=InclusionLevel.NOT_IN_NAV))

    def linked_data(page: Page, title: str) -> Markup:
        return json_ld.script(site, page.url, page.meta.get("record", ""), title, build.crumbs(page.url))

    env.globals["linked"] = linked_data
    return env


def _is_listed(page: Page) -> bool:
    """Pages of facts and words; not sheets to print, the blank page or those that only lead elsewhere."""
    meta = page.meta
    return meta.get("template") not in ("paper.html", "blank.html") and "moved_to" not in meta
