"""A release can be a page of the mission, such as its privacy notice; no list has it."""

import uuid

from django.db import migrations, models

from pressreleases.migrations._sql import list_fields, run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0014_address_in_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="page",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name="historicalrelease",
            name="page",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="page",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("page", ""), _negated=True), fields=["page", "language"], name="edition_pages"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("page", ""),
                        models.Q(
                            ("slug__in", ["_about", "_accessibility", "_head-of-mission", "_press-kit", "_privacy"]),
                            _negated=True,
                        ),
                        models.Q(("kind", "page"), _negated=True),
                    ),
                    models.Q(("anniversary__isnull", True), ("kind", "page"), ("page", "about"), ("slug", "_about")),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("kind", "page"),
                        ("page", "head-of-mission"),
                        ("slug", "_head-of-mission"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True), ("kind", "page"), ("page", "press-kit"), ("slug", "_press-kit")
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("kind", "page"),
                        ("page", "accessibility"),
                        ("slug", "_accessibility"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True), ("kind", "page"), ("page", "privacy"), ("slug", "_privacy")
                    ),
                    _connector="OR",
                ),
                name="edition_page_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("page", ""),
                        models.Q(
                            ("slug__in", ["_about", "_accessibility", "_head-of-mission", "_press-kit", "_privacy"]),
                            _negated=True,
                        ),
                        models.Q(("kind", "page"), _negated=True),
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("embargo_ends_at__isnull", True),
                        ("family", uuid.UUID("610b0d8e-a8a5-5e3c-932f-5e195e5dbb16")),
                        ("kind", "page"),
                        ("page", "about"),
                        ("reference", ""),
                        ("slug", "_about"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("embargo_ends_at__isnull", True),
                        ("family", uuid.UUID("a05b4f60-992c-5291-94e9-461aaff2264b")),
                        ("kind", "page"),
                        ("page", "head-of-mission"),
                        ("reference", ""),
                        ("slug", "_head-of-mission"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("embargo_ends_at__isnull", True),
                        ("family", uuid.UUID("d652bebf-35a1-56a0-bc95-aec31cc9153a")),
                        ("kind", "page"),
                        ("page", "press-kit"),
                        ("reference", ""),
                        ("slug", "_press-kit"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("embargo_ends_at__isnull", True),
                        ("family", uuid.UUID("239ac95e-7b3c-52cd-8719-a48d22a0a201")),
                        ("kind", "page"),
                        ("page", "accessibility"),
                        ("reference", ""),
                        ("slug", "_accessibility"),
                    ),
                    models.Q(
                        ("anniversary__isnull", True),
                        ("embargo_ends_at__isnull", True),
                        ("family", uuid.UUID("6c09b476-5731-5020-95ad-de1a26ba5717")),
                        ("kind", "page"),
                        ("page", "privacy"),
                        ("reference", ""),
                        ("slug", "_privacy"),
                    ),
                    _connector="OR",
                ),
                name="release_page_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("page", ""), _negated=True),
                    models.Q(
                        (
                            "family__in",
                            [
                                uuid.UUID("610b0d8e-a8a5-5e3c-932f-5e195e5dbb16"),
                                uuid.UUID("a05b4f60-992c-5291-94e9-461aaff2264b"),
                                uuid.UUID("d652bebf-35a1-56a0-bc95-aec31cc9153a"),
                                uuid.UUID("239ac95e-7b3c-52cd-8719-a48d22a0a201"),
                                uuid.UUID("6c09b476-5731-5020-95ad-de1a26ba5717"),
                            ],
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="release_family_is_of_no_page",
            ),
        ),
        list_fields(),
        run("pages"),
    ]
