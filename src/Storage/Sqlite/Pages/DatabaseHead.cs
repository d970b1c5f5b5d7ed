using System.Buffers.Binary;

namespace RagCluster.Storage.Sqlite.Pages;

/// <summary>The first page of a database's file, read without SQLite ("Database File Format", sections 1.3 and 1.6).</summary>
internal static class DatabaseHead
{
    private const int PageHeadAt = 100;
    private const int CellCountAt = PageHeadAt + 3;
    private const byte TableLeaf = 0x0D;

    /// <summary>Whether a file is a database with something in its schema.</summary>
    internal static bool HasTables(string file)
    {
        if (!File.Exists(file))
            return false;
        byte[] head = new byte[CellCountAt + sizeof(ushort)];
        using FileStream stream = File.OpenRead(file);
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head.AsSpan().StartsWith("SQLite format 3\0"u8)
            && (head[PageHeadAt] != TableLeaf || BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(CellCountAt)) > 0);
    }
}
