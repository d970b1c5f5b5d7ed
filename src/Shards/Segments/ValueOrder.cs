using RagCluster.Corpus.Metadata;

namespace RagCluster.Shards.Segments;

/// <summary>
/// A total order of metadata values, in which only equal values are equal: flags, then numbers, then texts by code units.
/// </summary>
internal static class ValueOrder
{
    internal static readonly Comparer<MetadataValue> Comparer = Comparer<MetadataValue>.Create(Compare);

    internal static int Compare(MetadataValue left, MetadataValue right)
    {
        int order = Kind(left).CompareTo(Kind(right));
        if (order != 0)
            return order;
        return left.Text is { } text ? string.CompareOrdinal(text, right.Text)
            : left.Number is { } number ? number.CompareTo(right.Number!.Value)
            : (left.Flag == true).CompareTo(right.Flag == true);
    }

    private static int Kind(MetadataValue value) =>
        value.Text is not null ? 2
        : value.Number is not null ? 1
        : 0;
}
