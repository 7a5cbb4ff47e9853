"""The words by which sheets name their parts, in the eight languages of the site. Nothing here looks at a text."""

from __future__ import annotations

from pressreleases.intake.folding import fold_loosely, letters

LANGUAGES = ("en", "az", "fr", "es", "ru", "ar", "zh", "tr")
"""Languages in which a document can be read."""


def split(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split("|"))


IMMEDIATE = frozenset(
    letters(words)
    for words in split(
        "for immediate release|for immediate publication|immediate release|dərhal yayım üçün|dərhal yayılmaq üçün|"
        "pour diffusion immédiate|pour publication immédiate|para publicación inmediata|para difusión inmediata|"
        "para su publicación inmediata|para su difusión inmediata|для немедленного распространения|"
        "для немедленной публикации|للنشر الفوري|"
        "للنشر فورا|للنشر فوراً|即时发布|立即发布|即刻发布|"
        "hemen yayınlanabilir|hemen yayımlanabilir|hemen yayınlanmak üzere|derhal yayımlanmak üzere|acil yayım için"
    )
)
# Lines about the document, which are part of neither its text nor its letterhead.
NOTICES = frozenset(
    letters(words)
    for words in split(
        "check against delivery|please check against delivery|as delivered|as prepared for delivery|as prepared|"
        "unofficial translation|courtesy translation|translated from azerbaijani|translated from russian|"
        "original: english|original: french|original: azerbaijani|original: russian|original: spanish|"
        "original: arabic|"
        "distr.: general|for planning purposes|for planning purposes only|for information only|"
        "embargoed against delivery|check with delivery|advance text|advance copy|advance unedited copy|"
        "please check against actual delivery|subject to check against delivery|to be checked against delivery|"
        "delivered version prevails|the delivered version prevails|the version delivered prevails|"
        "only the spoken word counts|the spoken word prevails|the spoken word shall prevail|"
        "for use of information media - not an official record|not an official record|not an official document|"
        "çıxış zamanı yoxlanılsın|deyilən mətn əsasdır|səslənən mətn əsas götürülür|qeyri-rəsmi tərcümə|"
        "çıxışla tutuşdurulsun|çıxış zamanı yoxlanılmalıdır|faktiki çıxışa əsasən yoxlanılsın|qeyri-rəsmi sənəd|"
        "çıxış zamanı dəyişə bilər|mətn çıxışla tutuşdurulsun|tələffüz olunan mətn əsasdır|"
        "seul le prononcé fait foi|le prononcé fait foi|seul le texte prononcé fait foi|traduction non officielle|"
        "vérifier à l’audition|à vérifier à l’audition|vérifier au moment du prononcé|le texte prononcé fait foi|"
        "le discours prononcé fait foi|sous réserve du prononcé|texte tel que prononcé|tel que prononcé|"
        "traduction de courtoisie|à l’usage des médias - document non officiel|document non officiel|"
        "vérifier au prononcé|à vérifier au prononcé|seul le discours prononcé fait foi|"
        "cotejar con el discurso pronunciado|cotejar con la exposición oral|cotejar contra lectura|"
        "verifíquese contra lectura|favor de cotejar con el texto leído|cotejar con el texto leído|"
        "texto según lo pronunciado|según lo pronunciado|traducción de cortesía|documento no oficial|"
        "para uso de los medios - documento no oficial|"
        "cotéjese con la versión pronunciada|cotejar con la versión pronunciada|cotéjese con el texto pronunciado|"
        "verificar con la intervención|sujeto a cambios durante su lectura|traducción no oficial|"
        "solo es válido el texto pronunciado|verificar contra lectura|cotéjese con lo pronunciado|"
        "сверять с произнесенным текстом|проверить при произнесении|для сверки с устным текстом|"
        "текст выступления может быть изменен|не является официальным документом|неофициальный документ|"
        "сверять с произносимым текстом|сверить с произносимым текстом|проверять по произнесенному тексту|"
        "сверяйте с произнесенным текстом|сверить при произнесении|подлежит сверке при произнесении|"
        "произнесенный текст имеет преимущественную силу|неофициальный перевод|"
        "сверять при произнесении|проверить по факту произнесения|"
        "للمراجعة عند الإلقاء|يعتمد النص عند الإلقاء|يرجى التحقق من النص عند الإلقاء|النص كما ألقي|"
        "ترجمة للمجاملة|وثيقة غير رسمية|"
        "يرجى المراجعة عند الإلقاء|تراجع عند الإلقاء|يراجع عند الإلقاء|العبرة بما يلقى|العبرة بالنص الملقى|"
        "العبرة بالنص كما ألقي|ترجمة غير رسمية|يراجع النص عند الإلقاء|"
        "以口头发言为准|以现场讲话为准|请以实际发言为准|请核对实际发言|非官方译文|非正式文件|"
        "以现场发言为准|以发言为准|请以现场发言为准|以实际发言为准|以讲话时为准|非正式译文|"
        "konuşma esas alınır|konuşma esastır|söylenen metin geçerlidir|okunduğu şekliyle|"
        "resmi olmayan çeviri|resmi olmayan belge|"
        "konuşma esas alınmalıdır|konuşma metni esastır|okunan metin esastır|konuşma esnasında kontrol ediniz|"
        "gayriresmi çeviri|gayrıresmî tercüme|gayriresmi tercüme|yapılan konuşma esastır|söylenen söz esastır"
    )
)
# Folded beginnings. With a date, or alone on a line, each makes an embargo of the line.
EMBARGO = tuple(
    fold_loosely(words)
    for words in split(
        "embargo|under embargo|strictly embargo|strict embargo|blocked until|"
        "not for publication|not for release|not for broadcast|"
        "not to be published|not to be released|hold for release|hold until|release on|do not publish|do not release|"
        "for release on|for release at|for release after|for release not before|to be released|"
        "this text is under embargo|this release is embargoed|this statement is embargoed|this text is embargoed|"
        "embarqo|dərc edilməsin|dərc olunmasın|yayımlanmasın|yayılmasın|dərc etməyin|dərc üçün deyil|nəşr olunmasın|"
        "sous embargo|ne pas publier|ne pas diffuser|à ne pas publier|à ne pas diffuser|publication interdite|"
        "bajo embargo|no publicar|no difundir|embargado|no se publique|prohibida su publicación|"
        "prohibida la difusión|"
        "эмбарго|под эмбарго|не публиковать|не для публикации|не для распространения|не для печати|"
        "не подлежит опубликованию|не подлежит публикации|"
        "не подлежит распространению|не распространять|"
        "публикация не ранее|"
        "публикация запрещена|"
        "حظر النشر|محظور النشر|يحظر نشره|يحظر النشر|محظور نشره|لا ينشر|غير قابل للنشر|ليس للنشر|يمنع النشر|"
        "ممنوع النشر|"
        "禁发|禁止发布|不得发布|禁止发表|请勿发布|发布时间限制|请于|解禁|不得在|禁止刊发|不得刊发|"
        "ambargo|yayın yasağı|yayımlanamaz|yayınlanamaz|önce yayımlanmamalı|önce yayınlanmamalı|şu saate kadar|"
        "yayınlanmasın"
    )
)
# Anywhere in a short line that has a date: “20 Mart 2024 10.00'a kadar ambargoludur”.
EMBARGO_WITHIN = tuple(
    fold_loosely(words)
    for words in split(
        "embargo|embarqo|эмбарго|ambargo|dərc edilməsin|dərc olunmasın|yayımlanmasın|yayılmasın|"
        "not for publication before|"
        "not be published before|tarixindən əvvəl dərc|əvvəl dərc|əvvəl yay|"
        "önce yayım|önce yayın|не публиковать|не ранее|ne pas publier avant|ne pas diffuser avant|no publicar antes|"
        "قبل النشر|حظر|禁发|前不得|前禁止|之前不得|解禁"
    )
)

