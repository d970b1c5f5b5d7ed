using System.Security.Cryptography;
using RagCluster.Corpus.Access;
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
        Metadata = MetadataJson.Write(DocumentAcl.Put(incoming.Metadata, incoming.Acl));
    }

    private PreparedDocument(PreparedDocument other, DocumentAcl? acl)
    {
        Incoming = other.Incoming;
        Hash = other.Hash;
        Metadata = AclText.Put(other.Metadata, acl);
    }

    /// <summary>The document as it came.</summary>
    public UploadedDocument Incoming { get; }

    /// <summary>Its content.</summary>
    public byte[] Bytes => Incoming.Content;

    /// <summary>SHA-256 of the content.</summary>
    public byte[] Hash { get; }

    /// <summary>The metadata with the list of who may see it, in canonical JSON: equal texts mean equal metadata.</summary>
    public string Metadata { get; }

    /// <summary>Whether the sender sees a document. Another one is not the one that is sent, whatever its name and content.</summary>
    public bool MayBe(DocumentRow row) => Incoming.Sender is not { } sender || sender.Sees(row.Acl);

    /// <summary>Whether what is sent asks for no other readers than a document has.</summary>
    public bool HasReadersOf(DocumentRow row) => Incoming.Acl is not { } acl || AclText.AreEqual(acl, row.Acl);

    /// <summary>The same with the readers of the document that it is a version of, where the sender does not say who may see it.</summary>
    public PreparedDocument Onto(DocumentRow row) => Incoming.Acl is null && row.Acl is { } acl ? new PreparedDocument(this, acl) : this;
}
