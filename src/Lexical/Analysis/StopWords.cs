namespace RagCluster.Lexical.Analysis;

/// <summary>
/// Words of each language that carry grammar rather than meaning. Short on purpose: a rare word wrongly listed can't be found, a common
/// word not listed only costs time.
/// </summary>
internal static class StopWords
{
    internal const string English =
        "a about an and any are as at be been being but by can could did do does doing for from had has have having he her hers "
        + "him his how i if in into is it its "
        + "me my of on or our she should so than that the their them then there these they this those to us was we were what when "
        + "where which while who whom whose "
        + "why will with would you your";

    internal const string German =
        "aber als also am an auch auf aus bei beim bin bis da dabei dadurch dafür damit dann das dass daß dein dem den denn der "
        + "deren des dessen die dies diese "
        + "diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen habe "
        + "haben hat hatte hatten hier ich ihm "
        + "ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann können man mein mich mir mit "
        + "nach noch nun nur ob oder ohne sehr "
        + "sein seine seinem seinen seiner sich sie sind so soll sollte über um und uns unser unter vom von vor wann war waren "
        + "warum was weil welche welchem welchen "
        + "welcher welches wenn wer werden wie wir wird wo wurde wurden zu zum zur zwischen";

    internal const string French =
        "à ai as au aussi aux avec avez avoir avons c ce ceci cela ces cet cette ceux comme comment d dans de des donc dont du "
        + "elle elles en est et étaient était été "
        + "être eu eux il ils j je l la le les leur leurs lui m ma mais me même mes moi mon n ne nos notre nous on ont ou où par "
        + "pas pour pourquoi qu quand que quel "
        + "quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tu un une vos votre vous y";

    internal const string Spanish =
        "a al algo ante como con cómo cual cuál cuando cuándo de del desde donde dónde e el él ella ellas ellos en entre era "
        + "eran es esa esas ese eso esos esta está "
        + "están estas este esto estos fue fueron ha han hasta hay la las le les lo los más me mi mis muy ni no nos nosotros o os "
        + "para pero por porque qué que quien "
        + "quién se sea ser si sí sin sobre son su sus también te tiene tu tus un una unas uno unos y ya yo";

    internal const string Italian =
        "a ad agli ai al alla alle allo anche c che chi ci come con cui da dagli dai dal dalla dalle dallo degli dei del della "
        + "delle dello di dove e è ed era erano essere "
        + "fra gli ha hanno ho i il in io l la le lei li lo loro lui ma mi mia mio ne negli nei nel nella nelle nello noi non "
        + "nostra nostro o per perché più quale quali "
        + "quando quanto quella quelle quelli quello questa queste questi questo se sei si sia sono su sua sue sugli sui sul sulla "
        + "sulle sullo suo suoi tra tu un una uno vi voi";

    internal const string Portuguese =
        "a ao aos aquela aquele as às até com como da das de dela dele do dos e é ela elas ele eles em entre era eram essa esse "
        + "esta está estão estas este estes eu foi "
        + "foram há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós o onde os ou para pela pelas pelo "
        + "pelos por porque quais qual quando que "
        + "quem são se sem ser seu seus só sua suas também te tem têm um uma umas uns você";

    internal const string Russian =
        "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее ей ему если есть "
        + "еще же за здесь и из или им их к как какая "
        + "какие какой когда кто ли либо между меня мне мы на над не него нее ней нет ни них но о об он она они оно от по под "
        + "после почему при с со так также такой там те тем "
        + "то того тоже той только том ту ты у уже чего чем что чтобы чья эта эти это этого этой этом этот я";
}