END_WORDS = frozenset(
    letters(words)
    for words in split(
        "end|ends|the end|end of statement|end of press release|end of text|son|sonu|mətnin sonu|fin|"
        "fin du communiqué|"
        "fin de la déclaration|fin del comunicado|fin de la nota|конец|конец сообщения|конец текста|انتهى|النهاية|完|"
        "全文完|结束|bitti|metnin sonu"
    )
)
MORE = frozenset(
    letters(words)
    for words in split(
        "more|more follows|mf|continued|cont|contd|continued on page|continued on next page|davamı var|davamı|"
        "davamı arxada|davamı növbəti səhifədə|à suivre|suite|suite page suivante|suite page|suite à la page|sigue|"
        "continúa|sigue en la página|continúa en la página|"
        "продолжение следует|продолжение|продолжение на стр|продолжение на странице|см. далее|далее|"
        "يتبع|未完|未完待续|下页续|续|"
        "devam|devamı var|devam ediyor|devamı|"
        "devamı arkada|devamı arka sayfada|devamı sayfa|over"
    )
)
PAGE = r"(?:page|pages|p|pg|səh|səhifə|página|pág|стр|страница|с|صفحة|الصفحة|sayfa|syf|s)"
OF_PAGES = r"(?:of|/|из|de|sur|من|dən|／)"

