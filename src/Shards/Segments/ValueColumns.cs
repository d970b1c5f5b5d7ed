using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>
/// The metadata of a segment by key: the distinct values of each key, and for each document which of them it has. A filter is asked once a
/// distinct value instead of once a document, and no document is read.
/// </summary>
internal sealed class ValueColumns
{
    private readonly Lazy<Dictionary<string, ValueColumn>> _columns;

    internal ValueColumns(ISectionSource source) => _columns = new(() => Open(source));

    /// <summary>The column of a key; null when no document has it.</summary>
    /// <param name="key">The metadata key.</param>
    internal ValueColumn? Find(string key) => _columns.Value.GetValueOrDefault(key);

    private static Dictionary<string, ValueColumn> Open(ISectionSource source)
    {
        Dictionary<string, ValueColumn> columns = new(StringComparer.Ordinal);
        Section described = source.Section(SectionNames.ValueColumns);
        Section bytes = source.Section(SectionNames.ValueRows);
        if (described.Length == 0)
            return columns;
        CompactReader reader = CompactReader.Over(described.Slice(0, described.Length));
        int count = reader.ReadCount();
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadText();
            columns[key] = new ValueColumn(bytes, reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadInt());
        }

        return columns;
    }
}
