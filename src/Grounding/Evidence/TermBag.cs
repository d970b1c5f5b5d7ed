namespace RagCluster.Grounding.Evidence;

/// <summary>The distinct terms of a text, and how strongly it holds a term.</summary>
internal sealed class TermBag
{
    // Two stems that agree in this many letters and in this share of the longer one are forms of one word ("Norman", "Normandy").
    private const int PrefixLengthMin = 5;
    private const double PrefixShareMin = 0.7;
    private const double PrefixMatch = 0.7;
    private const double SynonymMatch = 0.7;

    // Endings of up to three letters are of the grammar, in Russian and Arabic as in German and Spanish; of a name a stemmer may take too
    // much.
    private const int FormLengthMin = 3;
    private const double FormShareMin = 0.6;
    private const double FormMatch = 0.7;

    // A compound is of its last part's kind, and about the others.
    private const double PartMatch = 0.7;
    private const int OtherPartLengthMin = 3;

    // Of a question in English no bag has any.
    private static readonly HashSet<string> NoWords = [];

    private readonly HashSet<string> _stems;
    private readonly HashSet<int> _meanings = [];
    private readonly HashSet<string> _inflected = NoWords;

    internal TermBag(IEnumerable<Token> tokens)
    {
        _stems = [];
        foreach (Token token in tokens)
        {
            if (!token.IsContent && token.Word.Length != 1)
                continue;
            _stems.Add(token.Stem);
            if (token.Other is { } other)
                _stems.Add(other.Stem);
            if (!token.IsInflected)
                continue;
            if (_inflected == NoWords)
                _inflected = [];
            _inflected.Add(token.Word);
        }

        foreach (string stem in _stems)
        {
            foreach (int group in Synonyms.Of(stem))
                _meanings.Add(group);
        }
    }

    internal int Count => _stems.Count;

    /// <summary>How many terms both hold.</summary>
    internal int Common(TermBag other) => _stems.Count(other._stems.Contains);

    internal bool Holds(string stem) => _stems.Contains(stem);

    /// <summary>1 for the same stem, less for a form of the same word or a word of like meaning, 0 when it is not there.</summary>
    internal double Match(Token term)
    {
        if (_stems.Contains(term.Stem) || (term.Other is { } other && _stems.Contains(other.Stem)))
            return 1;
        if (term.Kind == TokenKind.Number)
            return 0;
        foreach (int group in Synonyms.Of(term.Stem))
        {
            if (_meanings.Contains(group))
                return SynonymMatch;
        }

        // Every term of every sentence comes here: a lambda would take an object for each.
        if (term.IsInflected)
        {
            foreach (string word in _inflected)
            {
                if (IsForm(word, term.Word))
                    return FormMatch;
            }
        }
        else
        {
            foreach (string stem in _stems)
            {
                if (IsSameFamily(stem, term.Stem))
                    return PrefixMatch;
            }
        }

        if (term.MayBePart)
        {
            foreach (string word in _inflected)
            {
                if (IsPart(word, term.Word) || IsPart(word, term.Stem))
                    return PartMatch;
            }
        }

        return 0;
    }

    private static bool IsForm(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        return common >= FormLengthMin && common >= FormShareMin * Math.Max(left.Length, right.Length);
    }

    // "Wasser" and "Härte" in "Wasserhärteeinstellung", "Grenze" in "Altersgrenzen" behind the "s" that links it.
    private static bool IsPart(string compound, string part)
    {
        if (compound.Length < part.Length + OtherPartLengthMin)
            return false;
        int at = compound.LastIndexOf(part, StringComparison.Ordinal);
        int after = compound.Length - at - part.Length;
        return compound.StartsWith(part, StringComparison.Ordinal)
            || at >= OtherPartLengthMin
                && (after == 0 || compound[at - 1] is 's' or 'n' || after > OtherPartLengthMin && at > OtherPartLengthMin);
    }

    internal static bool IsSameFamily(string left, string right)
    {
        if (left.Length < PrefixLengthMin || right.Length < PrefixLengthMin || left[0] != right[0])
            return false;
        int common = left.AsSpan().CommonPrefixLength(right);
        return common >= PrefixLengthMin && common >= PrefixShareMin * Math.Max(left.Length, right.Length);
    }
}
