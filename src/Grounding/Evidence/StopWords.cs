using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>English words without content of their own. Negations are stop words here; <c>Verifying</c> reads them itself.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = (
        "a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine "
        + "be am is are was were been being do does did done doing have has had having can could may might must shall should will would "
        + "and or but nor so if then than as at by for from in into of on onto to up with within without about above after again "
        + "against all "
        + "also any because before below between both during each either else ever every few further here how however just least "
        + "less let like "
        + "more most much many neither no not now off once only other others out over own per rather same several since some such "
        + "still there "
        + "therefore through thus too toward towards under until upon very via what whatever when where whether which while who "
        + "whom whose why "
        + "yet one another among amongst along already although always around away became become becomes etc eg ie s t d ll re ve m n't "
        + "isn aren wasn weren don doesn didn hasn haven hadn won't wouldn couldn shouldn cannot can't never"
    )
        .Split(' ')
        .ToFrozenSet();

    // Verbs and nouns that a question uses without asking for them; they count, but little.
    private static readonly FrozenSet<string> Weak = (
        "use used using uses get got gets make made makes take took taken give gave given go went gone come came call called name named "
        + "kind type sort form way thing things example mean means happen happened occur occurred say said says know known "
        + "consider considered "
        + "exist existed include included includes people person year time place number amount main many new old first last "
        + "part case group something someone refer referred term described describe believe believed think thought "
        + "cause caused become became help helped need needed want wanted try tried allow allowed feel find"
    )
        .Split(' ')
        .ToFrozenSet();

    internal static bool Contains(string word) => Words.Contains(word);

    internal static bool IsWeak(string word) => Weak.Contains(word);
}
