using System.Globalization;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Backup.Asking;

/// <summary>Says what is wrong with hits; null when nothing is.</summary>
internal static class HitCheck
{
    /// <summary>Whether the hits of a question's document show what the store holds of it.</summary>
    internal static string? Content(TrialQuestion question, IEnumerable<AskedHit> hits)
    {
        foreach (AskedHit hit in hits.Where(hit => hit.Document == question.Document.Id.Value))
        {
            if (hit.Start < 0 || hit.End > question.Text.Length || hit.Start >= hit.End)
                return $"the chunk {hit.Chunk} stands where the document's text is not";
            if (!question.Text.AsSpan(hit.Start..hit.End).SequenceEqual(hit.Text))
                return $"the chunk {hit.Chunk} came with another text than the document's";
            if (hit.Metadata is { } metadata && !AreSame(question.Document.Metadata, metadata))
                return $"the chunk {hit.Chunk} came with other metadata than the document's";
        }

        return null;
    }

    /// <summary>Whether somebody who is on no list got to see a document that has one.</summary>
    internal static string? Hidden(TrialQuestion question, IEnumerable<AskedHit> hits, AccessView view) =>
        view.Sees(question.Document.Acl) || !hits.Any(hit => hit.Document == question.Document.Id.Value)
            ? null
            : "it was shown to somebody who is not on its list of readers";

    /// <summary>Whether two servers found the same.</summary>
    internal static string? Difference(IReadOnlyList<AskedHit> restored, IReadOnlyList<AskedHit> original)
    {
        if (restored.Count != original.Count)
            return Invariant($"{original.Count} passages were found by the original and {restored.Count} by the restored server");
        double apart = 0;
        for (int i = 0; i < restored.Count; i++)
        {
            AskedHit one = restored[i];
            AskedHit other = original[i];
            if (one.Chunk != other.Chunk)
                return Invariant($"passage {i + 1} is {other.Chunk} of the original and {one.Chunk} of the restored server");
            if (one.Text != other.Text)
                return Invariant($"passage {i + 1}, {one.Chunk}, has another text than the original's");
            apart = Math.Max(apart, Apart(one, other));
        }

        return apart == 0 ? null : Invariant($"the same passages were found, with scores that differ by up to {apart:0.0e+0}");
    }

    // Bits, not closeness: a NaN or the other zero is a difference too.
    private static double Apart(AskedHit one, AskedHit other) =>
        Math.Max(Apart(one.Score, other.Score), Math.Max(Apart(one.Vector, other.Vector), Apart(one.Bm25, other.Bm25)));

    private static double Apart(double? one, double? other) =>
        (one, other) switch
        {
            (null, null) => 0,
            ({ } left, { } right) when BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) => 0,
            ({ } left, { } right) => Math.Max(double.Epsilon, Math.Abs(left - right)),
            _ => double.PositiveInfinity,
        };

    private static bool AreSame(IReadOnlyDictionary<string, MetadataValue> one, IReadOnlyDictionary<string, MetadataValue> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out MetadataValue? value) && value == pair.Value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
