using System.Buffers.Binary;
using RagCluster.Corpus.Metadata;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>One metadata key of a segment. Values stand in the order of <see cref="ValueOrder"/>.</summary>
/// <param name="bytes">The bytes of all columns.</param>
/// <param name="valueCount">Distinct values.</param>
/// <param name="offsets">Where the values' offsets begin, one 32-bit integer each and one for their end.</param>
/// <param name="values">Where the values begin.</param>
/// <param name="ordinals">Where the documents' ordinals begin: 0 for a document without the key, else the value's place + 1.</param>
/// <param name="width">Bytes of an ordinal: 1, 2 or 4.</param>
internal sealed class ValueColumn(Section bytes, int valueCount, int offsets, int values, int ordinals, int width)
{
    /// <summary>Distinct values.</summary>
    internal int ValueCount => valueCount;

    /// <summary>A distinct value.</summary>
    /// <param name="place">0 to <see cref="ValueCount"/> - 1.</param>
    internal MetadataValue Value(int place)
    {
        ReadOnlySpan<byte> pair = bytes.Slice(offsets + (place * sizeof(int)), 2 * sizeof(int));
        int begin = BinaryPrimitives.ReadInt32LittleEndian(pair);
        int end = BinaryPrimitives.ReadInt32LittleEndian(pair[sizeof(int)..]);
        CompactReader reader = CompactReader.Over(bytes.Slice(values + begin, end - begin));
        return MetadataCodec.ReadValue(ref reader);
    }

    /// <summary>The place of a value; null when no document has it.</summary>
    /// <param name="value">The value.</param>
    internal int? Find(MetadataValue value)
    {
        int low = 0;
        int high = valueCount - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = ValueOrder.Compare(Value(middle), value);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>Sets the documents that have one of the values.</summary>
    /// <param name="passing">One flag an ordinal: the first for documents without the key, then one a value.</param>
    /// <param name="documents">One bit a document; all clear.</param>
    /// <param name="documentCount">Documents of the segment.</param>
    internal void Select(ReadOnlySpan<bool> passing, Span<ulong> documents, int documentCount)
    {
        ReadOnlySpan<byte> of = bytes.Slice(ordinals, documentCount * width);
        for (int document = 0; document < documentCount; document++)
        {
            int ordinal = width switch
            {
                1 => of[document],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(of[(document * 2)..]),
                _ => BinaryPrimitives.ReadInt32LittleEndian(of[(document * 4)..]),
            };
            if (passing[ordinal])
                documents[document >> 6] |= 1UL << document;
        }
    }
}
