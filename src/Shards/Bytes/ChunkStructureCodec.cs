using RagCluster.Corpus.Chunks;

namespace RagCluster.Shards.Bytes;

/// <summary>The bytes of what is known of a chunk's structure, which follow those of the chunk: its blocks, then its lead.</summary>
public static class ChunkStructureCodec
{
    /// <summary>Whether there is anything to write of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    public static bool HasStructure(Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        return chunk.Blocks.Length > 0 || chunk.Lead is not null;
    }

    /// <summary>Writes the lines that a chunk comes from, which follow its structure. Places and lines are distances.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="chunk">The chunk.</param>
    public static void WriteLines(CompactWriter writer, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(chunk);
        writer.WriteNumber(chunk.Lines.Length);
        ChunkLine last = default;
        foreach (ChunkLine line in chunk.Lines)
        {
            writer.WriteNumber(line.Start - last.Start);
            writer.WriteNumber(line.Number);
            last = line;
        }
    }

    /// <summary>Reads what <see cref="WriteLines"/> wrote.</summary>
    /// <param name="reader">Stands before the lines.</param>
    /// <param name="chunk">The chunk that they are of.</param>
    /// <exception cref="InvalidDataException">The bytes are not the lines of this chunk.</exception>
    public static Chunk ReadLines(ref CompactReader reader, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ChunkLine[] lines = new ChunkLine[reader.ReadCount()];
        long start = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            start += reader.ReadInt();
            if (start > chunk.End)
                throw new InvalidDataException("A line lies behind its chunk.");
            lines[i] = new ChunkLine((int)start, reader.ReadInt());
        }

        return chunk with
        {
            Lines = lines,
        };
    }

    /// <summary>Writes the links of a chunk, which follow its lines. Places are distances.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="chunk">The chunk.</param>
    public static void WriteLinks(CompactWriter writer, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(chunk);
        writer.WriteNumber(chunk.Links.Length);
        int end = chunk.Start;
        foreach (ChunkLink link in chunk.Links)
        {
            writer.WriteNumber(link.Start - end);
            writer.WriteNumber(link.End - link.Start);
            writer.WriteText(link.Target);
            end = link.End;
        }
    }

    /// <summary>Reads what <see cref="WriteLinks"/> wrote.</summary>
    /// <param name="reader">Stands before the links.</param>
    /// <param name="chunk">The chunk that they are of.</param>
    /// <exception cref="InvalidDataException">The bytes are not the links of this chunk.</exception>
    public static Chunk ReadLinks(ref CompactReader reader, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ChunkLink[] links = new ChunkLink[reader.ReadCount()];
        long end = chunk.Start;
        for (int i = 0; i < links.Length; i++)
        {
            long start = end + reader.ReadInt();
            end = start + reader.ReadInt();
            if (end > chunk.End)
                throw new InvalidDataException("A link lies outside its chunk.");
            links[i] = new ChunkLink((int)start, (int)end, reader.ReadText());
        }

        return chunk with
        {
            Links = links,
        };
    }

    /// <summary>Writes a chunk's structure. Places are distances, which are small.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="chunk">The chunk.</param>
    public static void Write(CompactWriter writer, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(chunk);
        writer.WriteNumber(chunk.Blocks.Length);
        int end = chunk.Start;
        foreach (ChunkBlock block in chunk.Blocks)
        {
            writer.WriteByte((byte)block.Kind);
            writer.WriteNumber(block.Start - end);
            writer.WriteNumber(block.End - block.Start);
            writer.WriteNumber(block.HeadLines);
            writer.WriteText(block.Language);
            end = block.End;
        }

        writer.WriteByte(chunk.Lead is null ? (byte)0 : (byte)1);
        if (chunk.Lead is not { } lead)
            return;
        writer.WriteNumber(lead.Start);
        writer.WriteText(lead.Text);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Stands before the structure.</param>
    /// <param name="chunk">The chunk that it is of.</param>
    /// <exception cref="InvalidDataException">The bytes are not a structure of this chunk.</exception>
    public static Chunk Read(ref CompactReader reader, Chunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ChunkBlock[] blocks = new ChunkBlock[reader.ReadCount()];
        int end = chunk.Start;
        for (int i = 0; i < blocks.Length; i++)
        {
            ChunkBlockKind kind = (ChunkBlockKind)reader.ReadByte();
            long start = (long)end + reader.ReadInt();
            long last = start + reader.ReadInt();
            if (kind > ChunkBlockKind.Definition || last > chunk.End)
                throw new InvalidDataException("A block lies outside its chunk.");
            end = (int)last;
            blocks[i] = new ChunkBlock(kind, (int)start, end) { HeadLines = reader.ReadInt(), Language = reader.ReadText() };
        }

        ChunkLead? lead = reader.ReadByte() == 0 ? null : new ChunkLead(reader.ReadInt(), reader.ReadText());
        return chunk with { Blocks = blocks, Lead = lead };
    }
}
