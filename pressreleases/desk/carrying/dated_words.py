"""Words by which a text looks dated, by language: alternatives of patterns for folded text (see `ordinals.folding`).

English and Azerbaijani are gone through closely, of the others the usual words of the day, the year and of offices.
"""

TODAY = {
    "en": "today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week|month)|now|currently|recently"
    r"|at present|these days|earlier this \w+",
    "az": "bu ?gün|dünən|sabah|bu (?:səhər|axşam|həftə|ay)|bu ?günlərdə|indi|hazırda|hal-hazırda|bu yaxınlarda",
    "tr": "bugün|dün|yarın|bu (?:sabah|akşam|hafta|ay)|şimdi|şu anda|son günlerde",
    "fr": r"aujourd'hui|hier|demain|ce (?:matin|soir|mois)|cette semaine|actuellement|récemment",
    "es": "hoy|ayer|mañana|esta (?:mañana|tarde|noche|semana)|este mes|actualmente|recientemente",
    "ru": "сегодня|вчера|завтра|на этой неделе|в этом месяце|сейчас|в настоящее время|недавно",
    "ar": "(?:و|ب)?اليوم|(?:و)?امس|غدا|هذا (?:الاسبوع|الشهر)|حاليا|مؤخرا",
    "zh": "今天|今日|昨天|昨日|明天|本周|本月|目前|最近|近日",
}
PERIOD = {
    "en": r"(?:this|last|next|the past|the previous|the coming) (?:year|summer|winter|spring|autumn|decade)"
    r"|\w+ years? ago|(?:in|over|during) recent years|a year (?:ago|earlier|later)|years on|years later",
    "az": r"bu il\w*|keçən il\w*|ötən il\w*|gələn il\w*|növbəti il\w*|(?:son|növbəti) illər\w*"
    r"|\w+ il (?:əvvəl|öncə|sonra)",
    "tr": r"bu yıl\w*|geçen yıl\w*|geçtiğimiz yıl\w*|gelecek yıl\w*|son yıllar\w*|\w+ yıl önce",
    "fr": r"cette année|l'année (?:dernière|passée|prochaine)|l'an (?:dernier|passé|prochain)|il y a \w+ ans?",
    "es": r"este año|el año (?:pasado|próximo)|el próximo año|hace \w+ años?|los últimos años",
    "ru": r"в этом году|в прошлом году|в следующем году|в текущем году|\w+ (?:лет|года?) назад|в последние годы",
    "ar": "هذا العام|هذه السنة|(?:ال)?عام الماضي|السنة الماضية|العام (?:المقبل|القادم)|العام الجاري",
    "zh": "今年|去年|明年|近年来?|本年度?|年前",
}
WEEKDAY = {
    "en": "on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "az": "(?:bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə|bazar) günü",
}
OFFICES = {
    "en": r"(?:president|prime minister|(?:foreign |deputy )?minister|secretary-general|under-secretary-general"
    r"|ambassador|permanent representative|chargé d'affaires|speaker|chair(?:man|woman|person)?|king|queen|emperor|pope"
    r"|sheikh|emir|governor|senator|consul(?: general)?|high commissioner|director-general|first lady|vice-president)",
    "az": r"(?:prezident|baş nazir|(?:xarici işlər |)nazir|baş katib|səfir|daimi nümayəndə|sədr|spiker|kral|baş konsul"
    r"|ali komissar|baş direktor|vitse-prezident|birinci xanım)(?:i|ı|u|ü|si|sı|su|sü|in|ın|inin|ının|inə|ına)?",
    "tr": r"(?:cumhurbaşkanı|başbakan|bakan|dışişleri bakanı|genel sekreter|büyükelçi|daimi temsilci)\w*",
    "fr": r"(?:président|première? ministre|ministre|secrétaire général|ambassadeur"
    r"|ambassadrice|représentante? permanente?)e?",
    "es": r"(?:president[ea]|primer ministro|ministr[oa]|secretari[oa] general|embajador|representante permanente)a?",
    "ru": r"(?:президент|премьер-министр|министр|генеральный секретарь|посол|постоянный представитель)\w*",
    "ar": r"(?:ال)?(?:رئيس|وزير|امين العام|سفير)",
    "zh": "总统|总理|部长|秘书长|大使|主席",
}
PEOPLE = {
    "en": r"people|persons?|civilians?|citizens?|children|women|men|inhabitants|residents|refugees"
    r"|(?:internally )?displaced|victims|martyrs|participants|guests|visitors|members|delegates|students|families"
    r"|soldiers|servicemen"
    r"|killed|wounded|injured|missing|dead|lives|\w+(?:ians|janis|ese)",
    "az": r"nəfər\w*|insan\w*|adam\w*|şəxs\w*|vətəndaş\w*|mülki|uşaq\w*|qadın\w*|qaçqın\w*|köçkün\w*|şəhid\w*"
    r"|iştirakçı\w*|qonaq\w*|sakin\w*|ailə\w*|əsgər\w*|azərbaycanlı\w*",
    "tr": r"kişi\w*|insan\w*|sivil\w*|vatandaş\w*|çocuk\w*|kadın\w*|mülteci\w*|şehit\w*",
    "fr": r"personnes|civils|citoyens|enfants|femmes|hommes|habitants|réfugiés|victimes|morts|blessés",
    "es": r"personas|civiles|ciudadanos|niños|mujeres|hombres|habitantes|refugiados|víctimas|muertos|heridos",
    "ru": r"человек\w*|людей|граждан\w*|жител\w*|детей|женщин\w*|беженц\w*|мирных|погиб\w*|ранен\w*",
    "ar": r"شخص\w*|مدني\w*|مواطن\w*|طفل\w*|لاجئ\w*|شهيد\w*|قتيل\w*|جريح\w*",
    "zh": r"人|名|平民|儿童|难民|公民",
}
MANY = {
    "en": r"dozens|scores|hundreds?|thousands?|tens of thousands|hundreds of thousands|millions?",
    "az": r"onlarla|milyon|yüzlərlə|minlərlə|on minlərlə|yüz minlərlə|milyonlarla",
    "tr": r"yüzlerce|binlerce|on binlerce|milyonlarca",
    "fr": r"centaines|milliers|millions",
    "es": r"cientos|miles|millones",
    "ru": r"сотни|тысячи|миллионы",
    "ar": r"مئات|الاف|ملايين",
    "zh": r"数百|数千|数万|成千上万",
}
