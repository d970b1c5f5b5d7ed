using System.Collections.Frozen;

namespace RagCluster.Caching.Semantic;

/// <summary>
/// Words that turn a question into another one while its embedding hardly moves: negations, question words, directions, comparisons,
/// tenses, numbers. English, with the negations of some other languages. A word too many here costs a hit, a missing one a wrong answer.
/// </summary>
internal static class TurningWords
{
    private const string Negation = "not";

    // What shares a line may stand for each other.
    private static readonly string[] SameTurn =
    [
        Negation
            + " no none never neither nor nobody nothing nowhere cannot hardly without unless lack lacks lacking lacked fail fails "
            + "failed failing unable "
            + "nicht kein keine keinen keinem keiner keines nie niemals ohne pas jamais sans aucun aucune nunca sin ningún ninguna "
            + "non mai senza нет не ни без никогда 不 没 無 无 未",
        "who whom whose",
        "was were did had",
        "will shall",
        "can could may might",
        "must should ought",
        "all every each always any",
        "many numerous",
        "often frequently",
        "large big great",
        "larger bigger greater",
        "largest biggest greatest",
        "start starts started starting begin begins began begun beginning",
        "end ends ended ending finish finished",
        "allow allows allowed permit permits permitted",
        "forbid forbids forbidden prohibit prohibits prohibited ban banned",
        "2 two",
        "3 three",
        "4 four",
        "5 five",
        "6 six",
        "7 seven",
        "8 eight",
        "9 nine",
        "10 ten",
        "11 eleven",
        "12 twelve",
    ];

    private const string OwnTurn =
        "when where why how more less fewer most least much few some only both either or seldom rarely than versus except before "
        + "after since until during above "
        + "below over under between from by against within outside inside up down off out first last next previous earliest latest "
        + "early late earlier later old new older "
        + "newer oldest newest youngest high low higher lower highest lowest upper small smaller smallest long short longer "
        + "shorter longest shortest "
        + "best worst better worse good bad majority minority maximum minimum north south east west northern southern eastern "
        + "western left right male female men women man woman "
        + "buy sell import export win lose won lost true false cause causes caused legal public private internal external positive "
        + "negative strong weak rich poor hot cold "
        + "twenty thirty forty fifty hundred thousand million billion second third fourth fifth half double";

    // Verbs and their nouns, by how they begin. Longer than four letters, so that few other words begin so.
    private static readonly string[] Beginnings =
    [
        "increas",
        "decreas",
        "reduc",
        "raise",
        "raisi",
        "rising",
        "enhanc",
        "elevat",
        "upregul",
        "downregul",
        "promot",
        "inhibit",
        "activat",
        "prevent",
        "suppress",
        "stimul",
        "enable",
        "enabli",
        "disabl",
        "includ",
        "exclud",
        "accept",
        "reject",
        "support",
        "oppos",
        "improv",
        "worsen",
        "impair",
        "induc",
        "block",
        "delay",
        "accelerat",
    ];

    private static readonly FrozenDictionary<string, string> Turns = SameTurn
        .SelectMany(line => line.Split(' ').Select(word => (word, line[..line.IndexOf(' ', StringComparison.Ordinal)])))
        .Concat(OwnTurn.Split(' ').Select(word => (word, word)))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Empty = (
        "a an the of in on at to for and as is are be been being am do does has have it its this that these those there then "
        + "here what which i you we they he she me my your our their his her him "
        + "them us with into about please tell exactly also so if"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a word, in lower case, turns a question into; null when it turns nothing.</summary>
    internal static string? Turn(string word)
    {
        if (IsNegatedVerb(word))
            return Negation;
        return Turns.TryGetValue(word, out string? turn)
            ? turn
            : Array.Find(Beginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>Whether it is one as "isn't" is.</summary>
    internal static bool IsNegatedVerb(string word) => word.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>Whether a word, in lower case, says nothing by itself.</summary>
    internal static bool IsEmpty(string word) => Empty.Contains(word);
}
