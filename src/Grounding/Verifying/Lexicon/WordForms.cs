namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>Finds the words that a form can be a form of: "leaves" of "leaf" and "leave".</summary>
internal static class WordForms
{
    private static readonly (string Ending, string Base)[][] Endings =
    [
        [("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")],
        [("ies", "y"), ("ied", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
        [("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e")],
        [],
    ];

    /// <summary>Whether a form is the base of a word of one kind, and no inflection.</summary>
    internal static bool IsBase(string form, WordKind kind) =>
        EnglishWords.Instance.Find(form) is { } word && EnglishWords.Instance.Weight(word, kind) > 0;

    /// <summary>The word of one kind that a form stands for, or null.</summary>
    internal static int? Base(string form, WordKind kind)
    {
        EnglishWords words = EnglishWords.Instance;
        if (words.Irregular(form, kind) is { } irregular)
            return irregular;
        if (words.Find(form) is { } same && words.Weight(same, kind) > 0)
            return same;
        foreach ((string ending, string replacement) in Endings[(int)kind])
        {
            if (
                form.Length - ending.Length < 2
                || !form.EndsWith(ending, StringComparison.Ordinal)
                || (ending == "s" && form.EndsWith("ss", StringComparison.Ordinal))
            )
                continue;
            string stem = form[..^ending.Length];
            if (Of(stem + replacement) is { } found)
                return found;
            // "stopped", "stopping", "bigger".
            bool isDoubled = replacement.Length == 0 && stem.Length > 2 && stem[^1] == stem[^2];
            if (isDoubled && Of(stem[..^1]) is { } single)
                return single;
        }

        return null;

        int? Of(string word) => words.Find(word) is { } number && words.Weight(number, kind) > 0 ? number : null;
    }
}
