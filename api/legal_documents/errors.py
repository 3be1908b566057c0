"""The refusals about legal documents."""

from api.runtime.errors import Gone, NotFound


class LegalDocumentNotFound(NotFound):
    code = "legal_document_not_found"
    detail = "There is no legal document at this address."
    detail_vi = "Không có văn bản nào ở địa chỉ này."


class LegalDocumentWithdrawn(Gone):
    code = "legal_document_withdrawn"
    detail = "This legal document was published here and has been withdrawn."
    detail_vi = "Văn bản này từng được đăng ở đây và đã được gỡ."
