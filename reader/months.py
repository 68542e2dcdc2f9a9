"""The names of the months as pages write them, in the languages of much news. A table, apart from the rules of dates.

Inflected and short forms are listed as they stand beside a day; what is also an everyday word ("set", "mars") is told
by the day and year that have to stand with it.
"""

from __future__ import annotations

from typing import Final

# A paragraph a month, January first; an underscore stands for a space.
_NAMES: Final = """
january jan janvier janv januar enero ene gennaio gen janeiro januari stycznia styczeń sty января янв січня січ
ledna leden január ianuarie ian siječnja januara ocak tammikuuta gener ιανουαρίου ιαν януари jaanuar janvāris
sausio tháng_1 كانون_الثاني يناير جانفي ژانویه जनवरी มกราคม ม.ค. ינואר janar urtarrila

february feb février fevrier févr februar febrero febbraio febb fevereiro fev februari lutego luty lut февраля
фев лютого лют února únor február februarie veljače februara şubat helmikuuta febrer φεβρουαρίου φεβ февруари
veebruar februāris vasario tháng_2 شباط فبراير فيفري فوریه फरवरी फ़रवरी กุมภาพันธ์ ก.พ. פברואר shkurt

march mar mars märz maerz mär marzo março maart mrt marca marzec марта мар березня бер března březen március
martie ožujka marta mart maaliskuuta març μαρτίου μαρ март märts marts kovo maret mac tháng_3 آذار مارس मार्च
มีนาคม มี.ค. מרץ mars

april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апр квітня кві dubna duben április aprilie
travnja aprila nisan huhtikuuta απριλίου απρ април aprill aprīlis balandžio tháng_4 نيسان أبريل ابريل أفريل
آوریل अप्रैल เมษายน เม.ย. אפריל prill

may mai mayo maggio mag maio mei maj maja мая травня тра května květen május svibnja mayıs toukokuuta maig μαΐου
μαϊου май maijs gegužės tháng_5 أيار مايو ماي مه मई พฤษภาคม พ.ค. מאי

june jun juin juni junio giugno giu junho czerwca czerwiec cze июня июн червня чер června červen június iunie
lipnja juna haziran kesäkuuta juny ιουνίου ιουν юни juuni jūnijs birželio tháng_6 حزيران يونيو جوان ژوئن जून
มิถุนายน มิ.ย. יוני qershor

july jul juillet juil juli julio luglio lug julho lipca lipiec июля июл липня лип července červenec július iulie
srpnja jula temmuz heinäkuuta juliol ιουλίου ιουλ юли juuli jūlijs liepos tháng_7 تموز يوليو جويلية ژوئیه जुलाई
กรกฎาคม ก.ค. יולי korrik

august aug août aout agosto ago augustus augusti sierpnia sierpień sie августа авг серпня сер srpna srpen
augusztus kolovoza avgusta avgust ağustos elokuuta agost αυγούστου αυγ август augusts rugpjūčio agustus ogos
tháng_8 آب أغسطس اغسطس أوت اوت अगस्त สิงหาคม ส.ค. אוגוסט gusht

september sep sept septembre septiembre setiembre settembre sett setembro września wrzesień wrz сентября сен
вересня вер září szeptember septembrie rujna septembra eylül syyskuuta setembre σεπτεμβρίου σεπ септември
septembris rugsėjo tháng_9 أيلول سبتمبر سپتامبر सितंबर सितम्बर กันยายน ก.ย. ספטמבר shtator

october oct octobre oktober okt octubre ottobre ott outubro out października październik paź октября окт жовтня
жов října říjen október octombrie oktobra ekim lokakuuta octubre οκτωβρίου οκτ октомври oktoober oktobris spalio
tháng_10 تشرين_الأول أكتوبر اكتوبر اکتبر अक्टूबर ตุลาคม ต.ค. אוקטובר tetor

november nov novembre noviembre novembro listopada listopad lis ноября ноя листопада лис listopadu studenoga
studenog novembra kasım marraskuuta νοεμβρίου νοε ноември novembris lapkričio tháng_11 تشرين_الثاني نوفمبر
نوامبر नवंबर नवम्बर พฤศจิกายน พ.ย. נובמבר nëntor noiembrie

december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro grudnia grudzień gru декабря дек
грудня гру prosince prosinec decembrie prosinca decembra aralık joulukuuta desembre desember des δεκεμβρίου δεκ
декември detsember decembris gruodžio tháng_12 كانون_الأول ديسمبر دسامبر दिसंबर दिसम्बर ธันวาคม ธ.ค. דצמבר
dhjetor
"""
MONTHS: Final = {
    name.replace("_", " "): number
    for number, names in enumerate(_NAMES.split("\n\n"), start=1)
    for name in names.split()
}
"""Number of the month by its name, lower case."""