CONTACT = tuple(
    fold_loosely(words)
    for words in split(
        "contact|contacts|press contact|press contacts|media contact|media contacts|media enquiries|media inquiries|"
        "press enquiries|press inquiries|for further information|for more information|for additional information|"
        "for interviews|for media inquiries|for media enquiries|for press inquiries|further information|enquiries|"
        "inquiries|for media queries|media queries|press queries|for press enquiries|queries|"
        "press office|press section|press and information section|press department|"
        "contact for media|contact for the media|contact for the press|for questions|"
        "əlaqə|əlaqə üçün|media ilə əlaqə|mətbuat üçün əlaqə|əlavə məlumat üçün|ətraflı məlumat üçün|"
        "mətbuatla əlaqə|mətbuat xidməti|"
        "media üçün əlaqə|"
        "contact presse|contacts presse|contact pour la presse|contact médias|contacts médias|"
        "pour tout renseignement|"
        "pour plus d'informations|pour plus d’informations|pour de plus amples informations|renseignements|"
        "service de presse|"
        "contacto|contactos|contacto de prensa|contacto para la prensa|contacto para medios|contacto para los medios|"
        "para más información|para mayor información|más información|prensa|"
        "контакты|контакт|контакты для прессы|контакты для сми|контакт для прессы|контактное лицо|"
        "контактная информация|"
        "пресс-служба|за дополнительной информацией|дополнительная информация|для сми|для справок|по вопросам|"
        "للاتصال|الاتصال|جهة الاتصال|للاستفسار|لمزيد من المعلومات|للمزيد من المعلومات|الاتصال الإعلامي|"
        "مسؤول الاتصال|للتواصل|للتواصل الإعلامي|للتواصل مع الإعلام|"
        "الاستفسارات الإعلامية|للاستفسارات الإعلامية|المكتب الإعلامي|قسم الإعلام|"
        "联系人|媒体联系|媒体联系人|联系方式|新闻联系人|垂询|如需更多信息|更多信息|联络人|"
        "iletişim|bilgi için|basın iletişimi|basın iletişim|iletişim için|ayrıntılı bilgi için|daha fazla bilgi için|"
        "detaylı bilgi için|irtibat|"
        "basın irtibat|basın için iletişim|basın irtibatı|medya iletişim|basın müşavirliği|basın bürosu"
    )
)
NOTES = tuple(
    fold_loosely(words)
    for words in split(
        "notes to editors|note to editors|notes for editors|note for editors|editor's note|editors' note|"
        "editor’s note|editors’ note|"
        "editors’ notes|editors' notes|for editors|information for editors|note to journalists|notes to journalists|"
        "background|background notes|"
        "background information|notes|note|notes to the editor|about the mission|"
        "redaktorlar üçün qeyd|redaktorlar üçün qeydlər|redaksiyalar üçün qeyd|redaksiyalar üçün qeydlər|"
        "redaktora qeyd|redaktorlar üçün|redaktorlar üçün məlumat|redaktorların nəzərinə|qeyd|qeydlər|arayış|"
        "note aux rédacteurs|notes aux rédacteurs|note à l'intention des rédacteurs|"
        "notes à l'intention des rédacteurs|"
        "note aux rédactions|notes aux rédactions|note à la rédaction|notes à la rédaction|contexte|"
        "remarques pour la rédaction|à l'attention des rédactions|à l'attention des rédacteurs|"
        "informations aux rédactions|informations pour les rédactions|"
        "notas para los editores|nota para los editores|notas para editores|nota para editores|"
        "notas a los redactores|nota a los redactores|"
        "información para los editores|información para la redacción|notas para la redacción|nota para la redacción|"
        "nota a los editores|notas|nota|antecedentes|"
        "примечания для редакторов|примечание для редакторов|к сведению редакторов|примечания для редакций|"
        "примечание для редакций|"
        "для редакторов|информация для редакторов|информация для редакций|сведения для редакторов|"
        "вниманию редакторов|справка|справочно|примечания|примечание|к сведению редакций|"
        "معلومات للمحررين|إلى السادة المحررين|ملاحظات للمحررين|ملاحظة للمحررين|ملاحظات إلى المحررين|"
        "ملاحظة إلى المحررين|ملحوظة للمحررين|ملاحظات|ملاحظة|"
        "خلفية|معلومات أساسية|"
        "编者须知|编辑参考|编辑备注|编者注|编辑须知|致编辑|编辑注意|备注|背景资料|附注|注释|编者按|"
        "editörlere not|editörlere notlar|editörler için not|editörler için notlar|editörün dikkatine|"
        "editörler için bilgi|editörlere bilgi|"
        "editörlerin dikkatine|"
        "redaktörlere not|notlar|arka plan|not"
    )
)
# Of the words above, those that also begin sentences of a text: only alone on their line, or with a colon.
PLAIN_NOTES = frozenset(
    letters(words)
    for words in split("notes|note|background|qeyd|qeydlər|arayış|contexte|nota|notas|antecedentes|not|notlar|справка")
)

