"""The labels of sheets, such as “Press release”, and the kind of document that each names. Nothing looks at a text."""

from __future__ import annotations

from pressreleases.intake.folding import fold_loosely, letters, without_accents
from pressreleases.intake.vocabulary import split

# The values of `models.kinds.Kind`; a test compares them, because intake does not import the models.
LABELS: dict[tuple[str, str], tuple[str, ...]] = {
    ("press-release", "en"): split(
        "press release|news release|media release|press communiqué|press communique|press note|press bulletin|"
        "press information|joint press release"
    ),
    ("press-release", "az"): split(
        "mətbuat xəbəri|mətbuat açıqlaması|mətbuat üçün açıqlama|mətbuat üçün məlumat|mətbuat məlumatı|mətbuat relizi|"
        "press-reliz|press-relizi|mətbuat bülleteni"
    ),
    ("press-release", "fr"): split(
        "communiqué de presse|communique de presse|communiqué|note de presse|communiqué de presse conjoint|"
        "communiqué de presse commun"
    ),
    ("press-release", "es"): split("nota de prensa|comunicado de prensa|boletín de prensa|comunicado"),
    ("press-release", "ru"): split(
        "пресс-релиз|совместный пресс-релиз|сообщение для сми|сообщение для печати|"
        "сообщение для прессы|информация для прессы"
    ),
    ("press-release", "ar"): split("بيان صحفي|بيان صحافي|نشرة صحفية|خبر صحفي|بلاغ صحفي|بلاغ صحافي"),
    ("press-release", "zh"): split("新闻稿|新聞稿|新闻公报|新闻通稿"),
    ("press-release", "tr"): split("basın açıklaması|basın bildirisi|basın bülteni|basın duyurusu"),
    ("statement", "en"): split(
        "statement|press statement|media statement|official statement|joint statement|joint press statement|"
        "joint communiqué|"
        "joint declaration|declaration|right of reply|exercise of the right of reply|first right of reply|"
        "statement in right of reply|"
        "statement in exercise of the right of reply|second right of reply|"
        "explanation of vote|explanation of position|national statement"
    ),
    ("statement", "az"): split(
        "bəyanat|rəsmi bəyanat|rəsmi açıqlama|açıqlama|birgə bəyanat|birgə bəyannamə|bəyannamə|cavab hüququ|"
        "cavab hüququ qaydasında çıxış"
    ),
    ("statement", "fr"): split(
        "déclaration|déclaration commune|déclaration conjointe|déclaration officielle|déclaration à la presse|"
        "droit de réponse|deuxième droit de réponse|"
        "exercice du droit de réponse|explication de vote|communiqué conjoint"
    ),
    ("statement", "es"): split(
        "declaración|declaración conjunta|declaración oficial|derecho de réplica|derecho a réplica|comunicado conjunto|"
        "explicación de voto|derecho a contestar|ejercicio del derecho a réplica|ejercicio del derecho de réplica"
    ),
    ("statement", "ru"): split(
        "заявление|совместное заявление|официальное заявление|заявление для прессы|право на ответ|право ответа|"
        "ответное слово|в порядке осуществления права на ответ|выступление в порядке осуществления права на ответ"
    ),
    ("statement", "ar"): split("بيان|بيان مشترك|بيان رسمي|حق الرد|إعلان مشترك|تصريح|تصريح صحفي"),
    ("statement", "zh"): split("声明|聲明|联合声明|联合公报|联合新闻公报|答辩权|行使答辩权|答辩发言|解释性发言"),
    ("statement", "tr"): split(
        "açıklama|ortak açıklama|ortak basın açıklaması|ortak bildiri|cevap hakkı|beyanat|bildiri|ortak beyan|"
        "ortak beyanat"
    ),
    ("remarks", "en"): split(
        "remarks|speech|address|opening remarks|welcoming remarks|welcome remarks|closing remarks|keynote address|"
        "intervention|keynote speech"
    ),
    ("remarks", "az"): split("çıxış|nitq|açılış nitqi|giriş sözü|çıxışın mətni|təbrik nitqi"),
    ("remarks", "fr"): split(
        "allocution|discours|intervention|propos liminaires|remarques|mot de bienvenue|allocution d'ouverture"
    ),
    ("remarks", "es"): split("discurso|palabras|intervención|alocución|palabras de apertura|palabras de bienvenida"),
    ("remarks", "ru"): split("выступление|речь|вступительное слово|приветственное слово|слово"),
    ("remarks", "ar"): split("كلمة|خطاب|كلمة افتتاحية|مداخلة|كلمة ترحيبية"),
    ("remarks", "zh"): split("讲话|致辞|致词|发言|演讲|講話"),
    ("remarks", "tr"): split("konuşma|hitap|açılış konuşması|konuşma metni|hoş geldiniz konuşması"),
    ("media-advisory", "en"): split(
        "media advisory|press advisory|media alert|advisory|notice to the media|notice to media|note to correspondents|"
        "media invitation|press invitation|invitation to the media|media notice"
    ),
    ("media-advisory", "az"): split(
        "media üçün məlumat|media elanı|mətbuat elanı|media üçün elan|mətbuat üçün elan|media üçün dəvət|"
        "mətbuat nümayəndələrinin nəzərinə|jurnalistlərin nəzərinə|kiv nümayəndələrinin nəzərinə"
    ),
    ("media-advisory", "fr"): split(
        "avis aux médias|avis à la presse|invitation à la presse|note aux médias|invitation aux médias|"
        "avis aux correspondants|avis médias|note aux rédactions|note à la rédaction"
    ),
    ("media-advisory", "es"): split(
        "aviso a los medios|aviso a la prensa|convocatoria de prensa|convocatoria a los medios|nota a los medios|"
        "aviso de prensa|convocatoria a medios|invitación a los medios|invitación a la prensa"
    ),
    ("media-advisory", "ru"): split(
        "анонс|анонс для сми|анонс для прессы|объявление для сми|вниманию сми|медиа-анонс|к сведению сми|"
        "приглашение для сми|вниманию прессы|информация для сми"
    ),
    ("media-advisory", "ar"): split(
        "تنويه إعلامي|إشعار إعلامي|دعوة إعلامية|تنبيه إعلامي|إعلان لوسائل الإعلام|دعوة صحفية|إشعار لوسائل الإعلام|"
        "دعوة لوسائل الإعلام|دعوة إلى وسائل الإعلام|دعوة للصحفيين|إخطار إعلامي"
    ),
    ("media-advisory", "zh"): split("媒体通知|媒体通告|采访通知|采访邀请|媒体邀请|媒体预告|媒体邀请函"),
    ("media-advisory", "tr"): split("medya duyurusu|basın daveti|basına duyuru|medya daveti|basın mensuplarına duyuru"),
    ("letter", "en"): split("letter|open letter"),
    ("letter", "az"): split("məktub|açıq məktub"),
    ("letter", "fr"): split("lettre|lettre ouverte"),
    ("letter", "es"): split("carta|carta abierta"),
    ("letter", "ru"): split("письмо|открытое письмо"),
    ("letter", "ar"): split("رسالة|رسالة مفتوحة"),
    ("letter", "zh"): split("信函|公开信"),
    ("letter", "tr"): split("mektup|açık mektup"),
    ("note", "en"): split("note verbale|verbal note"),
    ("note", "az"): split("verbal nota|şifahi nota|nota"),
    ("note", "fr"): split("note verbale"),
    ("note", "es"): split("nota verbal"),
    ("note", "ru"): split("вербальная нота|нота"),
    ("note", "ar"): split("مذكرة شفوية|مذكرة شفهية"),
    ("note", "zh"): split("普通照会|照会"),
    ("note", "tr"): split("sözlü nota|nota|sözel nota"),
}
KINDS = tuple(dict.fromkeys(kind for kind, _language in LABELS))
# Those that somebody is written to: the date and the addressee may stand at the foot.
LETTERS = frozenset({"letter", "note"})
# Labels of sheets that the site has no kind for: which one a sheet becomes is a question.
WITHOUT_KIND: dict[str, tuple[str, ...]] = {
    "en": split(
        "commentary|comment|announcement|public announcement|message|fact sheet|factsheet|interview|op-ed|readout|"
        "press briefing|briefing|newsletter|bulletin|notice|public notice|consular notice|travel advisory|obituary|"
        "message of condolence|condolences|congratulatory message|message of congratulations|invitation|"
        "questions and answers|q&a|background note|position paper|concept note|programme|information note|"
        "press conference|transcript|biography|article|report|summary|appeal|greetings"
    ),
    "az": split(
        "şərh|rəy|elan|rəsmi elan|müraciət|təbrik|başsağlığı|müsahibə|brifinq|məlumat|məlumat vərəqi|bildiriş|dəvət|"
        "konsulluq elanı|suallar və cavablar|mətbuat konfransı|məqalə|hesabat|çağırış|xəbərdarlıq|arayış"
    ),
    "fr": split(
        "commentaire|annonce|avis|avis au public|avis consulaire|message|message de condoléances|"
        "message de félicitations|"
        "fiche d'information|entretien|interview|tribune|point de presse|conférence de presse|bulletin|invitation|"
        "questions et réponses|note d'information|compte rendu|article|rapport|appel|vœux|nécrologie"
    ),
    "es": split(
        "comentario|anuncio|aviso|aviso público|aviso consular|mensaje|mensaje de condolencias|mensaje de felicitación|"
        "ficha informativa|entrevista|rueda de prensa|conferencia de prensa|boletín|invitación|preguntas y respuestas|"
        "nota informativa|artículo|informe|llamamiento|saludo|obituario"
    ),
    "ru": split(
        "комментарий|объявление|извещение|обращение|послание|приветствие|поздравление|соболезнование|интервью|брифинг|"
        "справка|информационная справка|пресс-конференция|приглашение|вопросы и ответы|статья|отчёт|отчет|сообщение|"
        "консульское объявление|некролог|телеграмма"
    ),
    "ar": split(
        "تعليق|إعلان|إعلان عام|إعلان قنصلي|تعزية|برقية تعزية|تهنئة|برقية تهنئة|مقابلة|مؤتمر صحفي|إحاطة|نشرة|دعوة|مقال|"
        "تقرير|نداء|أسئلة وأجوبة|صحيفة وقائع|مذكرة إعلامية"
    ),
    "zh": split(
        "评论|公告|通告|通知|领事公告|贺电|贺信|唁电|访谈|专访|吹风会|记者会|情况说明|邀请函|问答|文章|报告|倡议|简报|慰问电"
    ),
    "tr": split(
        "yorum|duyuru|ilan|konsolosluk duyurusu|mesaj|taziye mesajı|kutlama mesajı|bilgi notu|röportaj|mülakat|brifing|"
        "basın toplantısı|bülten|davet|soru ve cevap|makale|rapor|çağrı|tebrik"
    ),
}
LABEL_OF: dict[str, tuple[str, frozenset[str]]] = {}
PHRASES: set[str] = set()
"""The labels, folded."""

for (_kind, _language), _several in LABELS.items():
    _bare = map(without_accents, _several) if _language in ("fr", "es") else ()
    for _words in dict.fromkeys((*_several, *_bare)):
        PHRASES.add(fold_loosely(_words))
        _key = letters(_words)
        _known = LABEL_OF.get(_key)
        LABEL_OF[_key] = _kind, (_known[1] if _known else frozenset()) | {_language}

for _language, _several in WITHOUT_KIND.items():
    _bare = map(without_accents, _several) if _language in ("fr", "es") else ()
    for _words in dict.fromkeys((*_several, *_bare)):
        _key = letters(_words)
        if _key not in LABEL_OF or not LABEL_OF[_key][0]:
            _known = LABEL_OF.get(_key)
            LABEL_OF[_key] = "", (_known[1] if _known else frozenset()) | {_language}
