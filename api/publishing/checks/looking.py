"""What a gate looks at: content that is about to be public, and what is public in its place now."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from api.publishing import editions
from api.publishing.checks.texts import Text, texts_of
from api.publishing.content_type import Content, ContentType, Publication, content_type
from api.publishing.models import Public
from api.richtext import html


@dataclass(frozen=True)
class Look:
    """One publication, with the content of the live edition, which is empty where there is none."""

    publication: Publication

    @property
    def content(self) -> Content:
        """What is about to be public."""
        return self.publication.content

    @cached_property
    def handled(self) -> ContentType:
        """The type of the document."""
        return content_type(self.publication.document.type)

    @cached_property
    def live(self) -> Content:
        """What is public now, in the form of today's schema."""
        document = self.publication.document
        if document.public != Public.LIVE or document.live is None:
            return {}
        return editions.content(document, editions.live(document))

    def texts(self, content: Content) -> Iterator[Text]:
        """Every text of some content as readers see it; of rich text its words."""
        for text in texts_of(content, self.handled):
            plain = html.lines(text.text) if text.is_html else text.text
            yield text._replace(text=plain, is_html=False)

    def bodies(self, content: Content) -> Iterator[tuple[str, str]]:
        """The rich texts of some content, each with its pointer."""
        for field in self.handled.bundle.html:
            yield f"/{field}", content.get(field) or ""