BY = tuple(
    fold_loosely(words)
    for words in split(
        "statement delivered by|delivered by|as delivered by|statement by|remarks by|made by|presented by|speaker|by|"
        "çıxış edən|çıxış edir|natiq|məruzəçi|"
        "prononcée par|prononcé par|déclaration de|par|orateur|oratrice|"
        "pronunciada por|pronunciado por|a cargo de|por|orador|oradora|"
        "выступает|докладчик|выступающий|произносит|"
        "ألقاها|ألقاه|ألقتها|ألقته|يلقيها|يلقيه|تلقيها|أدلى بها|أدلت بها|قدمها|قدمتها|المتحدث|المتحدثة|أدلى به|"
        "أدلت به|"
        "发言人|讲话人|演讲者|致辞人|"
        "konuşmacı|konuşan"
    )
)
# These are a speaker's introduction only before a form of address: “de S.E. M. …”, “del Excmo. Sr. …”.
WEAK_BY = ("de", "du", "de la", "d'", "del")
# Folded. Before a name; they make a speaker of a line.
HONORIFICS = tuple(
    fold_loosely(words)
    for words in split(
        "h.e.|h. e.|his excellency|her excellency|h.r.h.|the hon.|the honourable|hon.|mr.|mrs.|ms.|mr|mrs|ms|dr.|"
        "prof.|ambassador|amb.|minister|"
        "s.e.|s. e.|s.e.m.|son excellence|m.|mme|mlle|monsieur|madame|l'ambassadeur|l’ambassadeur|"
        "excmo.|excma.|el excmo.|la excma.|excelentísimo|excelentísima|sr.|sra.|su excelencia|s. exc.|embajador|"
        "embajadora|"
        "е.п.|е. п.|его превосходительство|ее превосходительство|г-н|г-жа|господин|госпожа|посол|"
        "zati-aliləri|cənab|xanım|səfir|"
        "ekselansları|sayın|büyükelçi|"
        "سعادة|معالي|السيد|السيدة|سعادة السفير|السفير|السفيرة|الدكتور|صاحب السعادة"
    )
)
# Folded. Begin the occasion after the speaker: “, at the High-Level Meeting …”.
OCCASION = tuple(
    fold_loosely(words)
    for words in split(
        "at|before|during|on|in|to|under|for|upon|following|in the|in exercise|on behalf|"
        "à|à l'|à l’|au|aux|lors|devant|dans|sur|pour|en|pendant|à la|"
        "en el|en la|ante|durante|sobre|con motivo|al|a la|"
        "на|в|во|перед|при|по|в ходе|о|об|"
        "في|أمام|خلال|لدى|بشأن|بمناسبة|حول|"
        "在"
    )
)
# Words of an office: what a line under a speaker's name has.
OFFICES = tuple(
    fold_loosely(words)
    for words in split(
        "representative|ambassador|minister|secretary|chargé|charge d|attaché|counsellor|counselor|head of|director|"
        "president|"
        "chair|consul|commissioner|adviser|advisor|officer|spokesperson|deputy|envoy|delegate|governor|coordinator|"
        "nümayəndə|səfir|nazir|katib|müşavir|attaşe|rəhbər|müdir|işlər müvəkkili|məsul|sədr|konsul|"
        "représentant|ambassadeur|ambassadrice|ministre|secrétaire|conseiller|conseillère|directeur|directrice|"
        "président|chef de|consul|"
        "porte-parole|représentante|"
        "representante|embajador|ministra|ministro|secretaria|secretario|consejero|consejera|encargad|jefe de|"
        "jefa de|"
        "agregad|portavoz|"
        "представител|посол|министр|секретар|советник|атташе|поверенный|глава|директор|председател|консул|заместител|"
        "الممثل|السفير|وزير|وزيرة|السكرتير|المستشار|القائم بالأعمال|رئيس|رئيسة|مدير|مديرة|الملحق|القنصل|نائب|مندوب|"
        "代表|大使|部长|秘书|参赞|代办|主任|团长|司长|总领事|"
        "temsilci|büyükelçi|bakan|müsteşar|katip|kâtip|ataşe|maslahatgüzar|başkan|müdür|konsolos|başkonsolos"
    )
)
# Where something is said: “Third Committee, 79th session” is no title, and no place.
FORUMS = tuple(
    fold_loosely(words)
    for words in split(
        "committee|session|council|assembly|comité|conseil|assemblée|comisión|commission|consejo|asamblea|комитет|"
        "сессия|"
        "совет|ассамблея|комиссия|комитета|сессии|совета|комиссии|komitə|komitəsi|sessiya|sessiyası|şurası|"
        "komite|komitesi|oturum|oturumu|konseyi|genel kurul|genel kurulu|لجنة|اللجنة|الدورة|الجمعية"
    )
)
# Folded. Words of a mission's, an embassy's or a ministry's own name.
INSTITUTIONS = tuple(
    fold_loosely(words)
    for words in split(
        "permanent mission|permanent delegation|permanent observer|embassy|consulate|ministry of|foreign ministry|"
        "mission to|permanent representation|"
        "mission of|republic of|to the united nations|united nations office|united nations|high commission|"
        "delegation of|"
        "daimi nümayəndəli|səfirliyi|səfirlik|konsulluğu|nazirliyi|respublikası|respublikasının|bmt yanında|"
        "nümayəndəliyi|daimi|"
        "représentation permanente|representación permanente|"
        "mission permanente|ambassade|consulat|ministère|république|auprès de|nations unies|délégation permanente|"
        "misión permanente|embajada|consulado|ministerio|república|ante las naciones|naciones unidas|"
        "ante la oficina|delegación permanente|"
        "постоянное представительство|посольство|консульство|генеральное консульство|министерство|республики|"
        "организации объединенных наций|организация объединенных наций|при отделении оон|при оон|при юнеско|"
        "البعثة الدائمة|سفارة|قنصلية|القنصلية|وزارة|جمهورية|لدى الأمم المتحدة|الأمم المتحدة|الوفد الدائم|"
        "代表团|大使馆|领事馆|外交部|共和国|常驻联合国|联合国|"
        "daimi temsilci|büyükelçili|başkonsolos|konsoloslu|bakanlı|cumhuriyeti|nezdinde|birleşmiş milletler"
    )
)
# Folded beginnings of a salutation; it ends with a comma, a colon or an exclamation mark, or it is one of several.
SALUTATIONS = tuple(
    fold_loosely(words)
    for words in split(
        "chair,|chairs,|co-chair|chairperson,|minister,|ministers,|delegates,|"
        "mr. chair|mr chair|mr. vice|madam vice|mr. co-chair|madam co-chair|mr. facilitator|"
        "madam chair|madame chair|mr. president|mr president|madam president|madame president|"
        "excellenc|your excellenc|distinguished|"
        "ladies and|dear|honourable|esteemed|mr. secretary|madam secretary|mr. speaker|colleagues|friends|"
        "mr. moderator|thank you|sir,|madam,|sirs,|"
        "hörmətli|əziz|xanımlar|cənab sədr|zati-aliləri|xanım sədr|cənab prezident|cənab baş katib|dəyərli|"
        "monsieur|madame|mesdames|messieurs|excellences|chers|chères|chère|cher|honorables|mesdames et messieurs|"
        "distingués|"
        "señor|señora|señoras|excelencias|estimad|querid|distinguid|sr. president|sra. president|honorables|"
        "господин председател|госпожа председател|г-н председател|г-жа председател|уважаем|дорогие|дамы и|"
        "ваши превосходительства|"
        "ваше превосходительство|коллеги|дорогой|дорогая|"
        "السيد الرئيس|السيدة الرئيسة|أصحاب السعادة|أصحاب المعالي|السيدات والسادة|أيها|الأعزاء|الأصدقاء|الزملاء|"
        "سيدي الرئيس|سيدتي الرئيسة|"
        "السادة|حضرات|"
        "主席先生|主席女士|各位|尊敬的|女士们|亲爱的|同事们|朋友们|"
        "sayın başkan|sayın|değerli|saygıdeğer|ekselansları|hanımefendiler|sevgili|kıymetli|aziz"
    )
)
DATE_PREFIXES = tuple(
    fold_loosely(words)
    for words in split(
        "date of issue|issued on|issued at|issued in|issued|dated|date|released on|released|published on|published|"
        "release date|done at|done in|the|this|dated this|"
        "tarix|buraxılış tarixi|verilib|nəşr tarixi|dərc tarixi|"
        "date de publication|publié le|publiée le|diffusé le|fait à|émis le|le|ce|"
        "fecha|publicado el|emitido el|fecha de emisión|hecho en|el|difundido el|a|"
        "дата выпуска|дата|опубликовано|выпущено|г.|от|"
        "التاريخ|الموافق|الموافق لـ|في|تاريخ الإصدار|صدر في|حرر في|تحريرا في|تحريراً في|صادر في|بتاريخ|"
        "发布日期|發布日期|發佈日期|日期|发布时间|发布于|发稿日期|"
        "tarihinde yayımlanmıştır|tarihinde yayınlanmıştır|tarixində verilib|tarixində dərc edilib|tarixində yayılıb|"
        "yayım tarihi|tarih|yayın tarihi|veriliş tarihi"
    )
)
