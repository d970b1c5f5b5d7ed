using System.Collections.Frozen;
using RagCluster.Grounding.Verifying.Lexicon;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>Words without content of their own that decide what a sentence says: by what they do, and by what turns them round.</summary>
internal static class Markers
{
    internal static readonly FrozenSet<string> Strong = Set(
        "must always never only all every each entirely exclusively completely certainly definitely certain proven proved required "
            + "guarantee guarantees guaranteed any sole solely no none forbidden mandatory necessarily invariably cannot impossible "
            + "inevitable inevitably"
    );

    internal static readonly FrozenSet<string> Hedges = Set(
        "may might could can possibly perhaps probably potentially reportedly allegedly suggest suggests suggested suggesting "
            + "likely unlikely appear appears appeared seem seems seemed often usually generally typically sometimes occasionally some "
            + "most many several few mainly mostly primarily largely partly possible potential should would recommended hypothesis "
            + "hypothesize think believe believed assumed estimated tend tends"
    );

    // Verbs that leave what is said to their object ("received treatment", "took place", "lets you choose"), and modifiers that add little.
    private static readonly FrozenSet<string> LightWords = Set(
        "receive received receives get gets got have has had take takes took taken give gives gave given make makes made do does "
            + "did undergo undergoes underwent carry carries carried perform performs performed "
            + "show shows showed shown provide provides provided let lets allow allows allowed enable enables enabled involve "
            + "involves involved occur occurs occurred happen happens happened lie lies stand stands stood "
            + "exist exists existed consist consists consisted remain remains remained place go goes went come comes came become "
            + "becomes became keep keeps kept use uses used put puts set sets call called named name "
            + "say says said mean means include includes included belong belongs concern concerns relate serve serves served see "
            + "sees find finds found offer offers offered want wants try tries tried need needs seem seems appear appears begin "
            + "begins began start starts started enter enters entered tell tells told come came run runs ran "
            + "numerous various several multiple certain different particular specific respective respectively additional overall "
            + "altogether really actually later enough usual usually entire own whole together sure just"
    );

    /// <summary>Whether a word says little of its own.</summary>
    internal static bool IsLight(string word) => LightWords.Contains(word);

    internal static readonly FrozenSet<string> Conditions = Set(
        "if unless when whenever only except until while once before after without provided otherwise regardless"
    );

    internal static readonly FrozenSet<string> Causes = Set(
        "because cause causes caused causing due therefore result results resulted resulting owing thus reason leads led lead why so since"
    );

    internal static readonly FrozenSet<string> Quantifiers = Set(
        "all every each most many some several few half both none no only one two three any majority minority single fewer less "
            + "more exclusively least entire entirely whole part partly"
    );

    internal static readonly FrozenSet<string> Negations = Set(
        "not no never none nobody nothing neither nor without cannot hardly rarely seldom unable fails failed fail lack lacks lacked no-one"
    );

    private static readonly FrozenSet<string> Denials = Set(
        "not no never none nobody nothing neither nor without cannot hardly rarely seldom unable fails failed fail lack lacks "
            + "lacked outside independent independently instead except exclude excludes excluded "
            + "prevent prevents prevented avoid avoids avoided oppose opposed opposes unless inactive incomplete inability absence "
            + "absent insufficient invalid ignore ignored refuse refused forbid forbidden prohibited abolish abolished abolishes "
            + "block blocks blocked disable disabled deny denied denies reject rejected"
    );

    private static readonly FrozenDictionary<string, string[]> Turned = Pairs(
        "before:after before:following prior:after until:since after:until before:during up:down into:out inside:outside "
            + "in:outside within:outside over:under above:below more:less more:fewer with:without from:to "
            + "least:most if:unless first:last always:never only:also often:rarely often:seldom usually:rarely previous:next "
            + "earlier:later early:late pre:post up:least fewer:over less:over fewer:more indoor:outdoor indoors:outdoors "
            + "implicit:explicit inner:outer inward:outward inwards:outwards forward:backward forwards:backwards minimum:maximum "
            + "ascending:descending best:worst same:different together:separately simultaneously:successively directly:indirectly "
            + "partly:entirely partially:fully mostly:rarely majority:minority oldest:newest youngest:oldest highest:lowest "
            + "largest:smallest longest:shortest biggest:smallest all:some every:some always:sometimes always:often always:usually "
            + "always:generally must:may must:can must:should upper:lower left:right top:bottom north:south east:west "
            + "northern:southern eastern:western"
    );

    /// <summary>Whether one of the words is a negation.</summary>
    internal static bool HoldsNegation(IEnumerable<string> words) =>
        words.Any(word => Negations.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal));

    /// <summary>
    /// Whether one of the words denies, if only in part or by what it means: "rarely", "outside", "unregulated" where the other has no
    /// such word.
    /// </summary>
    internal static bool HoldsDenial(IEnumerable<string> words, HashSet<string> other) =>
        words.Any(word =>
            Denials.Contains(word)
            || word.EndsWith("n't", StringComparison.Ordinal)
            || (
                word.Length > 6
                && !other.Contains(word)
                && (word.StartsWith("un", StringComparison.Ordinal) || word.StartsWith("non", StringComparison.Ordinal))
                && WordMeaning.Of(word[(word[0] == 'u' ? 2 : 3)..]).IsKnown
            )
        );

    /// <summary>Whether one word of these turns another round.</summary>
    internal static bool AreTurned(string left, string right) => Turned.TryGetValue(left, out string[]? others) && others.Contains(right);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private static FrozenDictionary<string, string[]> Pairs(string pairs) =>
        pairs
            .Split(' ')
            .Select(pair => pair.Split(':'))
            .SelectMany(pair => new[] { (pair[0], pair[1]), (pair[1], pair[0]) })
            .GroupBy(pair => pair.Item1)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Item2).ToArray());
}
