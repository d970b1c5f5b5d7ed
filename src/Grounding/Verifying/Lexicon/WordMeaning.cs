using System.Collections.Concurrent;

namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>What a form of a word can mean, made ready for comparison with another.</summary>
internal sealed class WordMeaning
{
    // What a server's documents use over and over; beyond it the memory is begun anew.
    private const int CachedMax = 8_192;
    private const int LevelsMax = 3;

    private static readonly ConcurrentDictionary<string, WordMeaning> Cached = new(StringComparer.Ordinal);

    private readonly int[] _words;
    private readonly int[] _senses;
    private readonly int[] _near;
    private readonly int[] _above;
    private readonly int[] _parents;
    private readonly int[] _opposite;
    private readonly int[] _listed;
    private readonly byte[] _weights = new byte[4];

    private WordMeaning(string form)
    {
        EnglishWords english = EnglishWords.Instance;
        SortedSet<int> words = [];
        foreach (WordKind kind in Enum.GetValues<WordKind>())
        {
            if (WordForms.Base(form, kind) is not { } word)
                continue;
            words.Add(word);
            _weights[(int)kind] = (byte)Math.Max(_weights[(int)kind], english.Weight(word, kind));
        }

        _words = [.. words];
        SortedSet<int> senses = [];
        foreach (int word in words)
            senses.UnionWith(english.Senses(word).ToArray());
        _senses = [.. senses];
        SortedSet<int> near = [.. senses];
        SortedSet<int> opposite = [];
        foreach (int sense in senses)
        {
            near.UnionWith(english.Near(sense).ToArray());
            opposite.UnionWith(english.Opposite(sense).ToArray());
            // What is similar to the opposite is opposite too: "fast" and "leisurely", by way of "slow".
            foreach (int other in english.Near(sense))
                opposite.UnionWith(english.Opposite(other).ToArray());
        }

        opposite.ExceptWith(senses);
        _near = [.. near];
        _opposite = [.. opposite];
        (_parents, _above) = Above(english, near);
        SortedSet<int> listed = [];
        foreach (int word in words)
            listed.UnionWith(english.Listed(word));
        _listed = [.. listed];
        Vector = WordVectors.Instance.Of(_words);
    }

    /// <summary>Whether the lexicon has the word.</summary>
    internal bool IsKnown => _words.Length > 0;

    /// <summary>Where it lies by the texts that it is used in, of length 1; null where that is not known.</summary>
    internal float[]? Vector { get; }

    /// <summary>The meanings of a form in lower case.</summary>
    internal static WordMeaning Of(string form)
    {
        if (Cached.TryGetValue(form, out WordMeaning? kept))
            return kept;
        if (Cached.Count >= CachedMax)
            Cached.Clear();
        return Cached[form] = new WordMeaning(form);
    }

    /// <summary>How common it is as one kind, as <see cref="EnglishWords.Weight"/> counts.</summary>
    internal int Weight(WordKind kind) => _weights[(int)kind];

    /// <summary>How this word of a claim relates to one of a source; the nearest relation that holds.</summary>
    internal Relation To(WordMeaning other)
    {
        if (ReferenceEquals(this, other))
            return Relation.Same;
        if (!IsKnown || !other.IsKnown)
            return Relation.None;
        if (Overlap(_words, other._words))
            return Relation.Same;
        if (Overlap(_senses, other._senses))
            return Relation.Synonym;
        if (Overlap(_opposite, other._senses) || Overlap(_senses, other._opposite))
            return Relation.Opposite;
        if (Overlap(_near, other._senses) || Overlap(_senses, other._near))
            return Relation.Family;
        if (Overlap(_senses, other._parents))
            return Relation.Wider;
        if (Overlap(_parents, other._senses))
            return Relation.Narrower;
        bool isListed = Overlap(_words, other._listed) || Overlap(_listed, other._words);
        if (isListed)
            return Relation.Listed;
        if (Overlap(_near, other._near) || Overlap(_senses, other._above))
            return Relation.Distant;
        return Relation.None;
    }

    private static (int[] Parents, int[] Above) Above(EnglishWords english, SortedSet<int> senses)
    {
        SortedSet<int> parents = [];
        SortedSet<int> above = [];
        SortedSet<int> level = senses;
        for (int i = 0; i < LevelsMax; i++)
        {
            SortedSet<int> next = [];
            foreach (int sense in level)
                next.UnionWith(english.Above(sense).ToArray());
            if (i == 0)
                parents = next;
            above.UnionWith(next);
            level = next;
        }

        return ([.. parents], [.. above]);
    }

    // Both ascend.
    private static bool Overlap(int[] left, int[] right)
    {
        for (int i = 0, j = 0; i < left.Length && j < right.Length; )
        {
            if (left[i] == right[j])
                return true;
            if (left[i] < right[j])
                i++;
            else
                j++;
        }

        return false;
    }
}
