using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;

namespace RagCluster.Shards.Bytes;

/// <summary>The bytes of a chunk, in logs and in segments. What names its document and version stands beside them.</summary>
public static class ChunkCodec
{
    /// <summary>Writes a chunk.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="chunk">The chunk.</param>
    public static void Write(CompactWriter writer, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(chunk);
        writer.WriteNumber(chunk.Id.Ordinal);
        writer.WriteNumber(chunk.Start);
        writer.WriteNumber(chunk.End);
        writer.WriteText(chunk.Text);
        writer.WriteNumber(chunk.HeadingPath.Length);
        foreach (string heading in chunk.HeadingPath)
            writer.WriteText(heading);
        writer.WriteNumber(chunk.PageFirst is { } first ? first + 1L : 0);
        writer.WriteNumber(chunk.PageLast is { } last ? last + 1L : 0);
        writer.WriteNumber(chunk.PageBreaks.Length);
        foreach (int pageBreak in chunk.PageBreaks)
            writer.WriteNumber(pageBreak);
        writer.WriteNumber(chunk.TokenCount);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Stands before the chunk.</param>
    /// <param name="document">Its document.</param>
    /// <param name="generation">Its document's version.</param>
    /// <exception cref="InvalidDataException">The bytes are not a chunk's.</exception>
    public static Chunk Read(ref CompactReader reader, DocumentId document, long generation)
    {
        int ordinal = reader.ReadInt();
        int start = reader.ReadInt();
        int end = reader.ReadInt();
        string text = reader.ReadText();
        string[] headings = new string[reader.ReadCount()];
        for (int i = 0; i < headings.Length; i++)
            headings[i] = reader.ReadText();
        int? first = ReadPage(ref reader);
        int? last = ReadPage(ref reader);
        int[] pageBreaks = new int[reader.ReadCount()];
        for (int i = 0; i < pageBreaks.Length; i++)
            pageBreaks[i] = reader.ReadInt();
        int tokens = reader.ReadInt();
        return new Chunk(new ChunkId(document, generation, ordinal), start, end, text, headings, first, last, tokens)
        {
            PageBreaks = pageBreaks,
        };
    }

    private static int? ReadPage(ref CompactReader reader)
    {
        long page = reader.ReadNumber();
        return page == 0 ? null : checked((int)(page - 1));
    }
}
