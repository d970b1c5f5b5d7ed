using System.Security.Cryptography;
using RagCluster.Corpus.Documents;

namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// An incoming document with everything computed that does not need the database, so that the writer's thread only writes.
/// </summary>
internal sealed class PreparedDocument
{
    /// <summary>Computes the hash and the stored form of the metadata.</summary>
    /// <param name="incoming">The document as it was sent.</param>
    public PreparedDocument(UploadedDocument incoming)
    {
        Incoming = incoming;
        Hash = SHA256.HashData(incoming.Content);
        Metadata = MetadataJson.Write(incoming.Metadata);
    }

    /// <summary>The document as it came.</summary>
    public UploadedDocument Incoming { get; }

    /// <summary>Its content.</summary>
    public byte[] Bytes => Incoming.Content;

    /// <summary>SHA-256 of the content.</summary>
    public byte[] Hash { get; }

    /// <summary>The metadata in canonical JSON: equal texts mean equal metadata.</summary>
    public string Metadata { get; }
}
