using System.Collections.Frozen;

namespace RagCluster.Grounding.Evidence;

/// <summary>Everyday English words of like meaning, by stem: a small list for what questions and paraphrases swap most.</summary>
internal static class Synonyms
{
    private static readonly string[] Groups =
    [
        "buy purchase acquire", "begin start commence launch initiate", "end finish conclude terminate stop", "show display present", "big large huge",
        "help assist aid", "build construct erect", "create make produce generate", "company firm business corporation", "job occupation profession",
        "car automobile vehicle", "country nation", "ruler monarch sovereign", "war conflict", "kill slay murder", "choose select pick", "delete remove erase",
        "change modify alter edit", "error fault failure", "quick fast rapid", "allow permit let enable", "forbid prohibit ban disallow", "need require",
        "cost price", "last valid endure", "happen occur", "receive get obtain", "give provide supply grant", "find discover locate", "send transmit",
        "use utilize employ", "part portion component", "amount quantity", "movie film", "doctor physician", "sickness illness disease", "student pupil",
        "leader head chief", "main primary principal chief major", "important significant crucial", "small little tiny", "total overall", "each per",
        "maximum most limit", "minimum least", "store save keep", "speak talk", "reply answer respond", "fix repair", "form shape", "area region zone",
        "buyer customer client", "worker employee staff", "yearly annual", "daily diurnal", "correct right accurate", "wrong incorrect false",
        "mistake error", "beginning start origin", "goal aim objective purpose", "method way technique approach", "result outcome consequence effect",
        "increase rise grow raise climb", "decrease drop fall reduce decline shrink", "destroy demolish ruin", "win victory triumph", "defeat beat",
        "reside live dwell", "name call title", "locate situate place", "name entitle", "write author compose", "run execute operate", "setting option parameter",
        "folder directory", "configure set", "default standard", "refund reimburse", "reimbursement refund", "vacation holiday leave", "salary wage pay",
        "attorney lawyer", "illegal unlawful", "wealthy rich", "poor impoverish", "old ancient", "enter join", "contain include comprise hold", "found establish",
        "city town", "street road", "house home", "child kid", "ship boat vessel", "picture image photo", "inform notify tell", "explain describe",
    ];

    private static readonly FrozenDictionary<string, int[]> GroupsOf = Groups
        .SelectMany((words, group) => words.Split(' ').Select(word => (Stem: Stemmer.Stem(word), Group: group)))
        .GroupBy(x => x.Stem).ToFrozenDictionary(g => g.Key, g => g.Select(x => x.Group).Distinct().ToArray());

    /// <summary>The groups of like meaning that a stem belongs to; none for most.</summary>
    internal static ReadOnlySpan<int> Of(string stem) => GroupsOf.TryGetValue(stem, out int[]? groups) ? groups : [];
}
