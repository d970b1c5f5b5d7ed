using System.Text;
using RagCluster.Corpus.Documents;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>
/// The documents of a segment in the order of their ids, read from its bytes one at a time; each document's chunks fill consecutive rows.
/// </summary>
internal sealed class DocumentTable(ISectionSource source)
{
    private readonly Section _rows = source.Section(SectionNames.DocumentRows);
    private readonly BlobTable _blobs = new(source.Section(SectionNames.DocumentOffsets), source.Section(SectionNames.Documents));

    /// <summary>Documents held.</summary>
    internal int Count => _blobs.Count;

    /// <summary>Bytes of titles, addresses and metadata.</summary>
    internal int LengthBytes => _blobs.LengthBytes;

    /// <summary>The stored bytes of a document.</summary>
    internal ReadOnlySpan<byte> Blob(int document) => _blobs[document];

    /// <summary>The first row of a document.</summary>
    internal int FirstRow(int document) => _rows.Int32At(document);

    /// <summary>One past the last row of a document.</summary>
    internal int EndRow(int document) => _rows.Int32At(document + 1);

    /// <summary>The id of a document in UTF-8.</summary>
    internal ReadOnlySpan<byte> IdBytes(int document)
    {
        CompactReader reader = CompactReader.Over(_blobs[document]);
        return reader.ReadBytes(reader.ReadCount());
    }

    /// <summary>The id of a document.</summary>
    internal DocumentId Id(int document) => new(Encoding.UTF8.GetString(IdBytes(document)));

    /// <summary>All that is known of a document.</summary>
    internal SegmentDocument Read(int document) => Read(_blobs[document]);

    /// <summary>The place of a document; null when it is not here.</summary>
    /// <param name="id">Its id.</param>
    internal int? Find(DocumentId id)
    {
        byte[] sought = Encoding.UTF8.GetBytes(id.Value);
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = IdBytes(middle).SequenceCompareTo(sought);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>Reads a document's stored bytes.</summary>
    internal static SegmentDocument Read(ReadOnlySpan<byte> blob)
    {
        CompactReader reader = CompactReader.Over(blob);
        return new SegmentDocument(new DocumentId(reader.ReadText()), reader.ReadText(), reader.ReadText(), MetadataCodec.Read(ref reader));
    }

    /// <summary>Writes a document's stored bytes.</summary>
    internal static void Write(CompactWriter writer, SegmentDocument document)
    {
        writer.WriteText(document.Id.Value);
        writer.WriteText(document.Title);
        writer.WriteText(document.Uri);
        MetadataCodec.Write(writer, document.Metadata);
    }
}
