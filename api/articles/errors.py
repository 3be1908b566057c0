"""The refusals about articles."""

from api.runtime.errors import Gone, NotFound


class ArticleNotFound(NotFound):
    code = "article_not_found"
    detail = "There is no article at this address."
    detail_vi = "Không có bài viết nào ở địa chỉ này."


class ArticleWithdrawn(Gone):
    code = "article_withdrawn"
    detail = "This article was published here and has been withdrawn."
    detail_vi = "Bài viết này từng được đăng ở đây và đã được gỡ."
