namespace RagCluster.Ranking.Diversity;

/// <summary>
/// The runs of words that a text holds, to tell how alike two texts are. Source: A. Broder, "On the resemblance and containment of
/// documents", SEQUENCES 1997.
/// </summary>
public sealed class Shingles
{
    private readonly HashSet<int> _hashes;

    private Shingles(HashSet<int> hashes) => _hashes = hashes;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Words of a run, at least 1: one compares topics, three wordings.</param>
    public static Shingles Of(string text, int words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        string[] all = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        HashSet<int> hashes = new();
        for (int first = 0; first < Math.Max(1, all.Length - words + 1); first++)
        {
            HashCode hash = default(HashCode);
            foreach (string word in all.Skip(first).Take(words))
                hash.Add(word, StringComparer.OrdinalIgnoreCase);
            hashes.Add(hash.ToHashCode());
        }

        return new Shingles(hashes);
    }

    /// <summary>The Jaccard similarity of two texts, 0 to 1.</summary>
    /// <param name="other">Another text, read with runs of the same length.</param>
    public double Resemblance(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int shared = _hashes.Count(other._hashes.Contains);
        return (double)shared / (_hashes.Count + other._hashes.Count - shared);
    }
}
