"""The last word on every page: what its content may hold, and the policy that it carries.

on_env: values are escaped in the theme's templates too. on_page_content: after every hook that makes content.
on_post_page and on_post_template: the 404 page passes only the second.
"""

import hashlib

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from delivery import contain, links, policy
from facts.project.build import Build


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """MkDocs does not escape. Markup of ours says so: `| safe`, or the type Markup."""
    env.autoescape = True
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Stop the build when something would have to be taken out: an editor wrote it, and should know."""
    contained, lost = contain.contain(html)
    if lost:
        raise PluginError(f"{page.file.src_uri}: không được có trong trang: {', '.join(lost[:5])}")
    return contained


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the page its policy."""
    return _with_policy(output, page.file.src_uri, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the page without Markdown its policy; sitemap.xml and the like have none."""
    return _with_policy(output_content, template_name, config) if template_name.endswith(".html") else output_content


def _with_policy(output: str, name: str, config: MkDocsConfig) -> str:
    """Under `mkdocs serve` a page has none: the reloading script is put in after us."""
    if Build.of(config.extra).is_serving:
        return output
    allowed = Build.of(config.extra).assets.policy
    try:
        output = policy.put_in(output, allowed)
    except ValueError as error:
        raise PluginError(f"{name}: {error}") from None
    tags = links.tags(output)
    refused = list(policy.violations(output, allowed, tags))
    if refused:
        raise PluginError(f"{name}: trái với chính sách của trang: {'; '.join(refused[:5])}")
    written = output.encode("utf-8", "xmlcharrefreplace")  # as MkDocs does it
    Build.of(config.extra).named[hashlib.sha256(written).digest()] = links.found_in(tags)
    return output
