"""What the site stores. Every rule that must hold is held by Postgres; these classes give it names and words."""

from pressreleases.models.anniversary import Anniversary, AnniversaryAddress, AnniversaryDate, AnniversaryName
from pressreleases.models.announcement import Announcement, AnnouncementText
from pressreleases.models.attachment import Attachment, ReleaseAttachment
from pressreleases.models.audit import AuditEntry
from pressreleases.models.autosave import AutosavedForm, Presence
from pressreleases.models.checkup import Checkup, CheckupQuerySet
from pressreleases.models.edition import Edition, EditionQuerySet
from pressreleases.models.former_address import FormerAddress
from pressreleases.models.heartbeat import Heartbeat, HeartbeatQuerySet
from pressreleases.models.image import Image, ImageDescription
from pressreleases.models.letterhead_pdf import LetterheadPdf, LetterheadPdfQuerySet
from pressreleases.models.live_check import LiveCheck, LiveCheckQuerySet
from pressreleases.models.mission import ClosedDays, ContactNumber, MissionDetails, MissionName, OpeningHours
from pressreleases.models.month_counts import CountsTaken, MonthCount
from pressreleases.models.notice import Notice, NoticeChoice, NoticeQuerySet
from pressreleases.models.observance import DraftNote, Observance, Reminder
from pressreleases.models.passage_comment import PassageAnswer, PassageComment, PassageCommentQuerySet
from pressreleases.models.policy_report import PolicyReport
from pressreleases.models.preview_link import Clearance, PreviewLink, PreviewVisit
from pressreleases.models.release import PendingChange, Release, ReleaseQuerySet
from pressreleases.models.review import MadeFrom, PublishedAlone, PublishedAloneQuerySet, ReviewComment
from pressreleases.models.search import SearchEntry, SearchWord
from pressreleases.models.source_document import ReleaseSource, SourceDocument
from pressreleases.models.staff_session import StaffSession
from pressreleases.models.topic import Topic, TopicAddress, TopicName
from pressreleases.models.withdrawal import Withdrawal

__all__ = [
    "Anniversary",
    "AnniversaryAddress",
    "AnniversaryDate",
    "AnniversaryName",
    "Announcement",
    "AnnouncementText",
    "Attachment",
    "AuditEntry",
    "AutosavedForm",
    "Checkup",
    "CheckupQuerySet",
    "Clearance",
    "ClosedDays",
    "ContactNumber",
    "CountsTaken",
    "DraftNote",
    "Edition",
    "EditionQuerySet",
    "FormerAddress",
    "Heartbeat",
    "HeartbeatQuerySet",
    "Image",
    "ImageDescription",
    "LetterheadPdf",
    "LetterheadPdfQuerySet",
    "LiveCheck",
    "LiveCheckQuerySet",
    "MadeFrom",
    "MissionDetails",
    "MissionName",
    "MonthCount",
    "Notice",
    "NoticeChoice",
    "NoticeQuerySet",
    "Observance",
    "OpeningHours",
    "PassageAnswer",
    "PassageComment",
    "PassageCommentQuerySet",
    "PendingChange",
    "PolicyReport",
    "Presence",
    "PreviewLink",
    "PreviewVisit",
    "PublishedAlone",
    "PublishedAloneQuerySet",
    "Release",
    "ReleaseAttachment",
    "ReleaseQuerySet",
    "ReleaseSource",
    "Reminder",
    "ReviewComment",
    "SearchEntry",
    "SearchWord",
    "SourceDocument",
    "StaffSession",
    "Topic",
    "TopicAddress",
    "TopicName",
    "Withdrawal",
]
