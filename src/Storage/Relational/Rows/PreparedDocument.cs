using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>An incoming document with everything computed that does not need the database, so that the writer's thread only writes.</summary>
internal sealed class PreparedDocument
{
    /// <summary>Computes the hash and the stored form of the metadata.</summary>
    /// <param name="incoming">The document.</param>
    public PreparedDocument(IncomingDocument incoming)
    {
        Incoming = incoming;
        Bytes = AsArray(incoming.Content);
        Hash = SHA256.HashData(Bytes);
        Metadata = MetadataJson.Write(incoming.Metadata);
    }

    /// <summary>The document as it came.</summary>
    public IncomingDocument Incoming { get; }

    /// <summary>Its content.</summary>
    public byte[] Bytes { get; }

    /// <summary>SHA-256 of the content.</summary>
    public byte[] Hash { get; }

    /// <summary>The metadata in canonical JSON: equal texts mean equal metadata.</summary>
    public string Metadata { get; }

    private static byte[] AsArray(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out ArraySegment<byte> segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : content.ToArray();
}
