using System.Buffers.Binary;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>Writes documents' metadata as <see cref="ValueColumns"/> reads it.</summary>
internal static class ValueColumnsWriter
{
    /// <summary>Writes the two sections; none when no document has metadata.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="metadata">The metadata of every document, in document order.</param>
    internal static void Write(ISectionSink sink, IReadOnlyList<Dictionary<string, MetadataValue>> metadata)
    {
        string[] keys = [.. metadata.SelectMany(document => document.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (keys.Length == 0)
            return;
        CompactWriter described = new();
        described.WriteNumber(keys.Length);
        Stream bytes = sink.Begin(SectionNames.ValueRows);
        long position = 0;
        foreach (string key in keys)
        {
            byte[] column = Column(key, metadata, checked((int)position), described);
            bytes.Write(column);
            position += column.Length;
        }

        sink.Begin(SectionNames.ValueColumns).Write(described.Written);
    }

    private static byte[] Column(string key, IReadOnlyList<Dictionary<string, MetadataValue>> metadata, int begin, CompactWriter described)
    {
        MetadataValue[] values = Distinct(metadata.Select(document => document.GetValueOrDefault(key)).OfType<MetadataValue>());
        int width =
            values.Length < byte.MaxValue ? 1
            : values.Length < ushort.MaxValue ? 2
            : 4;
        CompactWriter encoded = new();
        byte[] offsets = new byte[(values.Length + 1) * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            MetadataCodec.WriteValue(encoded, values[i]);
            BinaryPrimitives.WriteInt32LittleEndian(offsets.AsSpan((i + 1) * sizeof(int)), encoded.Written.Length);
        }

        byte[] ordinals = new byte[metadata.Count * width];
        for (int document = 0; document < metadata.Count; document++)
        {
            if (metadata[document].TryGetValue(key, out MetadataValue? value))
                WriteOrdinal(ordinals.AsSpan(document * width, width), Array.BinarySearch(values, value, ValueOrder.Comparer) + 1);
        }

        described.WriteText(key);
        described.WriteNumber(values.Length);
        described.WriteNumber(begin);
        described.WriteNumber(begin + offsets.Length);
        described.WriteNumber(begin + offsets.Length + encoded.Written.Length);
        described.WriteNumber(width);
        return [.. offsets, .. encoded.Written, .. ordinals];
    }

    private static MetadataValue[] Distinct(IEnumerable<MetadataValue> all)
    {
        MetadataValue[] sorted = [.. all.Distinct()];
        Array.Sort(sorted, ValueOrder.Comparer);
        int kept = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            // -0 and 0 hash alike and compare alike; a NaN may not.
            if (kept == 0 || ValueOrder.Compare(sorted[kept - 1], sorted[i]) != 0)
                sorted[kept++] = sorted[i];
        }

        return sorted[..kept];
    }

    private static void WriteOrdinal(Span<byte> destination, int ordinal)
    {
        switch (destination.Length)
        {
            case 1:
                destination[0] = (byte)ordinal;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16LittleEndian(destination, (ushort)ordinal);
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(destination, ordinal);
                break;
        }
    }
}
